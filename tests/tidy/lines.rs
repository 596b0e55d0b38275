//! Rules about single lines and about lengths.

use super::source::Source;

const FILE: usize = 400;
/// Of a folder of tests: stories stand side by side and are read one at a time.
const FILE_OF_TESTS: usize = 500;
const FUNCTION: usize = 60;
const TEST: usize = 40;

/// Files, functions and tests that are longer than one reads at once.
pub fn too_long(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let lines: Vec<&str> = source.text.lines().collect();
    let most = if source.path.contains("tests/") {
        FILE_OF_TESTS
    } else {
        FILE
    };
    if lines.len() > most {
        let (path, length) = (&source.path, lines.len());
        found.push(format!("{path}: {length} lines, at most {most}"));
    }
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines[at..].iter().position(|it| **it == end);
        let length = length.map_or(1, |length| length + 1);
        let is_test = lines[..at]
            .iter()
            .rev()
            .take(3)
            .any(|it| it.trim() == "#[test]");
        let (kind, most) = if is_test {
            ("test", TEST)
        } else {
            ("function", FUNCTION)
        };
        if length > most {
            let path = &source.path;
            found.push(format!(
                "{path}:{}: {kind} `{name}` has {length} lines, at most {most}",
                at + 1
            ));
        }
    }
    found
}

/// The name of the function that begins on a line and does not end there.
fn function(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    (!line.trim_end().ends_with([';', '}'])).then(|| &name[..end])
}

/// Where a number may be divided or narrowed: the names there say what becomes of the rest.
const UNITS: &str = "packages/risk/src/units/";
/// `estimate` divides too: it only says where to look, and the exact test decides.
const MAY_DIVIDE: [&str; 2] = [UNITS, "packages/risk/src/health/estimate.rs"];

pub fn divisions(source: &Source) -> Vec<String> {
    let inside = MAY_DIVIDE.iter().any(|it| source.path.starts_with(it));
    let mut found = Vec::new();
    for (number, line) in source.code() {
        let place = format!("{}:{number}: {}", source.path, line.trim());
        let divides = line.contains(" / ") && !line.contains('"');
        let called = [
            "checked_div",
            "multiply_ratio",
            ".div_euclid",
            ".wrapping_div",
            "saturating_div",
        ];
        if !inside && (divides || called.iter().any(|it| line.contains(it))) {
            found.push(format!("{place}: a division outside units"));
        }
        let named = function(line).is_some_and(|name| {
            let rounds = name.starts_with("mul_div") || name.starts_with("div_");
            rounds
                && !["_up", "_down", "_rem", "_exact"]
                    .iter()
                    .any(|it| name.ends_with(it))
        });
        if named {
            found.push(format!("{place}: rounds without a direction in its name"));
        }
    }
    found
}

pub fn hand_typed_keys(source: &Source) -> Vec<String> {
    let lines: Vec<(usize, &str)> = source.code().collect();
    let mut found = Vec::new();
    for (at, (number, line)) in lines.iter().enumerate() {
        let next = lines.get(at + 1).map_or("", |(_, next)| next.trim());
        let split = line.trim_end().ends_with("add_attribute(") && next.starts_with('"');
        if line.contains("add_attribute(\"") || split {
            found.push(format!(
                "{}:{number}: an event key typed by hand",
                source.path
            ));
        }
    }
    found
}

pub fn swallowed_conversions(source: &Source) -> Vec<String> {
    if source.path.starts_with(UNITS) {
        return Vec::new();
    }
    let code: String = source
        .code()
        .map(|(_, line)| line.trim().to_owned() + "\n")
        .collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("try_from(") {
        // the rest of the call, as far as the next statement
        let rest = code[at..].split(';').next().unwrap_or("");
        let rest: String = rest.split_whitespace().collect();
        let end = rest
            .find(").unwrap_or(")
            .filter(|end| !rest[..*end].contains(").ok()"));
        if end.is_some_and(|end| end < 60) {
            let line = code[at..].lines().next().unwrap_or("");
            found.push(format!(
                "{}: {line}: a conversion that hides its failure",
                source.path
            ));
        }
    }
    found
}

/// A parameter that is a pair without names: two numbers of one type may change places unseen.
pub fn tuple_parameters(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for (number, line) in source.code() {
        let begins = line
            .trim_start()
            .trim_start_matches("pub ")
            .trim_start_matches("const ");
        let begins = begins
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub(super) ");
        inside |= begins.starts_with("fn ");
        let parameters = line.split("->").next().unwrap_or(line);
        if inside && parameters.contains(": (") {
            found.push(format!("{}:{number}: a tuple as a parameter", source.path));
        }
        inside &= !line.contains('{') && !line.contains(';');
    }
    found
}
