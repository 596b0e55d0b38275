//! Accounts that differ in one amount, and where along them health ends.

use super::asset::{Terms, View};
use super::{last_not_negative, Account, Bracket, Exposure, Model, Num, Refusal};
use num_bigint::BigInt;
use num_traits::{One, Zero};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Initial,
    Maintenance,
}

impl Level {
    fn parts(self) -> &'static [(Terms, View)] {
        match self {
            Self::Initial => &[
                (Terms::Collateral, View::Risk),
                (Terms::Threshold, View::Risk),
            ],
            Self::Maintenance => &[(Terms::Threshold, View::Liquidation)],
        }
    }
}

/// `start + x·step` for each term of the level.
#[derive(Debug)]
pub struct Line<'a> {
    model: &'a Model,
    parts: Vec<(Exposure, Exposure)>,
    /// Steps that change nothing, before the others.
    free: Num,
}

impl Line<'_> {
    fn at(&self, x: &Num, (start, step): &(Exposure, Exposure)) -> Exposure {
        let moved = (x - &self.free).max(&Num::zero());
        start.plus_times(step, &moved)
    }

    /// S of the account at x.
    pub fn surplus(&self, x: &Num) -> Num {
        let one = |part: &(Exposure, Exposure)| self.at(x, part).surplus(&self.model.structure);
        let mut all = self.parts.iter().map(one);
        let first = all.next().expect("a level has a term");
        all.fold(first, |least, other| least.min(&other))
    }

    /// C + D at x, the larger of the terms.
    pub fn scale(&self, x: &Num) -> Num {
        let one = |part: &(Exposure, Exposure)| {
            let at = self.at(x, part);
            &at.counted + &at.owed
        };
        self.parts
            .iter()
            .map(one)
            .fold(Num::zero(), |most, scale| most.max(&scale))
    }

    /// The largest x in `0 ..= most` with S ≥ 0, enclosed to 1e-25; `None` where S < 0 at 0.
    pub fn edge(&self, most: &Num) -> Option<Num> {
        let surplus = |x: &Num| self.surplus(x);
        if !surplus(&Num::zero()).surely_not_negative() {
            return None;
        }
        if surplus(most).surely_not_negative() {
            return Some(most.clone());
        }
        let start = Bracket {
            held: Num::zero(),
            failed: most.clone(),
        };
        Some(last_not_negative(surplus, start, &Num::lit("0.0000000000000000000000001")).held)
    }

    /// More of a debt than C + 1 USD fails whatever the rest is.
    fn beyond(&self) -> Num {
        let (start, step) = self.parts.first().expect("a level has a term");
        (&start.counted + &Num::one()).div(&step.owed)
    }
}

impl Model {
    fn line(
        &self,
        account: &Account,
        level: Level,
        step: impl Fn(Terms, View) -> Result<Exposure, Refusal>,
    ) -> Result<Line<'_>, Refusal> {
        let part = |&(terms, view): &(Terms, View)| {
            let start = self
                .all_long(account, terms, view)
                .plus(&self.all_short(account, terms, view)?);
            Ok((start, step(terms, view)?))
        };
        Ok(Line {
            model: self,
            parts: level
                .parts()
                .iter()
                .map(part)
                .collect::<Result<_, Refusal>>()?,
            free: Num::zero(),
        })
    }

    /// The account with x units more of a debt.
    pub fn borrowing(
        &self,
        account: &Account,
        index: usize,
        level: Level,
    ) -> Result<Line<'_>, Refusal> {
        self.line(account, level, |terms, view| {
            self.short(index, &BigInt::one(), terms, view)
        })
    }

    /// The account with x units less of a collateral.
    pub fn withdrawing(
        &self,
        account: &Account,
        index: usize,
        level: Level,
    ) -> Result<Line<'_>, Refusal> {
        let line = self.line(account, level, |terms, view| {
            Ok(self.long(index, &-BigInt::one(), terms, view))
        })?;
        let view = level.parts()[0].1;
        let free = self.uncounted(index, view);
        Ok(Line { free, ..line })
    }

    /// How many units more of a debt the level allows, as a real number; `None` where S < 0 already.
    pub fn most_debt(
        &self,
        account: &Account,
        index: usize,
        level: Level,
    ) -> Result<Option<Num>, Refusal> {
        let line = self.borrowing(account, index, level)?;
        Ok(line.edge(&line.beyond()))
    }

    /// How many units of a collateral may go, as a real number.
    pub fn most_withdrawn(
        &self,
        account: &Account,
        index: usize,
        level: Level,
    ) -> Result<Option<Num>, Refusal> {
        let held = &account.collateral[index];
        if held.is_zero() || !self.owes(account) {
            return Ok(Some(Num::int(held)));
        }
        Ok(self
            .withdrawing(account, index, level)?
            .edge(&Num::int(held)))
    }
}
