//! A liquidation of one debt against one collateral: the accounts along its line, and which of them section 7 prefers.

use super::asset::{Terms, View};
use super::format::Status;
use super::model::health_factor;
use super::{Exposure, Model, Num, Refusal};
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// Which aim the least repayment reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    Target,
    Healthy,
    HighestFactor,
}

/// The repayment that section 7 asks for before leftovers and before what was sent, in units of the debt, as a real number.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub aim: Aim,
    pub repay: Num,
}

#[derive(Debug)]
pub struct Pair<'a> {
    pub model: &'a Model,
    /// Units owed and held.
    pub owed: BigInt,
    pub held: BigInt,
    /// USD of one base unit.
    pub debt_unit: Num,
    pub collateral_unit: Num,
    pub collateral: usize,
    /// Units of the collateral that count nothing, since only so much of it counts.
    uncounted: Num,
    long: Exposure,
    short: Exposure,
    one_long: Exposure,
    one_short: Exposure,
}

impl Model {
    fn missing(&self, index: usize) -> bool {
        self.assets[index].prices.status == Status::Missing
    }

    pub fn halted(&self, index: usize) -> bool {
        self.assets[index].prices.status == Status::Halted
    }

    /// Why no liquidation of this account can be priced, if so.
    pub fn unpriceable(&self) -> bool {
        let missing = |index: usize| self.missing(index);
        let held = |index: usize| !self.account.collateral[index].is_zero();
        let owed = |index: usize| !self.account.debt[index].is_zero();
        let blocks = |index: usize| {
            missing(index)
                && (owed(index) || (held(index) && !self.assets[index].threshold.is_zero()))
        };
        (0..self.assets.len()).any(blocks)
    }

    pub fn pair(&self, debt: usize, collateral: usize) -> Result<Pair<'_>, Refusal> {
        let (terms, view) = (Terms::Threshold, View::Liquidation);
        let one = BigInt::one();
        let price = |asset: usize, price: Option<Num>| {
            let asset = &self.assets[asset];
            price
                .map(|price| asset.value(&one, &price))
                .ok_or_else(|| Refusal::DebtPrice(asset.name.clone()))
        };
        Ok(Pair {
            model: self,
            owed: self.account.debt[debt].clone(),
            held: self.account.collateral[collateral].clone(),
            debt_unit: price(debt, self.assets[debt].short_price(view))?,
            collateral_unit: price(collateral, self.assets[collateral].long_price(view))?,
            collateral,
            uncounted: self.uncounted(collateral, view),
            long: self.all_long(&self.account, terms, view),
            short: self.all_short(&self.account, terms, view)?,
            one_long: self.long(collateral, &one, terms, view),
            one_short: self.short(debt, &one, terms, view)?,
        })
    }
}

