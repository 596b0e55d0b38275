//! A fraction of all debts against a share of all collateral, as real numbers.

use super::asset::{Terms, View};
use super::model::{health_factor, largest};
use super::{Account, Exposure, Model, Num, Refusal};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// What takes part in a pro rata liquidation, and what stays.
#[derive(Debug)]
pub struct ProRata<'a> {
    pub model: &'a Model,
    /// Spot value of all priced collateral that is not halted, and of all debts that are not: USD.
    pub worth: Num,
    pub owed: Num,
    /// Value of each such collateral, by index.
    pub parts: Vec<(usize, Num)>,
    /// One base unit of each asset that takes part, together: how far whole units may be from real ones.
    pub units: Num,
    long: Exposure,
    /// What is held of an asset that is worth more than the largest value: so much of it may go before it counts less.
    oversized: Vec<(usize, BigInt)>,
    short: Exposure,
    halted_long: Exposure,
    halted_short: Exposure,
}

impl Model {
    pub fn pro_rata(&self) -> Result<ProRata<'_>, Refusal> {
        let only = |halted: bool| {
            let keep = |amounts: &[BigInt]| {
                let one = |(index, amount): (usize, &BigInt)| {
                    if self.halted(index) == halted {
                        amount.clone()
                    } else {
                        BigInt::zero()
                    }
                };
                amounts.iter().enumerate().map(one).collect()
            };
            Account {
                collateral: keep(&self.account.collateral),
                debt: keep(&self.account.debt),
            }
        };
        let (mut open, halted) = (only(false), only(true));
        let (terms, view) = (Terms::Threshold, View::Liquidation);
        let (mut parts, mut oversized) = (Vec::new(), Vec::new());
        let mut units = Num::zero();
        for (index, asset) in self.assets.iter().enumerate() {
            let unit = |price: Num| asset.value(&BigInt::one(), &price);
            if !open.debt[index].is_zero() {
                units = &units + &asset.short_price(view).map_or_else(Num::zero, unit);
            }
            let Some(price) = asset.long_price(view) else {
                continue;
            };
            let held = open.collateral[index].clone();
            if held.is_zero() {
                continue;
            }
            let value = asset.value(&held, &price);
            if value.surely_above(&largest()) {
                open.collateral[index] = BigInt::zero();
                oversized.push((index, held));
            }
            parts.push((index, value.min(&largest())));
            units = &units + &unit(price);
        }
        let short = self.all_short(&open, terms, view)?;
        Ok(ProRata {
            model: self,
            worth: parts.iter().fold(Num::zero(), |sum, part| &sum + &part.1),
            owed: short.owed.clone(),
            parts,
            units,
            long: self.all_long(&open, terms, view),
            oversized,
            short,
            halted_long: self.all_long(&halted, terms, view),
            halted_short: self.all_short(&halted, terms, view)?,
        })
    }
}

impl ProRata<'_> {
    /// The share of the collateral that a fraction of the debts pays for.
    fn share(&self, fraction: &Num, bonus: &Num) -> Num {
        let paid = self.owed.mul(fraction).mul(&(&Num::one() + bonus));
        paid.div(&self.worth).min(&Num::one())
    }

    fn after(&self, fraction: &Num, bonus: &Num) -> (Exposure, Exposure) {
        let one = Num::one();
        let left = &one - &self.share(fraction, bonus);
        let long = self.halted_long.plus_times(&self.long, &left);
        (
            self.with_oversized(long, &left),
            self.halted_short
                .plus_times(&self.short, &(&one - fraction)),
        )
    }

    fn with_oversized(&self, long: Exposure, left: &Num) -> Exposure {
        let (terms, view) = (Terms::Threshold, View::Liquidation);
        self.oversized.iter().fold(long, |long, (index, held)| {
            let held = left.times(held).floor();
            long.plus(&self.model.long(*index, &held, terms, view))
        })
    }

    /// S after so much, with every debt that is left t times as large.
    pub fn surplus(&self, t: &Num, fraction: &Num, bonus: &Num) -> Num {
        let (long, short) = self.after(fraction, bonus);
        long.plus_times(&short, t).surplus(&self.model.structure)
    }

    /// C, D and HF before.
    pub fn before(&self) -> (Num, Num, Num) {
        let long = self.with_oversized(self.halted_long.plus(&self.long), &Num::one());
        let short = self.halted_short.plus(&self.short);
        let factor = health_factor(&self.model.structure, &long, &short);
        (long.counted, short.owed, factor)
    }

    /// The fraction that takes all of the collateral; 1 where even that does not.
    pub fn exhausting(&self, bonus: &Num) -> Num {
        let all = self.owed.mul(&(&Num::one() + bonus));
        if all.surely_above(&self.worth) {
            self.worth.div(&all)
        } else {
            Num::one()
        }
    }

    pub fn has_halted(&self) -> bool {
        !self.halted_long.counted.is_zero() || !self.halted_short.owed.is_zero()
    }
}
