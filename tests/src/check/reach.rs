//! P-29: nothing unhealthy is out of reach.

use super::{tolerance, Findings};
use crate::exact::format::BookLine;
use crate::exact::{Asset, Model, Num, View};
use crate::program::{self, Executed};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// What can be done with an unhealthy account.
#[derive(Debug, Default)]
pub struct Reach {
    /// The refusal, where no pair is accepted; and where all of it pro rata is not.
    pub pair: Option<String>,
    pub pro_rata: Option<String>,
    pub findings: Findings,
}

impl Reach {
    /// `None` where the account is healthy, has a price missing, owes nothing that counts but what is halted, has halted holdings, held
    /// or owed, that are worth a tenth of its equity or more at twice their high, or where one base unit of an asset is so coarse beside its debts that nothing can be repaid of them but
    /// too much: those are not listed, or not lent.
    pub fn of(line: &BookLine) -> Option<Self> {
        let model = Model::read(line).expect("a generated Book");
        let surplus = model.maintenance(&model.account).ok()?;
        if !(-&tolerance(&surplus)).surely_above(&surplus.value) || model.unpriceable() {
            return None;
        }
        let (counted, owed) = model.totals();
        let tenth = (&counted - &owed).over(&BigInt::from(10));
        let halted = model.halted_value();
        if !model.open_debt().surely_positive() {
            return None;
        }
        if !halted.is_zero() && !tenth.surely_above(&halted) {
            return None;
        }
        if !owed.surely_above(&model.coarsest_unit().times(&BigInt::from(50))) {
            return None;
        }
        let mut reach = Self::default();
        let text = serde_json::to_string(line).expect("a Book is JSON");
        let mut judge = |found: Result<Executed, String>| match found {
            Ok(done) => {
                reach.findings.extend(better(&model, &done));
                None
            }
            Err(refusal) => Some(refusal),
        };
        let pair = judge(program::best_pair(&text));
        let pro_rata = judge(program::all_pro_rata(&text));
        if let (Some(pair), Some(pro_rata), false) = (&pair, &pro_rata, program::ends(&text)) {
            let why = format!("P-29: no pair ({pair}), and not pro rata ({pro_rata})");
            reach.findings.push(why);
        }
        (reach.pair, reach.pro_rata) = (pair, pro_rata);
        Some(reach)
    }
}

impl Model {
    /// One base unit of the asset of which one is worth most, USD.
    fn coarsest_unit(&self) -> Num {
        let one = |(index, asset): (usize, &Asset)| {
            let price = match asset.long_price(View::Liquidation) {
                Some(price) if !self.account.collateral[index].is_zero() => price,
                _ if self.account.debt[index].is_zero() => return Num::zero(),
                _ => asset
                    .short_price(View::Liquidation)
                    .unwrap_or_else(Num::zero),
            };
            asset.value(&BigInt::one(), &price)
        };
        let units = self.assets.iter().enumerate().map(one);
        units.fold(Num::zero(), |most, unit| most.max(&unit))
    }

    /// What is held and owed of halted assets at twice their high, whether it counts or not: USD.
    fn halted_value(&self) -> Num {
        let one = |(index, asset): (usize, &Asset)| {
            if !self.halted(index) {
                return Num::zero();
            }
            let all = &self.account.collateral[index] + &self.account.debt[index];
            // twice the high
            let price = asset.long_price(View::Liquidation);
            price.map_or_else(Num::zero, |price| asset.value(&all, &price))
        };
        let each = self.assets.iter().enumerate().map(one);
        each.fold(Num::zero(), |sum, value| &sum + &value)
    }

    /// What is owed of assets that are not halted, as it counts: USD.
    fn open_debt(&self) -> Num {
        let one = |(index, asset): (usize, &Asset)| {
            if self.halted(index) {
                return Num::zero();
            }
            let price = asset.short_price(View::Liquidation);
            let price = price.unwrap_or_else(Num::zero);
            asset.value(&self.account.debt[index], &price)
        };
        let each = self.assets.iter().enumerate().map(one);
        each.fold(Num::zero(), |sum, value| &sum + &value)
    }
}

/// P-21 of what was done, in whole units: S at the old health factor does not fall below 0; or it was a close-out.
fn better(model: &Model, done: &Executed) -> Findings {
    let mut after = model.account.clone();
    for (held, moved) in [
        (&mut after.debt, &done.repaid),
        (&mut after.collateral, &done.seized),
    ] {
        for (name, amount) in moved {
            let index = model.index(name).expect("an asset of the Book");
            let amount: BigInt = amount.parse().expect("an amount");
            held[index] -= amount;
            if held[index] < BigInt::zero() {
                return vec![format!("more of {name} is moved than there is: {done:?}")];
            }
        }
    }
    let factor = model.health_factor(&model.account);
    let factor = factor.expect("priced a moment ago").expect("it owes");
    let surplus = model
        .maintenance_at(&after, &factor)
        .expect("priced a moment ago");
    if !done.close_out && (-&tolerance(&surplus)).surely_above(&surplus.value) {
        let found = surplus.value;
        return vec![format!(
            "P-21: S at the old health factor is {found}: {done:?}"
        )];
    }
    Vec::new()
}
