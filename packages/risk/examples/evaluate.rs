//! Reads one Book per line (JSON) on standard input and writes one answer per line.
//! A bad line answers `{"id":…,"error":"…"}` and the stream goes on.

use ballast_risk::evaluate::evaluate;
use ballast_risk::wire::BookJson;
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for read in io::stdin().lock().split(b'\n') {
        let text = String::from_utf8_lossy(&read?).into_owned();
        if !text.trim().is_empty() {
            writeln!(out, "{}", line(&text))?;
        }
    }
    out.flush()
}

/// One Book in, one answer out.
pub fn line(text: &str) -> String {
    let answer = serde_json::from_str::<BookJson>(text)
        .map_err(|error| error.to_string())
        .and_then(|book| evaluate(&book).map_err(|error| error.to_string()))
        .and_then(|answer| serde_json::to_string(&answer).map_err(|error| error.to_string()));
    answer.unwrap_or_else(|error| {
        let id = serde_json::from_str::<serde_json::Value>(text)
            .ok()
            .and_then(|book| book.get("id").cloned())
            .unwrap_or_default();
        serde_json::json!({ "id": id, "error": error }).to_string()
    })
}
