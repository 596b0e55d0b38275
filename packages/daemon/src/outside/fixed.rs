//! Answers out of a file, for tests and for a chain of one's own: `ballast answer --from FILE` is a command as
//! `docs/outside-answers.md` wants one.

use super::question::{
    NamedPrice, PricesAnswer, PricesQuestion, Question, Route, RouteAnswer, RouteQuestion,
};
use ballast_interface::liquidator::{Call, Offer};
use ballast_interface::AssetId;
use ballast_risk::integer::{mul_div_down, ONE};
use ballast_risk::{Amount, NumError, Price, Ratio};
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// What the file says.
#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct FixedAnswers {
    /// By the name that is asked for.
    pub assets: BTreeMap<String, FixedAsset>,
    /// How many seconds old everything is; 0 if absent.
    #[serde(default)]
    pub age: u64,
    /// Where everything is swapped at these prices. Absent: there are no routes.
    pub exchange: Option<FixedExchange>,
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct FixedAsset {
    /// USD for one whole token.
    pub price: Price,
    /// For routes: what it is on the chain.
    pub asset: Option<AssetId>,
    /// For routes.
    #[serde(default)]
    pub decimals: u8,
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct FixedExchange {
    /// Its address. It is sent what is sold and `{"swap": {"want": ASSET}}`.
    pub contract: String,
    /// The part of what is bought that it keeps; 0 if absent.
    #[serde(default)]
    pub fee: Ratio,
}

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum FixedError {
    #[error("the file names no `[exchange]`, so there are no routes")]
    NoExchange,
    #[error("the file names no asset {asset}; give its table `asset` and `decimals`")]
    Unknown { asset: String },
    #[error("the price of {asset} is 0; nothing can be bought at that")]
    Free { asset: String },
    #[error("the amount is too large")]
    TooLarge,
    #[error("cannot write the answer: {0}")]
    Unwritten(String),
}

impl From<NumError> for FixedError {
    fn from(_: NumError) -> Self {
        Self::TooLarge
    }
}

impl FixedAnswers {
    /// The answer to a question, as JSON.
    pub fn answer(&self, question: &Question) -> Result<String, FixedError> {
        let written = match question {
            Question::Prices(asked) => serde_json::to_string(&self.prices(asked)),
            Question::Route(asked) => serde_json::to_string(&self.route(asked)?),
        };
        written.map_err(|error| FixedError::Unwritten(error.to_string()))
    }

    fn prices(&self, asked: &PricesQuestion) -> PricesAnswer {
        let named = |name: &String| {
            self.assets.get(name).map(|asset| NamedPrice {
                name: name.clone(),
                price: asset.price,
                time: asked.now.saturating_sub(self.age),
            })
        };
        PricesAnswer {
            prices: asked.names.iter().filter_map(named).collect(),
        }
    }

    fn route(&self, asked: &RouteQuestion) -> Result<RouteAnswer, FixedError> {
        let exchange = self.exchange.as_ref().ok_or(FixedError::NoExchange)?;
        let (sold, bought) = (self.listed(&asked.sell)?, self.listed(&asked.buy)?);
        if bought.price.is_zero() {
            let asset = asked.buy.to_string();
            return Err(FixedError::Free { asset });
        }
        let same_scale = rescaled(asked.amount.raw(), sold.decimals, bought.decimals)?;
        let whole = mul_div_down(same_scale, sold.price.raw(), bought.price.raw())?;
        let kept = u128::from(ONE.saturating_sub(exchange.fee.raw()));
        let receive = Amount::new(mul_div_down(whole, kept, u128::from(ONE))?);
        let msg = serde_json::json!({"swap": {"want": asked.buy}}).to_string();
        let call = Call {
            contract: Some(exchange.contract.clone()),
            msg: msg.into_bytes().into(),
            offer: vec![Offer {
                asset: asked.sell.clone(),
                amount: Some(asked.amount),
            }],
        };
        Ok(RouteAnswer {
            route: Route {
                receive,
                time: asked.now.saturating_sub(self.age),
                calls: vec![call],
            },
        })
    }

    fn listed(&self, id: &AssetId) -> Result<&FixedAsset, FixedError> {
        let mut all = self.assets.values();
        let found = all.find(|asset| asset.asset.as_ref() == Some(id));
        found.ok_or_else(|| FixedError::Unknown {
            asset: id.to_string(),
        })
    }
}

/// Base units of `from` decimals in base units of `to` decimals, rounded down.
fn rescaled(amount: u128, from: u8, to: u8) -> Result<u128, NumError> {
    let scale = |decimals: u8| 10u128.checked_pow(u32::from(decimals));
    let (Some(from), Some(to)) = (scale(from), scale(to)) else {
        return Err(NumError::AmountTooLarge);
    };
    mul_div_down(amount, to, from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    const FILE: &str = r#"
        [assets.ATOM]
        price = "9.87"
        asset = { native = "uatom" }
        decimals = 6
        [assets.ETH]
        price = "2000"
        asset = { cw20 = "wasm1eth" }
        decimals = 18
        [exchange]
        contract = "wasm1exchange"
        fee = "0.003"
    "#;

    fn answers() -> FixedAnswers {
        crate::parse_settings("answers.toml", FILE).unwrap()
    }

    fn sale(sell: AssetId, buy: AssetId) -> Question {
        Question::Route(RouteQuestion {
            sell,
            amount: Amount::new(1_000_000_000),
            buy,
            trader: "wasm1keeper".to_owned(),
            now: 1_700_000_000,
        })
    }

    #[test]
    fn prices_that_the_file_names_and_no_others() {
        let asked = Question::Prices(PricesQuestion {
            names: vec!["ATOM".to_owned(), "DOGE".to_owned()],
            now: 1_700_000_000,
        });
        let expected = r#"{"prices":[{"name":"ATOM","price":"9.87","time":1700000000}]}"#;
        assert_eq!(answers().answer(&asked), Ok(expected.to_owned()));
        let yesterday = FixedAnswers {
            age: 86_400,
            ..answers()
        };
        let expected = r#"{"prices":[{"name":"ATOM","price":"9.87","time":1699913600}]}"#;
        assert_eq!(yesterday.answer(&asked), Ok(expected.to_owned()));
    }

    /// 1,000 ATOM at 9.87 are 9,870 USD, or 4.935 ETH at 2,000; less 0.3 % they are 4.920195 ETH.
    #[test]
    fn a_route_sells_at_the_prices_less_the_fee() {
        let asked = sale(AssetId::native("uatom"), AssetId::cw20("wasm1eth"));
        let said = answers().answer(&asked).unwrap();
        let said: RouteAnswer = serde_json::from_str(&said).unwrap();
        assert_eq!(said.route.receive, Amount::new(4_920_195_000_000_000_000));
        let call = said.route.calls.first().unwrap();
        assert_eq!(call.contract.as_deref(), Some("wasm1exchange"));
        assert_eq!(
            call.msg.as_slice(),
            br#"{"swap":{"want":{"cw20":"wasm1eth"}}}"#
        );
    }

    #[test]
    fn what_the_file_does_not_know_has_no_route() {
        let doge = sale(AssetId::native("uatom"), AssetId::native("udoge"));
        let asset = "udoge".to_owned();
        assert_eq!(answers().answer(&doge), Err(FixedError::Unknown { asset }));
        let closed = FixedAnswers {
            exchange: None,
            ..answers()
        };
        assert_eq!(closed.answer(&doge), Err(FixedError::NoExchange));
    }
}
