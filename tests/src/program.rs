//! The program under test, as anybody outside sees it: one line in, one line out.

use ballast_risk::evaluate::evaluate;
use ballast_risk::wire::BookJson;

/// What the `evaluate` example answers to a line.
pub fn answer(line: &str) -> String {
    serde_json::from_str::<BookJson>(line)
        .map_err(|error| error.to_string())
        .and_then(|book| evaluate(&book).map_err(|error| error.to_string()))
        .and_then(|answer| serde_json::to_string(&answer).map_err(|error| error.to_string()))
        .unwrap_or_else(|error| serde_json::json!({"id": "", "error": error}).to_string())
}