impl Pair<'_> {
    fn after(&self, repay: &Num, seize: &Num) -> (Exposure, Exposure) {
        let counted = (seize - &self.uncounted).max(&Num::zero());
        (
            self.long.plus_times(&self.one_long, &-counted),
            self.short.plus_times(&self.one_short, &-repay),
        )
    }

    /// S when so many units were repaid and seized and every remaining debt is t times as large.
    pub fn surplus(&self, t: &Num, repay: &Num, seize: &Num) -> Num {
        let (long, short) = self.after(repay, seize);
        long.plus_times(&short, t).surplus(&self.model.structure)
    }

    /// C + D before: the scale of every tolerance.
    pub fn scale(&self) -> Num {
        &self.long.counted + &self.short.owed
    }

    pub fn debt_value(&self) -> &Num {
        &self.short.owed
    }

    /// C.
    pub fn counted(&self) -> &Num {
        &self.long.counted
    }

    pub fn factor(&self) -> Num {
        health_factor(&self.model.structure, &self.long, &self.short)
    }

    pub fn factor_after(&self, repay: &Num, seize: &Num) -> Num {
        let (long, short) = self.after(repay, seize);
        if short.owed.surely_positive() {
            health_factor(&self.model.structure, &long, &short)
        } else {
            Num::int(&BigInt::from(super::model::HEALTH_CEILING))
        }
    }

    /// Units of collateral worth r·(1+ℓ), never more than there are.
    pub fn seized(&self, repay: &Num, bonus: &Num) -> Num {
        let value = self.debt_unit.mul(repay).mul(&(&Num::one() + bonus));
        value.div(&self.collateral_unit).min(&Num::int(&self.held))
    }

    /// S along the line, for an unrounded seizure.
    pub fn along(&self, t: &Num, repay: &Num, bonus: &Num) -> Num {
        self.surplus(t, repay, &self.seized(repay, bonus))
    }

    /// HF along the line.
    pub fn along_factor(&self, repay: &Num, bonus: &Num) -> Num {
        self.factor_after(repay, &self.seized(repay, bonus))
    }

    /// The repayment that exhausts the collateral.
    pub fn exhausting(&self, bonus: &Num) -> Num {
        let value = self.collateral_unit.times(&self.held);
        value.div(&self.debt_unit.mul(&(&Num::one() + bonus)))
    }

    /// What the debt and the collateral allow.
    pub fn most(&self, bonus: &Num) -> Num {
        self.exhausting(bonus).min(&Num::int(&self.owed))
    }

    /// Where along `0 ..= most` S is largest; stops early where it surely reaches `enough`.
    pub fn highest(&self, t: &Num, bonus: &Num, range: (&Num, &Num), enough: &Num) -> Num {
        let at = |x: &Num| self.along(t, x, bonus);
        let (mut low, mut high) = (range.0.mid(), range.1.mid());
        for end in [&high, &low] {
            if at(end).surely_above(enough) {
                return end.clone();
            }
        }
        let third = BigInt::from(3);
        // A hundred-millionth of a dollar, or a millionth of a unit.
        let width = Num::lit("0.00000001")
            .div(&self.debt_unit)
            .max(&Num::lit("0.000001"));
        while (&high - &low).surely_above(&width) {
            let step = (&high - &low).over(&third).mid();
            let (left, right) = (&low + &step, &high - &step);
            let (a, b) = (at(&left), at(&right));
            for (x, value) in [(&left, &a), (&right, &b)] {
                if value.surely_above(enough) {
                    return x.clone();
                }
            }
            if a.mid().lo() < b.mid().lo() {
                low = left;
            } else {
                high = right;
            }
        }
        (&low + &high).over(&BigInt::from(2)).mid()
    }

    /// The first x up to `reached`, where S at t is at least zero, at which it is.
    fn first(&self, t: &Num, bonus: &Num, reached: &Num) -> Num {
        let (mut low, mut high) = (Num::zero(), reached.clone());
        let width = Num::lit("0.0000000001")
            .div(&self.debt_unit)
            .min(&Num::lit("0.0001"));
        while (&high - &low).surely_above(&width) {
            let middle = (&low + &high).over(&BigInt::from(2)).mid();
            if self.along(t, &middle, bonus).surely_not_negative() {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }

    /// The preferred repayment within the debt and the collateral.
    pub fn wanted(&self, bonus: &Num) -> Wanted {
        let most = self.most(bonus);
        let zero = Num::zero();
        for (aim, t) in [
            (Aim::Target, self.model.liquidation.target_health.clone()),
            (Aim::Healthy, Num::one()),
        ] {
            let best = self.highest(&t, bonus, (&zero, &most), &zero);
            if self.along(&t, &best, bonus).surely_not_negative() {
                return Wanted {
                    aim,
                    repay: self.first(&t, bonus, &best),
                };
            }
        }
        let mut best = zero.clone();
        let mut factor = self.factor();
        // Each round stands on the highest S at the best factor so far; a few rounds meet.
        for _ in 0..12 {
            let next = self.highest(
                &factor,
                bonus,
                (&zero, &most),
                &Num::lit("1000000000000000000000000000000000"),
            );
            let found = self.factor_after(&next, &self.seized(&next, bonus));
            if !found.surely_above(&(&factor + &Num::lit("0.000000000000000000001"))) {
                break;
            }
            (best, factor) = (next, found);
        }
        Wanted {
            aim: Aim::HighestFactor,
            repay: best,
        }
    }
}
