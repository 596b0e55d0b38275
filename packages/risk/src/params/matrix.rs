//! The correlation matrix: packed, and positive semi-definite exactly as stored.

use super::spec::CorrelationError;
use crate::units::{Correlation, GroupIndex, Move, NumError, SWide, Wide};
use serde::{Deserialize, Serialize};

/// A correlation matrix, positive semi-definite by construction.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    /// Below the diagonal, row by row, in 1e-4.
    lower: Vec<Correlation>,
}

impl Matrix {
    /// Reads and checks a matrix; `names` are its groups.
    pub fn new(rho: &[Vec<Move>], names: &[String]) -> Result<Self, CorrelationError> {
        let size = names.len();
        let shape = CorrelationError::Shape { expected: size };
        if rho.len() != size || rho.iter().any(|row| row.len() != size) {
            return Err(shape);
        }
        let mut lower = Vec::new();
        for (g, row) in rho.iter().enumerate() {
            for (h, found) in row.iter().enumerate().take(g.saturating_add(1)) {
                let refuse = || CorrelationError::Entry {
                    row: names.get(g).cloned().unwrap_or_default(),
                    column: names.get(h).cloned().unwrap_or_default(),
                    found: found.to_string(),
                };
                let mirrored = rho.get(h).and_then(|row| row.get(g));
                let entry = Correlation::exact(*found).ok_or_else(refuse)?;
                if mirrored != Some(found) || (g == h && entry != Correlation::ONE) {
                    return Err(refuse());
                }
                if g != h {
                    lower.push(entry);
                }
            }
        }
        let matrix = Self { size, lower };
        match matrix.first_indefinite()? {
            None => Ok(matrix),
            Some(at) => Err(CorrelationError::NotPositiveSemiDefinite {
                group: names.get(at).cloned().unwrap_or_default(),
            }),
        }
    }

    /// The correlation of two groups; of groups that are not there, none.
    pub(crate) fn entry(&self, g: GroupIndex, h: GroupIndex) -> Correlation {
        self.at(g.place(), h.place())
    }

    fn at(&self, g: usize, h: usize) -> Correlation {
        if g == h {
            return Correlation::ONE;
        }
        let (high, low) = (g.max(h), g.min(h));
        let row = high.saturating_mul(high.saturating_sub(1)) >> 1;
        let entry = self.lower.get(row.saturating_add(low));
        entry.copied().unwrap_or(Correlation::ZERO)
    }

    /// The same with groups added that move with no other: it stays positive semi-definite.
    pub(crate) fn extended(&self, size: usize) -> Self {
        let mut lower = self.lower.clone();
        lower.resize(
            size.saturating_mul(size.saturating_sub(1)) >> 1,
            Correlation::ZERO,
        );
        Self { size, lower }
    }

    /// The whole matrix, as it was written.
    pub fn rows(&self) -> Vec<Vec<Move>> {
        let entry = |g, h| Move::from(self.at(g, h));
        (0..self.size)
            .map(|g| (0..self.size).map(|h| entry(g, h)).collect())
            .collect()
    }

    /// Decides semi-definiteness exactly: fraction-free symmetric elimination (Bareiss) over the integers.
    ///
    /// Every intermediate entry is a minor of the matrix, so by Hadamard at most (10^4·√16)^16 < 2^245; products of two fit
    /// 640 bits and each division leaves no rest. A remaining diagonal entry below zero, or one of zero with something
    /// beside it, is a direction of negative variance. Pivots are positive, so signs are those of the Schur complement.
    fn first_indefinite(&self) -> Result<Option<usize>, NumError> {
        let n = self.size;
        let mut work: Vec<Vec<SWide>> = (0..n)
            .map(|g| (0..=g).map(|h| whole(self.at(g, h))).collect())
            .collect();
        let mut left: Vec<usize> = (0..n).collect();
        let mut previous = Wide::from(1u8);
        // At most 16 pivots.
        while !left.is_empty() {
            let diagonal = |g: usize| at(&work, g, g);
            if let Some(bad) = left.iter().find(|g| diagonal(**g).is_negative()) {
                return Ok(Some(*bad));
            }
            let pivot = left.iter().copied().find(|g| diagonal(*g) != SWide::ZERO);
            let Some(pivot) = pivot else {
                // All variances are zero: so must be everything else.
                let odd = left
                    .iter()
                    .find(|g| left.iter().any(|h| at(&work, **g, *h) != SWide::ZERO));
                return Ok(odd.copied());
            };
            left.retain(|g| *g != pivot);
            let scale = diagonal(pivot);
            let mut reduced = Vec::new();
            for (i, g) in left.iter().enumerate() {
                for h in left.iter().take(i.saturating_add(1)) {
                    let cross = at(&work, *g, pivot).mul(at(&work, *h, pivot))?;
                    let value = at(&work, *g, *h).mul(scale)?.sub(cross)?;
                    reduced.push((*g, *h, value.div_exact(previous)));
                }
            }
            for (g, h, value) in reduced {
                let (high, low) = (g.max(h), g.min(h));
                if let Some(slot) = work.get_mut(high).and_then(|row| row.get_mut(low)) {
                    *slot = value;
                }
            }
            previous = scale.magnitude();
        }
        Ok(None)
    }
}

fn at(work: &[Vec<SWide>], g: usize, h: usize) -> SWide {
    work.get(g.max(h))
        .and_then(|row| row.get(g.min(h)))
        .copied()
        .unwrap_or(SWide::ZERO)
}

fn whole(entry: Correlation) -> SWide {
    let steps = entry.raw();
    SWide::new(steps < 0, Wide::from(steps.unsigned_abs()))
}
