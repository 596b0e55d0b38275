//! Which terms hold for accounts that are opened when.

use crate::market::Market;
use std::ops::Range;

/// Terms for accounts opened at the steps of a range; they keep them for as long as they are followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Era {
    pub starts: Range<usize>,
    pub market: Market,
}

/// Eras in the order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy(pub Vec<Era>);

impl Policy {
    /// The same terms from the first step to the last.
    pub fn constant(market: Market) -> Self {
        let starts = 0..usize::MAX;
        Self(vec![Era { starts, market }])
    }

    /// The same eras under other terms.
    pub fn map(&self, change: impl Fn(&Market) -> Market) -> Self {
        let era = |era: &Era| Era {
            starts: era.starts.clone(),
            market: change(&era.market),
        };
        Self(self.0.iter().map(era).collect())
    }
}
