//! What the documents promise is there, and what they show is run.

use super::source::{read, root, sources};
use std::fs;

const MAPS: [&str; 3] = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"];

pub fn missing_paths() -> Vec<String> {
    MAPS.iter()
        .flat_map(|map| missing_in(map, &read(map)))
        .collect()
}

/// Paths and calls between backticks that the tree does not have.
pub fn missing_in(map: &str, text: &str) -> Vec<String> {
    let code: String = sources().into_iter().map(|source| source.text).collect();
    let quoted = text.split('`').skip(1).step_by(2);
    let mut found = Vec::new();
    for quote in quoted {
        let quote = quote.trim();
        if quote.contains([' ', '\n', '*', '<', '=', '"', '{', '$', '≤', '≥']) {
            continue;
        }
        let path = quote.trim_end_matches('/');
        let is_path = path.contains('/') && !path.contains("::") && !path.starts_with("http");
        if is_path && !exists(path) {
            found.push(format!("{map}: `{quote}` is not there"));
        }
        // `account.borrow(…)`: the last name must be somewhere
        let called = quote.split('(').next().unwrap_or(quote);
        if quote.contains('(') && called.contains(['.', ':']) {
            let name = called.rsplit(['.', ':']).next().unwrap_or(called);
            if !code.contains(&format!("fn {name}")) {
                found.push(format!("{map}: `{quote}`: there is no `{name}`"));
            }
        }
    }
    found
}

/// From the root, or inside a crate's sources, as the map of the code shortens it.
fn exists(path: &str) -> bool {
    if root().join(path).exists() {
        return true;
    }
    let inside = |source: &super::Source| {
        source.path.ends_with(&format!("/{path}")) || source.path.contains(&format!("/{path}/"))
    };
    sources().iter().any(inside)
}

pub fn examples_not_run() -> Vec<String> {
    let mut all: Vec<String> = MAPS.iter().map(|map| (*map).to_owned()).collect();
    let docs = fs::read_dir(root().join("docs")).unwrap();
    for entry in docs {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            all.push(format!("docs/{name}"));
        }
    }
    all.iter()
        .flat_map(|map| not_run_in(map, &read(map)))
        .collect()
}

/// Rust belongs into doc tests; JSON is read here.
pub fn not_run_in(map: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut blocks = text.split("```").skip(1).step_by(2);
    for block in &mut blocks {
        let (language, body) = block.split_once('\n').unwrap_or((block, ""));
        match language.trim() {
            "rust" => found.push(format!("{map}: a rust example that nothing runs: {body}")),
            "json" => {
                for line in body.split("\n\n") {
                    if let Err(error) = serde_json::from_str::<serde_json::Value>(line) {
                        found.push(format!("{map}: {error}: no JSON: {line}"));
                    }
                }
            }
            _ => {}
        }
    }
    found
}
