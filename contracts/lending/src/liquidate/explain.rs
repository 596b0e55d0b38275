use crate::error::ContractError;
use ballast_ledger::{LedgerError, Markets, Valuation};
use ballast_risk::LiquidationError;

/// The refusal of a quote, with names in the place of numbers.
pub fn explain(
    account: &str,
    markets: &Markets,
    valuation: &Valuation,
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
        LiquidationError::Halted { asset } => {
            let until = valuation.price(asset).and_then(|price| price.halted_until);
            ContractError::Halted {
                asset: markets.name(asset),
                until: match until {
                    None => "the owner lifts it".to_owned(),
                    // nobody asked its source in time
                    Some(until) if until <= markets.now => {
                        "`refresh` of the oracle asks its source once more".to_owned()
                    }
                    Some(until) => until.to_string(),
                },
            }
        }
        LiquidationError::NothingToPay { asset } => ContractError::NothingToPay {
            asset: markets.name(asset),
        },
        LiquidationError::NotAsQuoted { asset } => ContractError::NotAsQuoted {
            asset: markets.name(asset),
        },
        other => ContractError::Liquidation(other),
    }
}
