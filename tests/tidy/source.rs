//! The sources of the workspace.

use std::fs;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug)]
pub struct Source {
    /// From the root of the workspace, with slashes.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn of(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Lines with their numbers, without comments, up to where the tests of the file begin.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self
            .text
            .lines()
            .zip(1..)
            .map(|(line, number)| (number, line));
        let lines = lines.take_while(|(_, line)| *line != "#[cfg(test)]");
        lines
            .map(|(number, line)| (number, line.split("//").next().unwrap_or(line)))
            .filter(|(_, line)| !line.trim().is_empty())
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Every Rust file of the workspace.
pub fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for folder in ["packages", "contracts", "tests"] {
        gather(&root().join(folder), &mut found);
    }
    assert!(found.len() > 100, "the sources were not found");
    found
}

/// What runs on chain: the contracts and the crates in them.
pub fn on_chain() -> Vec<Source> {
    let crates = [
        "packages/risk/src/",
        "packages/pricing/src/",
        "packages/ledger/src/",
        "packages/interface/src/",
        "contracts/lending/src/",
        "contracts/lens/src/",
        "contracts/liquidator/src/",
        "contracts/oracle/src/",
    ];
    let mut all = sources();
    all.retain(|source| {
        let runs = !source.path.ends_with("/tests.rs");
        runs && crates.iter().any(|it| source.path.starts_with(it))
    });
    all
}

fn gather(folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != "node_modules" {
                gather(&path, found);
            }
        } else if name.ends_with(".rs") {
            let short = path.strip_prefix(root()).unwrap();
            let short = short.to_string_lossy().replace('\\', "/");
            found.push(Source::of(&short, &fs::read_to_string(&path).unwrap()));
        }
    }
}
