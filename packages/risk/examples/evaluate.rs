//! Reads one Book per line (JSON) on standard input and writes one answer per line.
//! A bad line answers `{"id":…,"error":"…"}` and the stream goes on.

use ballast_risk::json::{evaluate, BookJson};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    stream(io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))
}

/// As many answers as lines.
pub fn stream(lines: impl BufRead, mut out: impl Write) -> io::Result<()> {
    for read in lines.split(b'\n') {
        let answer = match std::str::from_utf8(&read?) {
            Ok(text) => line(text),
            Err(error) => refusal(serde_json::Value::Null, &error.to_string()),
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

/// One Book in, one answer out.
fn line(text: &str) -> String {
    let answer = serde_json::from_str::<BookJson>(text)
        .map_err(|error| error.to_string())
        .and_then(|book| evaluate(&book).map_err(|error| error.to_string()))
        .and_then(|answer| serde_json::to_string(&answer).map_err(|error| error.to_string()));
    answer.unwrap_or_else(|error| {
        let id = serde_json::from_str::<serde_json::Value>(text)
            .ok()
            .and_then(|book| book.get("id").cloned())
            .unwrap_or_default();
        refusal(id, &error)
    })
}

fn refusal(id: serde_json::Value, error: &str) -> String {
    serde_json::json!({ "id": id, "error": error }).to_string()
}
