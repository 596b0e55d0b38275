use crate::error::ContractError;
use ballast_ledger::{Ledger, LedgerError, Markets, Valuation};
use ballast_risk::liquidate::LiquidationError;
use ballast_risk::{Amount, AssetIndex, PriceStatus};

/// The refusal of a quote, with names in the place of numbers.
pub fn explain(
    ledger: &Ledger<'_>,
    valuation: &Valuation,
    error: LiquidationError,
) -> ContractError {
    let (account, markets) = (ledger.key(), &ledger.markets);
    match error {
        LiquidationError::Healthy => healthy(ledger, valuation),
        LiquidationError::Book(error) => markets.explain(error).into(),
        LiquidationError::NothingOwed { asset } => LedgerError::NoDebt {
            account: account.to_string(),
            asset: markets.name(asset),
        }
        .into(),
        LiquidationError::NothingHeld { asset } => ContractError::NothingToSeize {
            account: account.to_string(),
            asset: markets.name(asset),
        },
        LiquidationError::Halted { asset } => {
            let until = valuation.price(asset).and_then(|price| price.halted_until);
            ContractError::Halted {
                asset: markets.name(asset),
                until: end_of_halt(until, markets.now),
            }
        }
        LiquidationError::Paused { asset } => paused(markets, asset).into(),
        LiquidationError::NothingToPay { asset } => ContractError::NothingToPay {
            asset: markets.name(asset),
        },
        LiquidationError::NotAsQuoted { asset } => ContractError::NotAsQuoted {
            asset: markets.name(asset),
        },
        other => ContractError::Liquidation(other),
    }
}

fn paused(markets: &Markets, asset: AssetIndex) -> LedgerError {
    let until = markets.get(asset).map(|l| l.asset.paused.liquidate);
    LedgerError::Paused {
        action: "liquidation",
        asset: markets.name(asset),
        until: until.unwrap_or(u64::MAX),
    }
}

/// What is halted counts in the borrower's favour: where an account is healthy with it, that is said.
fn healthy(ledger: &Ledger<'_>, valuation: &Valuation) -> ContractError {
    let (positions, markets) = (ledger.account().positions(), &ledger.markets);
    let halted = positions.iter().find_map(|position| {
        let quote = valuation.price(position.asset())?;
        (quote.status == PriceStatus::Halted).then_some((position.asset(), quote.halted_until))
    });
    match halted {
        None => LiquidationError::Healthy.into(),
        Some((asset, until)) => ContractError::HealthyWhileHalted {
            asset: markets.name(asset),
            until: end_of_halt(until, markets.now),
        },
    }
}

fn end_of_halt(until: Option<u64>, now: u64) -> String {
    match until {
        None => "the owner lifts it".to_owned(),
        // nobody asked its source in time
        Some(until) if until <= now => {
            "`refresh` of the oracle asks its source once more".to_owned()
        }
        Some(until) => until.to_string(),
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
    debt: Option<AssetIndex>,
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
fn lasting(ledger: &Ledger<'_>, debt: AssetIndex, at_least: Amount) -> Option<Amount> {
    let (loaded, position) = (ledger.markets.get(debt).ok()?, ledger.position(debt)?);
    let owed = position.debt(&loaded.market).ok()?;
    if at_least < owed {
        return None;
    }
    loaded.to_end(position.scaled_debt()).ok()
}
