//! The accounts that are not healthy, and what they owe.

use crate::facts::Facts;
use crate::report::{AccountLine, AccountsLine, Finding};
use ballast_interface::AccountId;
use ballast_keeper::{Judge, Slot, Standing};
use ballast_ledger::LedgerError;
use ballast_risk::{Book, Value};

/// As many are named.
const NAMED: usize = 10;

pub fn accounts_line(
    facts: &Facts,
    findings: &mut Vec<Finding>,
) -> Result<AccountsLine, LedgerError> {
    let slots = facts.memory.accounts.slots();
    let mut line = AccountsLine {
        all: slots.len(),
        unjudged: count(slots, Standing::Unjudged),
        liquidatable: count(slots, Standing::Liquidatable),
        ..AccountsLine::default()
    };
    if let Some(judge) = facts.memory.last() {
        for slot in slots
            .iter()
            .filter(|it| it.standing == Standing::Liquidatable)
        {
            add(&mut line, slot, judge, facts.time)?;
        }
    }
    line.worst.sort_by_key(|account| account.health_factor);
    line.worst.truncate(NAMED);
    findings.extend(said(&line));
    Ok(line)
}

fn count(slots: &[Slot], standing: Standing) -> usize {
    slots
        .iter()
        .filter(|slot| slot.standing == standing)
        .count()
}

fn add(line: &mut AccountsLine, slot: &Slot, judge: &Judge, now: u64) -> Result<(), LedgerError> {
    let book = judge.book(&slot.account()?, now)?;
    let worth = worth(&book)?;
    line.unhealthy_debt = line.unhealthy_debt.add(worth.debt)?;
    let bad = worth.debt.saturating_sub(worth.collateral);
    line.bad_debt = line.bad_debt.add(bad)?;
    line.worst.push(AccountLine {
        account: AccountId::from(&slot.name).to_string(),
        health_factor: book.health_factor().map_err(LedgerError::Book)?,
        debt: worth.debt,
        collateral: worth.collateral,
    });
    Ok(())
}

/// USD at spot, debt rounded up and collateral down.
struct Worth {
    debt: Value,
    collateral: Value,
}

fn worth(book: &Book) -> Result<Worth, LedgerError> {
    let mut worth = Worth {
        debt: Value::ZERO,
        collateral: Value::ZERO,
    };
    for holding in &book.holdings {
        let (spot, decimals) = (holding.price.spot, holding.decimals);
        let debt = spot.value_up(holding.debt, decimals)?;
        worth.debt = worth.debt.add(debt)?;
        let collateral = spot.value_down(holding.collateral, decimals)?;
        worth.collateral = worth.collateral.add(collateral)?;
    }
    Ok(worth)
}

fn said(line: &AccountsLine) -> Vec<Finding> {
    let mut found = Vec::new();
    if line.liquidatable > 0 {
        found.push(Finding::unsound(format!(
            "accounts that can be liquidated: {}, owing {} USD; a keeper that works leaves none",
            line.liquidatable,
            whole(line.unhealthy_debt)
        )));
    }
    if !line.bad_debt.is_zero() {
        found.push(Finding::unsound(format!(
            "debts are {} USD above the collateral of their accounts; liquidation writes that off",
            whole(line.bad_debt)
        )));
    }
    if line.unjudged > 0 {
        found.push(Finding::unsound(format!(
            "accounts that cannot be judged: {}, a price that they need is missing",
            line.unjudged
        )));
    }
    found
}

/// USD to the cent, for people.
pub fn whole(value: Value) -> String {
    let text = value.to_string();
    match text.split_once('.') {
        Some((dollars, cents)) => format!("{dollars}.{:0<2}", cents.get(..2).unwrap_or(cents)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_market_without_unhealthy_accounts_says_nothing() {
        assert_eq!(said(&AccountsLine::default()), []);
    }

    #[test]
    fn unhealthy_and_bad_debt_are_said_to_the_cent() {
        let line = AccountsLine {
            all: 5,
            liquidatable: 2,
            unjudged: 1,
            unhealthy_debt: Value::usd(1_234),
            bad_debt: Value::new(7_509_000_000_000),
            worst: Vec::new(),
        };
        let said: Vec<String> = said(&line).into_iter().map(|it| it.what).collect();
        assert_eq!(
            said,
            [
                "accounts that can be liquidated: 2, owing 1234 USD; a keeper that works leaves none",
                "debts are 7.50 USD above the collateral of their accounts; liquidation writes that off",
                "accounts that cannot be judged: 1, a price that they need is missing"
            ]
        );
    }
}
