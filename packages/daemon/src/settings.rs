//! One TOML file a command.

use crate::text::one_line;
use serde::de::DeserializeOwned;
use std::fs;
use std::ops::Range;
use std::path::Path;
use thiserror::Error;

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum SettingsError {
    #[error("cannot read {path}: {reason}; name a file with --config")]
    Unread { path: String, reason: String },
    /// `reason` is what the reader of TOML says: the unknown key and the ones there are, or what was expected.
    #[error("{path}, line {line}, column {column}: {reason}")]
    Toml {
        path: String,
        line: usize,
        column: usize,
        reason: String,
    },
}

/// The settings in a file. The type must refuse unknown fields (`deny_unknown_fields`).
pub fn read_settings<T: DeserializeOwned>(path: &Path) -> Result<T, SettingsError> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| SettingsError::Unread {
        path: name.clone(),
        reason: one_line(&error.to_string()),
    })?;
    parse_settings(&name, &text)
}

/// The settings in a text; `name` is what errors call it.
pub fn parse_settings<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, SettingsError> {
    toml::from_str(text).map_err(|error| {
        let (line, column) = place(text, error.span());
        SettingsError::Toml {
            path: name.to_owned(),
            line,
            column,
            reason: one_line(error.message()),
        }
    })
}

/// Line and column, from 1, where a span of bytes begins.
fn place(text: &str, span: Option<Range<usize>>) -> (usize, usize) {
    let start = span.map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let lines = before.matches('\n').count();
    let columns = line.chars().count();
    (lines.saturating_add(1), columns.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        node: String,
        heartbeat: u64,
    }

    fn read(text: &str) -> Result<Settings, SettingsError> {
        parse_settings("feeder.toml", text)
    }

    fn refused(text: &str) -> String {
        read(text).map_or_else(|error| error.to_string(), |found| format!("{found:?}"))
    }

    #[test]
    fn what_is_there_is_read() {
        let found = read("node = \"http://127.0.0.1:26657\"\nheartbeat = 60\n");
        let node = "http://127.0.0.1:26657".to_owned();
        assert_eq!(
            found,
            Ok(Settings {
                node,
                heartbeat: 60
            })
        );
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_with_what_would_work() {
        assert_eq!(
            refused("node = \"x\"\nheart_beat = 60\n"),
            "feeder.toml, line 2, column 1: unknown field `heart_beat`, expected `node` or `heartbeat`"
        );
    }

    #[test]
    fn what_is_missing_or_of_another_kind_is_named() {
        assert_eq!(
            refused("node = \"x\"\n"),
            "feeder.toml, line 1, column 1: missing field `heartbeat`"
        );
        assert_eq!(
            refused("node = \"x\"\nheartbeat = \"soon\"\n"),
            "feeder.toml, line 2, column 13: invalid type: string \"soon\", expected u64"
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let missing: Result<Settings, _> = read_settings(Path::new("/no/such/feeder.toml"));
        let said = missing.map_err(|error| error.to_string());
        let expected = "cannot read /no/such/feeder.toml: No such file or directory (os error 2); name a file with --config";
        assert_eq!(said, Err(expected.to_owned()));
    }
}
