//! What is asked, and what is answered.

use super::error::OutsideError;
use ballast_interface::liquidator::Call;
use ballast_interface::AssetId;
use ballast_risk::{Amount, Price};
use serde::{Deserialize, Serialize};

/// How far ahead of ours another clock may be, seconds.
const MAX_AHEAD: u64 = 60;

/// Everything that may be asked, as one who answers reads it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    Prices(PricesQuestion),
    Route(RouteQuestion),
}

/// What do these cost now?
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct PricesQuestion {
    /// As the operator calls them for this source.
    pub names: Vec<String>,
    /// Seconds.
    pub now: u64,
}

/// A name that is not known is left out.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct PricesAnswer {
    pub prices: Vec<NamedPrice>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct NamedPrice {
    pub name: String,
    /// USD for one whole token.
    pub price: Price,
    /// When it was seen, seconds.
    pub time: u64,
}

/// How does one sell this for that now?
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct RouteQuestion {
    pub sell: AssetId,
    /// Base units of what is sold.
    pub amount: Amount,
    pub buy: AssetId,
    /// Whose address swaps and is paid.
    pub trader: String,
    /// Seconds.
    pub now: u64,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct RouteAnswer {
    pub route: Route,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Route {
    /// Base units of what is bought: what is expected, after every fee of the swap.
    pub receive: Amount,
    /// When that held, seconds.
    pub time: u64,
    /// In their order, as `contracts/liquidator` does them.
    pub calls: Vec<Call>,
}

/// Is what `name` says held at `time` neither older than `max_age` nor from the future? All in seconds.
pub fn check_time(name: &str, time: u64, now: u64, max_age: u64) -> Result<(), OutsideError> {
    let name = || name.to_owned();
    let (age, ahead) = (now.saturating_sub(time), time.saturating_sub(now));
    if age > max_age {
        return Err(OutsideError::Old {
            name: name(),
            age,
            max_age,
            now,
        });
    }
    if ahead > MAX_AHEAD {
        return Err(OutsideError::Early {
            name: name(),
            ahead,
            now,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_700_000_000;

    #[test]
    fn yesterdays_answer_is_too_old() {
        let old = OutsideError::Old {
            name: "kraken".to_owned(),
            age: 86_400,
            max_age: 30,
            now: NOW,
        };
        assert_eq!(check_time("kraken", NOW - 86_400, NOW, 30), Err(old));
        assert_eq!(check_time("kraken", NOW - 30, NOW, 30), Ok(()));
    }

    #[test]
    fn a_clock_may_be_a_minute_ahead_and_no_more() {
        assert_eq!(check_time("kraken", NOW + 60, NOW, 30), Ok(()));
        let early = OutsideError::Early {
            name: "kraken".to_owned(),
            ahead: 61,
            now: NOW,
        };
        assert_eq!(check_time("kraken", NOW + 61, NOW, 30), Err(early));
    }
}
