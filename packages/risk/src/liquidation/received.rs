//! Did a liquidator get as much as it asked for?

use crate::units::{mul_div_down, Amount, NumError};

/// What came of a liquidation for who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// What might have been repaid.
    pub offered: Amount,
    pub repaid: Amount,
    pub received: Amount,
    /// Protected and lent supply were seized, each rounded on its own.
    pub mixed: bool,
}

impl Received {
    /// The least that `min_received` asks for: it is for all that was offered, so of a part it asks for that part, ⌊⌋.
    pub fn least(&self, min_received: Amount) -> Result<Amount, NumError> {
        if self.offered.is_zero() {
            return Ok(min_received);
        }
        mul_div_down(min_received.raw(), self.repaid.raw(), self.offered.raw()).map(Amount::new)
    }

    /// Is it enough, but for the base unit that rounding may take, or two where it rounds twice?
    pub fn is_enough(&self, min_received: Amount) -> Result<bool, NumError> {
        let rounded = Amount::new(if self.mixed { 2 } else { 1 });
        let least = self.least(min_received)?;
        Ok(least.saturating_sub(rounded) <= self.received)
    }
}
