//! A key, and whose it is.

use cosmrs::bip32::DerivationPath;
use cosmrs::crypto::secp256k1::SigningKey;
use cosmrs::crypto::PublicKey;
use std::fmt;
use std::path::PathBuf;
use thiserror::Error;

/// The path that wallets of Cosmos chains derive their first account by.
const PATH: &str = "m/44'/118'/0'/0/0";

/// Where a key is read from: never an argument, which everybody on the machine sees and the shell remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    File(PathBuf),
    Environment(String),
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    #[error(
        "the key file {path} cannot be read ({reason}); write a mnemonic or 64 hex digits into it"
    )]
    File { path: PathBuf, reason: String },
    #[error("the environment variable {name} is not set; set it to a mnemonic or 64 hex digits")]
    Environment { name: String },
    #[error("{place} holds neither a mnemonic of 12 to 24 words nor 64 hex digits")]
    Neither { place: String },
    #[error("{place} holds a mnemonic that is mistyped: {reason}")]
    Mnemonic { place: String, reason: String },
    #[error("`{prefix}` is no prefix of addresses ({reason})")]
    Prefix { prefix: String, reason: String },
}

/// A secp256k1 key with its address. What it prints is the address alone.
pub struct Wallet {
    key: SigningKey,
    address: String,
}

impl fmt::Debug for Wallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wallet({})", self.address)
    }
}

impl Wallet {
    /// The wallet of the key in `source`, with addresses that begin with `prefix`.
    pub fn read(source: &KeySource, prefix: &str) -> Result<Self, KeyError> {
        let (secret, place) = match source {
            KeySource::File(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| KeyError::File {
                    path: path.clone(),
                    reason: error.to_string(),
                })?;
                (text, path.display().to_string())
            }
            KeySource::Environment(name) => {
                let text = std::env::var(name)
                    .map_err(|_| KeyError::Environment { name: name.clone() })?;
                (text, format!("the environment variable {name}"))
            }
        };
        Self::of(key(secret.trim(), &place)?, prefix)
    }

    fn of(key: SigningKey, prefix: &str) -> Result<Self, KeyError> {
        let id = key.public_key().account_id(prefix);
        let address = id.map_err(|error| KeyError::Prefix {
            prefix: prefix.to_owned(),
            reason: error.to_string(),
        })?;
        Ok(Self {
            key,
            address: address.to_string(),
        })
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        self.key.public_key()
    }

    pub(crate) fn signing_key(&self) -> &SigningKey {
        &self.key
    }
}

/// Is it an address of a chain whose addresses begin so?
pub fn is_address(text: &str, prefix: &str) -> bool {
    let read: Result<cosmrs::AccountId, _> = text.parse();
    read.is_ok_and(|id| id.prefix() == prefix && [20, 32].contains(&id.to_bytes().len()))
}

/// Errors name the place, never what it holds.
fn key(secret: &str, place: &str) -> Result<SigningKey, KeyError> {
    let neither = || KeyError::Neither {
        place: place.to_owned(),
    };
    if secret.split_whitespace().count() > 1 {
        let mistyped = |reason: String| KeyError::Mnemonic {
            place: place.to_owned(),
            reason,
        };
        let words = secret.split_whitespace().collect::<Vec<_>>().join(" ");
        let mnemonic = bip39::Mnemonic::parse_in_normalized(bip39::Language::English, &words)
            .map_err(|error| mistyped(plain(&error)))?;
        let path: DerivationPath = PATH.parse().map_err(|_| neither())?;
        let seed = mnemonic.to_seed_normalized("");
        return SigningKey::derive_from_path(seed, &path).map_err(|e| mistyped(e.to_string()));
    }
    let bytes = bytes_of_hex(secret.trim_start_matches("0x")).ok_or_else(neither)?;
    SigningKey::from_slice(&bytes).map_err(|_| neither())
}

/// Which word, by its place, and never the word.
fn plain(error: &bip39::Error) -> String {
    match error {
        bip39::Error::UnknownWord(at) => {
            format!("word {} is not in the list", at.saturating_add(1))
        }
        bip39::Error::InvalidChecksum => "its last word does not fit the others".to_owned(),
        other => other.to_string(),
    }
}

fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may stop at the first surprise
mod tests {
    use super::*;

    const WORDS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    fn file(text: &str) -> (tempfile::TempDir, KeySource) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        std::fs::write(&path, text).unwrap();
        (dir, KeySource::File(path))
    }

    #[test]
    fn the_words_that_everybody_tests_with_have_the_address_that_everybody_knows() {
        let (_dir, source) = file(&format!("  {WORDS}\n"));
        let wallet = Wallet::read(&source, "cosmos").unwrap();
        assert_eq!(
            wallet.address(),
            "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4"
        );
    }

    #[test]
    fn a_key_may_be_given_in_hex() {
        // the private key 1: its public key is the generator of the curve
        let (_dir, source) = file(&format!("{:064x}", 1));
        let wallet = Wallet::read(&source, "cosmos").unwrap();
        assert_eq!(
            wallet.address(),
            "cosmos1w508d6qejxtdg4y5r3zarvary0c5xw7k6ah60c"
        );
    }

    #[test]
    fn nothing_that_is_printed_holds_the_key() {
        let (_dir, source) = file(&format!("{:064x}", 1));
        let wallet = Wallet::read(&source, "wasm").unwrap();
        assert_eq!(
            format!("{wallet:?}"),
            format!("Wallet({})", wallet.address())
        );
        let (_dir, source) = file(&WORDS.replace("about", "zebra"));
        let text = Wallet::read(&source, "wasm").unwrap_err().to_string();
        assert!(
            !text.contains("abandon") && text.contains("does not fit"),
            "{text}"
        );
        let (_dir, source) = file(&WORDS.replace("about", "secretword"));
        let text = Wallet::read(&source, "wasm").unwrap_err().to_string();
        assert!(
            !text.contains("secretword") && text.contains("word 12"),
            "{text}"
        );
    }

    #[test]
    fn a_place_without_a_key_says_what_belongs_there() {
        let (_dir, source) = file("hello");
        let error = Wallet::read(&source, "wasm").unwrap_err();
        assert!(matches!(error, KeyError::Neither { .. }), "{error}");
        let missing = KeySource::Environment("BALLAST_NO_SUCH_KEY".to_owned());
        let error = Wallet::read(&missing, "wasm").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable BALLAST_NO_SUCH_KEY is not set; set it to a mnemonic or 64 hex digits"
        );
    }
}
