use crate::error::ContractError;
use ballast_ledger::{Ledger, LedgerError, Markets, Valuation};
use ballast_risk::{Amount, LiquidationError};

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

/// Nobody who owes nothing is healthy or not: it is said so.
pub fn expect_debt(ledger: &Ledger<'_>) -> Result<(), LedgerError> {
    if ledger.account().owes() {
        return Ok(());
    }
    let account = ledger.key().to_string();
    Err(LedgerError::OwesNothing { account })
}

/// A repayment of the whole debt is advised with a day's interest on top, so that it still is one when it arrives. What is
/// too much comes back.
pub fn in_context(
    ledger: &Ledger<'_>,
    debt: Option<u8>,
    error: LiquidationError,
) -> LiquidationError {
    match (error, debt) {
        (LiquidationError::LeavesDust { minimum, at_least }, Some(debt)) => {
            let at_least = lasting(ledger, debt, at_least).unwrap_or(at_least);
            LiquidationError::LeavesDust { minimum, at_least }
        }
        (LiquidationError::TooSmall { minimum, at_least }, Some(debt)) => {
            let at_least = lasting(ledger, debt, at_least).unwrap_or(at_least);
            LiquidationError::TooSmall { minimum, at_least }
        }
        (other, _) => other,
    }
}

/// `None` where it is not all that is owed.
fn lasting(ledger: &Ledger<'_>, debt: u8, at_least: Amount) -> Option<Amount> {
    let (loaded, position) = (ledger.markets.get(debt).ok()?, ledger.position(debt)?);
    let owed = position.debt(&loaded.market).ok()?;
    if at_least < owed {
        return None;
    }
    loaded.to_end(position.scaled_debt()).ok()
}
