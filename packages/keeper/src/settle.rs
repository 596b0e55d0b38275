//! What became of what was sent.

use crate::decide::{GasPrice, Kind, Plan};
use crate::judge::Judge;
use crate::pending::{Sent, What};
use ballast_chain::{ChainError, TxResult};
use ballast_interface::event::{key, liquidator};
use ballast_interface::AssetId;
use ballast_risk::{Amount, Value};

/// The fate of one transaction after a block.
#[derive(Debug, PartialEq)]
pub enum Fate {
    /// A block has it and it did what it should.
    Won(TxResult),
    /// A block has it and it was refused: a lost race, mostly.
    Lost(ChainError),
    /// No block took it while it was good.
    Forgotten,
    /// No block has it yet.
    Waits,
    /// The same, for longer than usual: it is to be handed over again.
    Resend,
    /// Nobody knows now.
    Unknown(ChainError),
}

/// When what was sent is handed over again, and when it is given up.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub height: u64,
    pub resend_after: u64,
}

pub fn fate<T>(
    sent: &Sent<T>,
    last_height: u64,
    found: Result<Option<TxResult>, ChainError>,
    clock: Clock,
) -> Fate {
    match found {
        // the market is followed to that height only: what it did is not in memory yet
        Ok(Some(result)) if result.height > clock.height => Fate::Waits,
        Ok(Some(result)) => Fate::Won(result),
        Err(error) if error.is_passing() => Fate::Unknown(error),
        Err(error) => Fate::Lost(error),
        Ok(None) if clock.height > last_height => Fate::Forgotten,
        Ok(None) if clock.height >= sent.height.saturating_add(clock.resend_after) => Fate::Resend,
        Ok(None) => Fate::Waits,
    }
}

/// In USD, gas not taken off: by flash loan what the liquidator paid out, else what was expected.
pub fn brought(what: &What, result: &TxResult, judge: &Judge) -> Value {
    let What::Liquidation(plan) = what else {
        return Value::ZERO;
    };
    if plan.wins.is_none() {
        return plan.brings;
    }
    let paid = format!("wasm-{}", liquidator::PAID);
    let events = result.events.iter().filter(|event| event.kind == paid);
    events.fold(Value::ZERO, |sum, event| {
        let of = |name: &str| {
            let mut all = event.attributes.iter();
            all.find(|(key, _)| key == name).map(|(_, value)| value)
        };
        let (Some(asset), Some(amount)) = (of(key::ASSET), of(key::AMOUNT)) else {
            return sum;
        };
        let value = worth(judge, asset, amount).unwrap_or_default();
        sum.add(value).unwrap_or(sum)
    })
}

fn worth(judge: &Judge, name: &str, amount: &str) -> Option<Value> {
    let amount = Amount::new(amount.parse().ok()?);
    let mut markets = judge.markets();
    let market = markets.find(|market| AssetId::name(&market.asset.asset) == name)?;
    judge.worth_down(market.index, amount).ok()
}

/// What its fee cost; the limit is paid for, not what was used.
pub fn fee(what: &What, gas: &GasPrice) -> Value {
    let plan: Option<&Plan> = match what {
        What::Liquidation(plan) => Some(plan),
        What::Refresh => None,
    };
    plan.and_then(|plan| gas.cost_up(plan.gas).ok())
        .unwrap_or_default()
}

/// For the log.
pub fn named(what: &What) -> String {
    match what {
        What::Refresh => "refresh of prices".to_owned(),
        What::Liquidation(plan) if plan.kind == Kind::WriteOff => plan.to_string(),
        What::Liquidation(plan) => plan.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(height: u64, found: Result<Option<TxResult>, ChainError>) -> Fate {
        let sent = Sent {
            tx: (),
            sequence: 1,
            height: 100,
            what: What::Refresh,
        };
        let clock = Clock {
            height,
            resend_after: 5,
        };
        fate(&sent, 160, found, clock)
    }

    #[test]
    fn what_no_block_takes_is_handed_over_again_and_given_up_when_no_block_may() {
        assert_eq!(at(101, Ok(None)), Fate::Waits);
        assert_eq!(at(105, Ok(None)), Fate::Resend);
        assert_eq!(at(160, Ok(None)), Fate::Resend);
        assert_eq!(at(161, Ok(None)), Fate::Forgotten);
    }

    #[test]
    fn a_node_that_is_away_says_nothing_of_a_transaction() {
        let away = ChainError::Unreachable {
            url: "http://127.0.0.1:1".into(),
            reason: "refused".into(),
        };
        assert_eq!(at(200, Err(away.clone())), Fate::Unknown(away));
        let healthy = ChainError::Contract {
            text: "the account is healthy".into(),
        };
        assert_eq!(at(101, Err(healthy.clone())), Fate::Lost(healthy));
    }
}
