//! What the documents promise is there, and what they show is run.

use super::source::{read, root, sources, Source};
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
    let inside = |source: &Source| {
        source.path.ends_with(&format!("/{path}")) || source.path.contains(&format!("/{path}/"))
    };
    sources().iter().any(inside)
}

/// Everything that is written for people, from the root of the workspace.
fn documents() -> Vec<String> {
    let mut all: Vec<String> = MAPS.iter().map(|map| (*map).to_owned()).collect();
    for folder in ["docs", "docs/adr"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            if name.ends_with(".md") {
                all.push(format!("{folder}/{name}"));
            }
        }
    }
    all
}

fn in_each(rule: fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let each = documents();
    each.iter().flat_map(|doc| rule(doc, &read(doc))).collect()
}

pub fn examples_not_run() -> Vec<String> {
    in_each(not_run_in)
}

pub fn broken_links() -> Vec<String> {
    in_each(broken_links_in)
}

/// `[text](target)` where the target is a file: from the folder of the document.
pub fn broken_links_in(doc: &str, text: &str) -> Vec<String> {
    let folder = doc.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = text.split("](").skip(1);
    let targets = targets.filter_map(|rest| rest.split([')', '#']).next());
    let files = targets.filter(|it| !it.is_empty() && !it.contains(':'));
    files
        .filter(|file| !root().join(folder).join(file).exists())
        .map(|file| format!("{doc}: the link to {file} leads nowhere"))
        .collect()
}

pub fn unknown_commands() -> Vec<String> {
    in_each(unknown_commands_in)
}

/// Commands between backticks, alone or in a block: their scripts, packages, targets and aliases are there.
pub fn unknown_commands_in(doc: &str, text: &str) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    let blocks = text.split("```").skip(1).step_by(2);
    let lines = quoted.chain(blocks).flat_map(str::lines);
    let commands = lines.flat_map(|line| line.split("&&"));
    let mut found: Vec<String> = commands
        .flat_map(|command| unknown_parts(command.split('#').next().unwrap_or(command)))
        .map(|part| format!("{doc}: {part}"))
        .collect();
    found.dedup();
    found
}

fn unknown_parts(command: &str) -> Vec<String> {
    let settings = |word: &&str| word.contains('=');
    let mut words = command.split_whitespace().skip_while(settings);
    let first = words.next().unwrap_or("");
    if first.starts_with("scripts/") || first.starts_with(".ci/") {
        let there = root().join(first).exists();
        return (!there)
            .then(|| format!("there is no {first}"))
            .into_iter()
            .collect();
    }
    if first != "cargo" {
        return Vec::new();
    }
    let words: Vec<&str> = words.take_while(|word| *word != "--").collect();
    let mut found = Vec::new();
    let subcommand = words.first().copied().unwrap_or("build");
    let alias = read(".cargo/config.toml").contains(&format!("\n{subcommand} = "));
    if !alias && !CARGO.contains(&subcommand) {
        found.push(format!("cargo has no `{subcommand}`"));
    }
    for pair in words.windows(2) {
        let named = match pair[0] {
            "-p" | "--package" => is_package(pair[1]),
            "--test" | "--example" | "--bench" | "--bin" => is_target(pair[1]),
            _ => true,
        };
        if !named {
            found.push(format!("`{command}`: there is no {}", pair[1]));
        }
    }
    found
}

const CARGO: [&str; 9] = [
    "bench", "build", "check", "clippy", "doc", "fetch", "fmt", "run", "test",
];

fn manifests() -> impl Iterator<Item = String> {
    let folders = ["packages", "contracts"].into_iter().flat_map(|folder| {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path())
    });
    let files = folders.chain([root().join("tests")]);
    files.filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok())
}

fn is_package(name: &str) -> bool {
    manifests().any(|manifest| manifest.contains(&format!("name = \"{name}\"")))
}

/// A file of that name among tests, examples or benches, or one that a manifest names.
fn is_target(name: &str) -> bool {
    let ends = ["tests", "examples", "benches"].map(|folder| format!("/{folder}/{name}.rs"));
    let rooms = ["tests", "examples"].map(|folder| format!("/{folder}/{name}/main.rs"));
    let is_it = |source: &Source| {
        let mut all = ends.iter().chain(&rooms);
        all.any(|end| source.path.ends_with(end.as_str()))
    };
    sources().iter().any(is_it) || is_package(name)
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
