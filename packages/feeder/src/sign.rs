//! Reports that anybody may bring: signed as `docs/signed-reports.md` says.

use ballast_daemon::{SecretError, SecretSource};
use ballast_interface::oracle::{PriceReport, SignedReport};
use ballast_interface::AssetId;
use ballast_pricing::{report_digest, AssetKind, ReportContext, SignedPrice, SignedReportError};
use ballast_risk::Price;
use cosmwasm_std::Binary;
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use std::fmt;
use thiserror::Error;

/// One price that was decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub asset: AssetId,
    pub price: Price,
    /// Seconds.
    pub time: u64,
}

/// A feeder's key. It prints as its public half.
pub struct ReportKey(SigningKey);

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum SignError {
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error("[report] signing_key is no key: write the 64 hex digits of a secp256k1 key there")]
    NoKey,
    #[error(transparent)]
    Report(#[from] SignedReportError),
    #[error("the report cannot be signed with this key; make another")]
    Unsigned,
}

impl fmt::Debug for ReportKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReportKey({:?})", self.public_key())
    }
}

impl ReportKey {
    pub fn read(source: &SecretSource) -> Result<Self, SignError> {
        let secret = source.read()?;
        let bytes = bytes_of_hex(secret.expose()).ok_or(SignError::NoKey)?;
        let key = SigningKey::from_slice(&bytes).map_err(|_| SignError::NoKey)?;
        Ok(Self(key))
    }

    /// The 33 bytes that `set_feeder_key` registers.
    pub fn public_key(&self) -> Vec<u8> {
        self.0
            .verifying_key()
            .to_encoded_point(true)
            .as_bytes()
            .to_vec()
    }

    /// The same, as JSON has it.
    pub fn public_key_base64(&self) -> String {
        Binary::from(self.public_key()).to_base64()
    }

    pub fn sign(
        &self,
        context: &ReportContext,
        prices: &[Decided],
    ) -> Result<SignedReport, SignError> {
        let signed: Vec<SignedPrice> = prices.iter().map(signed_price).collect();
        let digest = report_digest(context, &signed)?;
        let signature: Result<Signature, _> = self.0.sign_prehash(&digest);
        let signature = signature.map_err(|_| SignError::Unsigned)?;
        let signature = signature.normalize_s().unwrap_or(signature);
        Ok(SignedReport {
            feeder: context.feeder,
            prices: prices.iter().map(Decided::entry).collect(),
            signature: signature.to_bytes().to_vec().into(),
        })
    }
}

impl Decided {
    /// As a message has it.
    pub fn entry(&self) -> PriceReport {
        PriceReport {
            asset: self.asset.clone(),
            price: self.price.into(),
            time: self.time.into(),
        }
    }
}

fn signed_price(decided: &Decided) -> SignedPrice<'_> {
    SignedPrice {
        kind: match decided.asset {
            AssetId::Native(_) => AssetKind::Native,
            AssetId::Cw20(_) => AssetKind::Cw20,
        },
        name: decided.asset.name(),
        price: decided.price.raw(),
        time: decided.time,
    }
}

fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("0x").unwrap_or(text).as_bytes();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    (digits.len() == 64)
        .then(|| digits.chunks(2).map(pair).collect())
        .flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn key(text: &str) -> Result<ReportKey, SignError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let mine = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(file.path(), mine).unwrap();
        ReportKey::read(&SecretSource::File(file.path().to_owned()))
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// SHA-256 of `ballast example feeder`.
    const EXAMPLE: &str = "9d76a255054146c6ef0bd437e01cada1282db823966c82f5aad778bda767ca42";

    /// The vector of `docs/signed-reports.md`, which `scripts/sign-report` made.
    #[test]
    fn the_signature_is_the_one_of_the_docs() {
        let decided = |asset, price: &str, time| Decided {
            asset,
            price: price.parse().unwrap(),
            time,
        };
        let prices = [
            decided(AssetId::native("uatom"), "9.87", 1_700_000_000),
            decided(
                AssetId::cw20("wasm1token"),
                "0.000000000000000001",
                1_700_000_001,
            ),
        ];
        let context = ReportContext {
            chain_id: "ballast-1",
            contract: "wasm1oracle",
            feeder: 3,
        };
        let key = key(EXAMPLE).unwrap();
        assert_eq!(
            hex(&key.public_key()),
            "03832a4f345b16c259a8f5a176f1a60ea792c13dbb6b4fcc78c19ba6b98e6d26ca"
        );
        let report = key.sign(&context, &prices).unwrap();
        assert_eq!(
            hex(&report.signature),
            "460df75b4fe23b14e5c51c47a82edb1f71cbb838ad70a50fe9f6e57eed1d7e2d\
             63a769d1cd78a30fc2dda83f567c816d2f4800e10d54a77d705c94ebc391d4a9"
        );
        let json = serde_json::to_value(&report).unwrap();
        let said = |at| json.pointer(at).and_then(|it| it.as_str());
        assert_eq!(said("/prices/0/price"), Some("9.87"));
        assert_eq!(said("/prices/0/time"), Some("1700000000"));
    }

    #[test]
    fn what_is_no_key_is_refused_without_a_word_of_it() {
        for text in ["abandon ability", &"g".repeat(64), &"0".repeat(64), "12"] {
            let refused = key(text).unwrap_err();
            assert_eq!(refused, SignError::NoKey);
            assert!(!refused.to_string().contains(text), "{refused}");
        }
    }
}
