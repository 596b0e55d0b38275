//! Secrets: out of files and the environment, never out of settings or arguments, never into a log.

use crate::text::one_line;
use serde::Deserialize;
use std::path::PathBuf;
use std::{env, fmt, fs};
use thiserror::Error;

/// Where a secret stands: `{ file = "key.txt" }` or `{ env = "FEEDER_KEY" }`.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub enum SecretSource {
    File(PathBuf),
    Env(String),
}

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum SecretError {
    #[error("cannot read the secret in {path}: {reason}")]
    Unread { path: String, reason: String },
    #[error("others may read the secret in {path}; `chmod 600 {path}` keeps it to you")]
    Open { path: String },
    #[error(
        "the environment has no {name} (or it is no text); set it to the secret, or name a file"
    )]
    Unset { name: String },
    #[error("the secret in {place} is empty")]
    Empty { place: String },
}

/// A secret's text. It prints as `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl SecretSource {
    /// The secret, without what blanks stand around it.
    pub fn read(&self) -> Result<Secret, SecretError> {
        let (place, text) = match self {
            Self::File(path) => (path.display().to_string(), read_file(path)?),
            Self::Env(name) => {
                let unset = |_| SecretError::Unset { name: name.clone() };
                (name.clone(), env::var(name).map_err(unset)?)
            }
        };
        match text.trim() {
            "" => Err(SecretError::Empty { place }),
            text => Ok(Secret(text.to_owned())),
        }
    }
}

fn read_file(path: &PathBuf) -> Result<String, SecretError> {
    let unread = |error: std::io::Error| SecretError::Unread {
        path: path.display().to_string(),
        reason: one_line(&error.to_string()),
    };
    if others_may_read(path).map_err(unread)? {
        let path = path.display().to_string();
        return Err(SecretError::Open { path });
    }
    fs::read_to_string(path).map_err(unread)
}

#[cfg(unix)]
fn others_may_read(path: &PathBuf) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o044 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_: &PathBuf) -> std::io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    fn file(text: &str, mode: u32) -> tempfile::NamedTempFile {
        use std::os::unix::fs::PermissionsExt;
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).unwrap();
        file
    }

    fn read(file: &tempfile::NamedTempFile) -> Result<Secret, SecretError> {
        SecretSource::File(file.path().to_owned()).read()
    }

    #[test]
    fn a_file_of_ones_own_is_read_and_never_printed() {
        let secret = read(&file("abandon ability able\n", 0o600)).unwrap();
        assert_eq!(secret.expose(), "abandon ability able");
        assert_eq!(format!("{secret:?}"), "***");
    }

    #[test]
    fn a_file_that_others_may_read_is_refused() {
        let open = file("abandon", 0o644);
        let path = open.path().display().to_string();
        assert_eq!(read(&open), Err(SecretError::Open { path }));
    }

    #[test]
    fn what_is_empty_or_not_there_is_named() {
        let empty = file(" \n", 0o600);
        let place = empty.path().display().to_string();
        assert_eq!(read(&empty), Err(SecretError::Empty { place }));
        let unset = SecretSource::Env("BALLAST_NO_SUCH_SECRET".to_owned()).read();
        let name = "BALLAST_NO_SUCH_SECRET".to_owned();
        assert_eq!(unset, Err(SecretError::Unset { name }));
    }
}
