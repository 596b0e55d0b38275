//! The program under test, as anybody outside sees it: one line in, one line out.

use crate::exact::format::EpisodeLine;
use ballast_risk::json::{evaluate, BookJson, QuoteJson};
use ballast_risk::liquidate::{LiquidationRequest, PairChoice};
use ballast_risk::{AssetIndex, Ratio};

/// What the `evaluate` example answers to a line.
pub fn answer(line: &str) -> String {
    serde_json::from_str::<BookJson>(line)
        .map_err(|error| error.to_string())
        .and_then(|book| evaluate(&book).map_err(|error| error.to_string()))
        .and_then(|answer| serde_json::to_string(&answer).map_err(|error| error.to_string()))
        .unwrap_or_else(|error| serde_json::json!({"id": "", "error": error}).to_string())
}

/// What the contract would remember of the liquidation of the pair that a line asks for; `None` where there is no such quote.
pub fn remembered(line: &str) -> Option<Option<EpisodeLine>> {
    let json: BookJson = serde_json::from_str(line).ok()?;
    let QuoteJson::Pair(asked) = json.quote.as_ref()? else {
        return None;
    };
    let book = json.book().ok()?;
    let id = |name: &str| {
        let found = json.names().iter().position(|known| *known == name);
        found.map(AssetIndex::at)
    };
    let request = LiquidationRequest {
        debt: id(&asked.debt)?,
        collateral: id(&asked.collateral)?,
        max_repay: asked.max_repay,
    };
    let found = book.quote(&request).ok()?;
    Some(found.episode.map(|episode| EpisodeLine {
        lowest: episode.lowest.to_string(),
        k: episode.k.to_string(),
    }))
}

/// What a liquidation moves, by name.
#[derive(Debug)]
pub struct Executed {
    pub repaid: Vec<(String, String)>,
    pub seized: Vec<(String, String)>,
    pub close_out: bool,
}

/// The pair that the contract names for the account of a line; or why it names none.
pub fn best_pair(line: &str) -> Result<Executed, String> {
    let json: BookJson = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let book = json.book().map_err(|error| error.to_string())?;
    let found = book.quote_best(&PairChoice::default());
    let found = found.map_err(|error| error.code().to_owned())?;
    let names = json.names();
    let name = |id: AssetIndex| names[id.place()].to_owned();
    Ok(Executed {
        repaid: vec![(name(found.debt), found.repay.to_string())],
        seized: vec![(name(found.collateral), found.seize.to_string())],
        close_out: found.close_out,
    })
}

/// A pro rata liquidation of all of the account of a line; or why there is none.
pub fn all_pro_rata(line: &str) -> Result<Executed, String> {
    let json: BookJson = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let book = json.book().map_err(|error| error.to_string())?;
    let found = book.quote_pro_rata(Ratio::ONE);
    let found = found.map_err(|error| error.code().to_owned())?;
    let names = json.names();
    let name = |id: AssetIndex| names[id.place()].to_owned();
    let repaid = found.repayments.iter();
    let seized = found.seizures.iter();
    Ok(Executed {
        repaid: repaid
            .map(|r| (name(r.asset), r.amount.to_string()))
            .collect(),
        seized: seized
            .map(|s| (name(s.asset), s.amount.to_string()))
            .collect(),
        close_out: found.close_out,
    })
}

/// Would the contract write the account of a line off?
pub fn ends(line: &str) -> bool {
    let json: Option<BookJson> = serde_json::from_str(line).ok();
    let book = json.and_then(|json| json.book().ok());
    book.is_some_and(|book| book.is_beyond_rescue() == Ok(true))
}
