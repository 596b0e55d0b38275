//! The program under test, as anybody outside sees it: one line in, one line out.

use ballast_risk::{evaluate, BookJson, LiquidationRequest};

/// What the `evaluate` example answers to a line.
pub fn answer(line: &str) -> String {
    serde_json::from_str::<BookJson>(line)
        .map_err(|error| error.to_string())
        .and_then(|book| evaluate(&book).map_err(|error| error.to_string()))
        .and_then(|answer| serde_json::to_string(&answer).map_err(|error| error.to_string()))
        .unwrap_or_else(|error| serde_json::json!({"id": "", "error": error}).to_string())
}

/// The E/D that the contract would remember of the liquidation that a line asks for.
pub fn remembered_equity(line: &str) -> Option<String> {
    let json: BookJson = serde_json::from_str(line).ok()?;
    let asked = json.quote.as_ref()?;
    let book = json.book().ok()?;
    let id = |name: &str| {
        let found = json.names().iter().position(|known| *known == name);
        u8::try_from(found?).ok()
    };
    let request = LiquidationRequest {
        debt: id(&asked.debt)?,
        collateral: id(&asked.collateral)?,
        max_repay: asked.max_repay,
    };
    let found = book.quote(&request).ok()?;
    Some(found.equity.to_string())
}
