//! What the contract would say of a Book, off chain: one calculation for the chain, bots and tests.

use super::book::{BookJson, PairJson, QuoteJson};
use super::error::FormatError;
use crate::liquidation::{LiquidationError, LiquidationRequest};
use crate::units::{Amount, AssetIndex, HealthFactor, Ratio, SignedValue};
use crate::valuation::{Book, BookError, Level};
use serde::Serialize;

#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub id: Option<String>,
    pub initial: LevelAnswer,
    pub maintenance: LevelAnswer,
    pub health_factor: Option<HealthFactor>,
    pub max_borrow: Option<Amount>,
    pub max_withdraw: Option<Amount>,
    pub quote: Option<QuoteAnswer>,
}

#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct LevelAnswer {
    pub healthy: bool,
    /// USD, rounded down; none where a price that is needed is not usable, which `error` names.
    pub surplus: Option<SignedValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(untagged)]
pub enum QuoteAnswer {
    Quote {
        repay: Amount,
        seize: Amount,
        bonus: Ratio,
        protocol_fee: Amount,
        close_out: bool,
    },
    ProRata {
        fraction: Ratio,
        bonus: Ratio,
        close_out: bool,
    },
    Refused {
        error: String,
    },
}

/// Health at both levels, the health factor, and what was asked for beside it.
pub fn evaluate(json: &BookJson) -> Result<Answer, FormatError> {
    let book = json.book()?;
    let names = json.names();
    let id = |name: &str| {
        let at = names.iter().position(|n| *n == name);
        AssetIndex::at(at.unwrap_or(usize::MAX))
    };
    let max = json.max.as_ref();
    let borrow = max.and_then(|max| max.borrow.as_deref());
    let withdraw = max.and_then(|max| max.withdraw.as_deref());
    Ok(Answer {
        id: json.id.clone(),
        initial: level(&book, Level::Initial, &names)?,
        maintenance: level(&book, Level::Maintenance, &names)?,
        health_factor: match book.health_factor() {
            Err(BookError::PriceNotUsable { .. }) => None,
            found => found?,
        },
        max_borrow: borrow.map(|name| book.max_borrow(id(name))).transpose()?,
        max_withdraw: withdraw
            .map(|name| book.max_withdraw(id(name)))
            .transpose()?,
        quote: json
            .quote
            .as_ref()
            .map(|asked| quoted(&book, asked, &id))
            .transpose()?,
    })
}

fn level(book: &Book, level: Level, names: &[&str]) -> Result<LevelAnswer, BookError> {
    match (book.is_healthy(level), book.surplus(level)) {
        (Ok(healthy), Ok(surplus)) => Ok(LevelAnswer {
            healthy,
            surplus: Some(surplus),
            error: None,
        }),
        (Err(BookError::PriceNotUsable { asset, status }), _)
        | (_, Err(BookError::PriceNotUsable { asset, status })) => {
            let name = names.get(asset.place()).copied().unwrap_or_default();
            let error = format!("the price of `{name}` is {status:?}; a fresh one is needed");
            Ok(LevelAnswer {
                healthy: false,
                surplus: None,
                error: Some(error),
            })
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

fn quoted(
    book: &Book,
    asked: &QuoteJson,
    id: &impl Fn(&str) -> AssetIndex,
) -> Result<QuoteAnswer, FormatError> {
    let answer = match asked {
        QuoteJson::Pair(pair) => pair_quoted(book, pair, id),
        QuoteJson::ProRata(asked) => pro_rata_quoted(book, asked.pro_rata.fraction),
    };
    match answer {
        Err(LiquidationError::Book(BookError::Num(error))) => Err(error.into()),
        Err(error) => Ok(QuoteAnswer::Refused {
            error: error.code().to_owned(),
        }),
        Ok(answer) => Ok(answer),
    }
}

fn pair_quoted(
    book: &Book,
    asked: &PairJson,
    id: &impl Fn(&str) -> AssetIndex,
) -> Result<QuoteAnswer, LiquidationError> {
    let found = book.quote(&LiquidationRequest {
        debt: id(&asked.debt),
        collateral: id(&asked.collateral),
        max_repay: asked.max_repay,
    })?;
    Ok(QuoteAnswer::Quote {
        repay: found.repay,
        seize: found.seize,
        bonus: found.bonus,
        protocol_fee: found.protocol_fee,
        close_out: found.close_out,
    })
}

fn pro_rata_quoted(book: &Book, fraction: Ratio) -> Result<QuoteAnswer, LiquidationError> {
    let found = book.quote_pro_rata(fraction)?;
    Ok(QuoteAnswer::ProRata {
        fraction: found.fraction,
        bonus: found.bonus,
        close_out: found.close_out,
    })
}
