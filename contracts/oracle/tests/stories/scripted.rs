//! Another contract, which answers each question with the text that it was told.

use super::chain::*;
use ballast_interface::oracle::{
    ExecuteMsg, Limits, PreviewResponse, PriceQuote, PriceStatus, QueryMsg, Source,
};
use ballast_interface::AssetId;
use cosmwasm_std::{Addr, Binary, Event};

/// What a contract is asked for a stATOM.
pub const STATE: &str = r#"{"state":{}}"#;

impl Chain {
    /// A contract that answers this to that.
    pub fn scripted(&mut self, to: &str, answer: &str) -> Addr {
        self.0.foreign(to, answer)
    }

    pub fn say(&mut self, contract: &Addr, to: &str, answer: Option<&str>) {
        self.0.foreign_says(contract, to, answer);
    }

    /// The source of an asset, as its JSON.
    pub fn source(&mut self, denom: &str, source: &str) -> Outcome {
        self.source_within(denom, source, wide())
    }

    pub fn source_within(&mut self, denom: &str, source: &str, limits: Limits) -> Outcome {
        let msg = ExecuteMsg::SetAsset {
            asset: AssetId::native(denom),
            source: read(source),
            limits,
            swap: None,
        };
        self.run(OWNER, msg)
    }

    pub fn refresh(&mut self, denom: &str) -> Vec<Event> {
        let assets = vec![AssetId::native(denom)];
        self.run("anybody", ExecuteMsg::Refresh { assets }).unwrap()
    }

    /// Two readings, 30 seconds apart: what they agree on is settled.
    pub fn settle(&mut self, denom: &str) {
        self.refresh(denom);
        self.later(30);
        self.refresh(denom);
    }

    pub fn quote(&self, denom: &str) -> PriceQuote {
        let assets = vec![AssetId::native(denom)];
        let all: Vec<PriceQuote> = self.ask(&QueryMsg::Prices { assets });
        all[0].clone()
    }

    #[track_caller]
    pub fn assert_quote(
        &self,
        denom: &str,
        (low, spot, high): (&str, &str, &str),
        status: PriceStatus,
    ) {
        let found = self.quote(denom);
        let texts = [found.low, found.spot, found.high].map(|price| price.to_string());
        assert_eq!(texts, [low, spot, high]);
        assert_eq!(found.status, status);
    }

    pub fn preview(&self, source: &str) -> PreviewResponse {
        let source = read(source);
        self.ask(&QueryMsg::PreviewSource { source })
    }
}

/// Half a day for each number, from nearly nothing to very much.
pub fn wide() -> Limits {
    Limits {
        max_age: 12 * HOUR,
        min_price: usd("0.000001"),
        max_price: usd("1000000"),
        ..limits()
    }
}

#[track_caller]
pub fn read(source: &str) -> Source {
    serde_json::from_str(source).unwrap_or_else(|error| panic!("{error}: {source}"))
}

/// A question in the form in which messages carry it.
pub fn base64(question: &str) -> String {
    Binary::new(question.as_bytes().to_vec()).to_base64()
}

/// A `contract` source: who, what is asked, and the rest of its fields.
pub fn contract(contract: &Addr, question: &str, fields: &str) -> String {
    let msg = base64(question);
    format!(r#"{{"contract":{{"contract":"{contract}","msg":"{msg}",{fields}}}}}"#)
}
