use crate::error::ContractError;
use ballast_ledger::{LedgerError, Markets};
use ballast_risk::{Book, LiquidationError, LiquidationPair};

/// The refusal of a quote, with names in the place of numbers.
pub fn explain(
    account: &str,
    markets: &Markets,
    book: &Book,
    error: LiquidationError,
) -> ContractError {
    match error {
        LiquidationError::Book(error) => markets.explain(error).into(),
        LiquidationError::NothingOwed { asset } => LedgerError::NoDebt {
            account: account.to_owned(),
            asset: markets.name(asset),
        }
        .into(),
        LiquidationError::NothingHeld { asset } => ContractError::NothingToSeize {
            account: account.to_owned(),
            asset: markets.name(asset),
        },
        LiquidationError::WouldNotHeal => ContractError::WouldNotHeal {
            better: match book.best_pair() {
                Ok(Some(LiquidationPair { debt, collateral })) => format!(
                    "; the best pair repays `{}` against `{}`",
                    markets.name(debt),
                    markets.name(collateral)
                ),
                _ => String::new(),
            },
        },
        other => ContractError::Liquidation(other),
    }
}
