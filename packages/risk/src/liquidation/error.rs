//! Why nothing is liquidated.

use crate::units::{Amount, AssetIndex, NumError, Ratio, Value};
use crate::valuation::BookError;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum LiquidationError {
    #[error("the account is healthy; only one with a health factor below 1 can be liquidated")]
    Healthy,
    #[error("the account owes nothing of asset {asset}; name a debt that it has")]
    NothingOwed { asset: AssetIndex },
    #[error(
        "the account holds nothing of asset {asset} that has a price; name another collateral"
    )]
    NothingHeld { asset: AssetIndex },
    #[error(
        "all that the account owes, or all that it holds, is halted, paused or without a price"
    )]
    NothingOpen,
    #[error("asset {asset} is halted: it is neither repaid nor seized; name another")]
    Halted { asset: AssetIndex },
    #[error(
        "liquidation of asset {asset} is paused: it is neither repaid nor seized; name another"
    )]
    Paused { asset: AssetIndex },
    #[error("the repayment or the seizure would be zero; repay more, or name another pair")]
    NothingMoved,
    #[error("so small a fraction moves not a base unit, or heals nothing; a fraction of {at_least} does")]
    FractionTooSmall { at_least: Ratio },
    #[error("it would not raise the health factor; `liquidation_quote` without a pair names one that does")]
    WouldNotHeal,
    #[error("the rest of the debt would be below the minimum of {minimum} USD; repay {at_least}")]
    LeavesDust { minimum: Value, at_least: Amount },
    #[error("the repayment is below the minimum of {minimum} USD; repay at least {at_least}")]
    TooSmall { minimum: Value, at_least: Amount },
    #[error("a fraction of {found}; allowed is above 0, at most 1")]
    Fraction { found: Ratio },
    #[error("there is nothing of asset {asset} to pay with; send it along, or lend it on the paying account before")]
    NothingToPay { asset: AssetIndex },
    #[error("what would be done to asset {asset} is not what was quoted; repay another amount")]
    NotAsQuoted { asset: AssetIndex },
    #[error(transparent)]
    Book(#[from] BookError),
}

impl LiquidationError {
    /// A short word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            LiquidationError::Healthy => "healthy",
            LiquidationError::NothingOwed { .. } => "nothing_owed",
            LiquidationError::NothingHeld { .. } => "nothing_held",
            LiquidationError::NothingOpen => "nothing_open",
            LiquidationError::Halted { .. } => "halted",
            LiquidationError::Paused { .. } => "paused",
            LiquidationError::NothingMoved => "nothing_moved",
            LiquidationError::WouldNotHeal | LiquidationError::FractionTooSmall { .. } => {
                "would_not_heal"
            }
            LiquidationError::LeavesDust { .. } => "leaves_dust",
            LiquidationError::TooSmall { .. } => "too_small",
            LiquidationError::Fraction { .. } => "fraction",
            LiquidationError::NothingToPay { .. } => "nothing_to_pay",
            LiquidationError::NotAsQuoted { .. } => "not_as_quoted",
            LiquidationError::Book(BookError::PriceNotUsable { .. }) => "price_not_usable",
            LiquidationError::Book(_) => "book",
        }
    }
}

impl From<NumError> for LiquidationError {
    fn from(error: NumError) -> Self {
        LiquidationError::Book(BookError::Num(error))
    }
}
