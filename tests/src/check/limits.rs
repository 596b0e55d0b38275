//! max_borrow and max_withdraw (P-18): used as input they succeed, one unit more fails.

use super::{Case, Findings};
use crate::exact::{Level, Line, Num, Surplus, View};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// No position is larger: 1e15 whole tokens at 1e9 USD each (section 2).
const LARGEST: &str = "1000000000000000000000000";

impl Case<'_> {
    pub fn check_limits(&self, findings: &mut Findings) {
        let Some(asked) = &self.line.max else { return };
        if let Some(index) = asked
            .borrow
            .as_deref()
            .and_then(|name| self.model.index(name))
        {
            self.check_borrow(index, findings);
        }
        if let Some(index) = asked
            .withdraw
            .as_deref()
            .and_then(|name| self.model.index(name))
        {
            self.check_withdraw(index, findings);
        }
    }

    fn check_borrow(&self, index: usize, findings: &mut Findings) {
        let Some(found) = amount("max_borrow", self.answer.max_borrow.as_deref(), findings) else {
            return;
        };
        let room = self.room(index);
        if found > room {
            findings.push(format!(
                "max_borrow {found} makes the debt larger than a position may be; {room} fit"
            ));
        }
        match self
            .model
            .borrowing(&self.model.account, index, Level::Initial)
        {
            Ok(line) => edge("max_borrow", &line, &found, &room, findings),
            Err(refusal) if !found.is_zero() => {
                findings.push(format!("max_borrow {found} in spite of {refusal:?}"))
            }
            Err(_) => {}
        }
    }

    /// What may be added to a debt before it is larger than a position may be, whatever health allows; 0 where it has no price.
    fn room(&self, index: usize) -> BigInt {
        let (asset, owed) = (&self.model.assets[index], &self.model.account.debt[index]);
        let Some(price) = asset.short_price(View::Risk) else {
            return BigInt::zero();
        };
        let units = Num::lit(LARGEST).div(&asset.value(&BigInt::one(), &price));
        (units.floor().min(BigInt::from(u128::MAX)) - owed).max(BigInt::zero())
    }

    fn check_withdraw(&self, index: usize, findings: &mut Findings) {
        let Some(found) = amount(
            "max_withdraw",
            self.answer.max_withdraw.as_deref(),
            findings,
        ) else {
            return;
        };
        let held = &self.model.account.collateral[index];
        if found > *held {
            findings.push(format!("max_withdraw {found} of {held} held"));
        }
        if !self.model.owes(&self.model.account) {
            if found != *held {
                findings.push(format!("max_withdraw {found} of {held} held without debt"));
            }
            return;
        }
        match self
            .model
            .withdrawing(&self.model.account, index, Level::Initial)
        {
            Ok(line) => edge("max_withdraw", &line, &found, held, findings),
            Err(refusal) if !found.is_zero() => {
                findings.push(format!("max_withdraw {found} in spite of {refusal:?}"))
            }
            Err(_) => {}
        }
    }
}

fn amount(name: &str, text: Option<&str>, findings: &mut Findings) -> Option<BigInt> {
    let amount = text.and_then(|text| text.parse().ok());
    if amount.is_none() {
        findings.push(format!("{name}: {text:?}"));
    }
    amount
}

/// `found` must pass and one more must not, but for the tolerance of the test itself. Zero is always right below the requirement.
fn edge(name: &str, line: &Line<'_>, found: &BigInt, most: &BigInt, findings: &mut Findings) {
    let at = |amount: &BigInt| {
        let x = Num::int(amount);
        Surplus {
            value: line.surplus(&x),
            scale: line.scale(&x),
        }
    };
    if !found.is_zero() && at(found).value.surely_negative() {
        findings.push(format!(
            "{name} {found}: exact S there is {}",
            at(found).value
        ));
    }
    if found < most {
        let beyond = at(&(found + BigInt::one()));
        let near = super::tolerance(&beyond);
        if beyond.value.surely_above(&near) {
            findings.push(format!(
                "{name} {found}: one more leaves S = {}, more than {near}",
                beyond.value
            ));
        }
    }
}
