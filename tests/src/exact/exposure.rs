//! What an account adds up to. Everything here is linear in the positions, so a line of accounts is a line of exposures.

use super::asset::{Long, Short};
use super::{Num, Structure};
use num_bigint::BigInt;

/// C, D, X per group, B and the loss in each scenario.
#[derive(Debug, Clone)]
pub struct Exposure {
    pub counted: Num,
    pub owed: Num,
    pub groups: Vec<Num>,
    pub own: Num,
    pub losses: Vec<Num>,
}

/// S, and the scale its tolerance is measured by.
#[derive(Debug, Clone)]
pub struct Surplus {
    pub value: Num,
    /// C + D.
    pub scale: Num,
}

impl Exposure {
    pub fn nothing(groups: usize, scenarios: usize) -> Self {
        Self {
            counted: Num::zero(),
            owed: Num::zero(),
            groups: vec![Num::zero(); groups],
            own: Num::zero(),
            losses: vec![Num::zero(); scenarios],
        }
    }

    /// Adds collateral of a spot value (negative: takes it away) and the share of it that may count.
    pub fn add_long(&mut self, group: usize, long: &Long, value: &Num, moves: &[Num]) {
        let counted = long.counted.mul(value);
        for (loss, relative) in self.losses.iter_mut().zip(moves) {
            *loss = &*loss - &relative.mul(&counted);
        }
        self.counted = &self.counted + &counted;
        self.groups[group] = &self.groups[group] + &long.group.mul(value);
        self.own = &self.own + &long.own.mul(value);
    }

    pub fn add_short(&mut self, group: usize, short: &Short, value: &Num, moves: &[Num]) {
        for (loss, relative) in self.losses.iter_mut().zip(moves) {
            *loss = &*loss + &relative.mul(value);
        }
        self.owed = &self.owed + value;
        self.groups[group] = &self.groups[group] - &short.group.mul(value);
        self.own = &self.own + &short.own.mul(value);
    }

    fn combine(&self, other: &Self, with: impl Fn(&Num, &Num) -> Num) -> Self {
        let pairs = |a: &[Num], b: &[Num]| a.iter().zip(b).map(|(a, b)| with(a, b)).collect();
        Self {
            counted: with(&self.counted, &other.counted),
            owed: with(&self.owed, &other.owed),
            groups: pairs(&self.groups, &other.groups),
            own: with(&self.own, &other.own),
            losses: pairs(&self.losses, &other.losses),
        }
    }

    pub fn plus(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a + b)
    }

    /// `self + k·other`.
    pub fn plus_times(&self, other: &Self, k: &Num) -> Self {
        self.combine(other, |a, b| {
            if b.is_zero() {
                a.clone()
            } else {
                a + &b.mul(k)
            }
        })
    }

    pub fn plus_whole(&self, other: &Self, k: &BigInt) -> Self {
        self.combine(other, |a, b| {
            if b.is_zero() {
                a.clone()
            } else {
                a + &b.times(k)
            }
        })
    }

    /// S = C − D − max(N, m·D, losses).
    pub fn surplus(&self, structure: &Structure) -> Num {
        let noise = structure.noise(&self.groups, &self.own);
        let floor = structure.margin.mul(&self.owed);
        let worst = self
            .losses
            .iter()
            .fold(noise.max(&floor), |worst, loss| worst.max(loss));
        &(&self.counted - &self.owed) - &worst
    }
}
