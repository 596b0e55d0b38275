//! What a feeder signs: the digest of a report that anybody may bring.

use sha2::{Digest, Sha256};
use thiserror::Error;

/// Hashed, it begins every digest: no other message of this or of another program has the same beginning.
const DOMAIN: &[u8] = b"ballast/report/1";

/// Half of the order of secp256k1, rounded down: the largest `s` of a signature in its low form.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// Why there is no digest.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum SignedReportError {
    #[error("{field} has {found} bytes, a signed report holds at most 65535")]
    TooLong { field: &'static str, found: usize },
    #[error("found {found} prices, a signed report holds at most 65535")]
    TooMany { found: usize },
}

/// How an asset is called on its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetKind {
    Native,
    Cw20,
}

/// One price of a signed report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedPrice<'a> {
    pub kind: AssetKind,
    /// The denom, or the address of the contract.
    pub name: &'a str,
    /// USD for one whole token, 1e-18.
    pub price: u128,
    /// Seconds.
    pub time: u64,
}

/// For whom a report is: it means nothing on another chain, in another contract, or of another feeder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportContext<'a> {
    pub chain_id: &'a str,
    pub contract: &'a str,
    /// The feeder's number in that contract.
    pub feeder: u8,
}

/// The SHA-256 of the hash of the domain, the context and the prices; integers big-endian, texts after their length in 2 bytes.
/// `docs/signed-reports.md` defines it byte by byte.
pub fn report_digest(
    context: &ReportContext,
    prices: &[SignedPrice],
) -> Result<[u8; 32], SignedReportError> {
    let mut hash = Sha256::new();
    hash.update(Sha256::digest(DOMAIN));
    text(&mut hash, "chain id", context.chain_id)?;
    text(&mut hash, "contract", context.contract)?;
    hash.update([context.feeder]);
    let count = u16::try_from(prices.len()).map_err(|_| SignedReportError::TooMany {
        found: prices.len(),
    })?;
    hash.update(count.to_be_bytes());
    for price in prices {
        hash.update([match price.kind {
            AssetKind::Native => 0,
            AssetKind::Cw20 => 1,
        }]);
        text(&mut hash, "asset", price.name)?;
        hash.update(price.price.to_be_bytes());
        hash.update(price.time.to_be_bytes());
    }
    Ok(hash.finalize().into())
}

fn text(hash: &mut Sha256, field: &'static str, text: &str) -> Result<(), SignedReportError> {
    let length = u16::try_from(text.len()).map_err(|_| SignedReportError::TooLong {
        field,
        found: text.len(),
    })?;
    hash.update(length.to_be_bytes());
    hash.update(text.as_bytes());
    Ok(())
}

/// Is a signature (`r` and `s`, 32 bytes each) in the one form of two that is taken? Whoever has a signature can make the
/// other form of it.
pub fn is_low_s(signature: &[u8]) -> bool {
    match signature.split_at_checked(32) {
        Some((_, s)) => s.len() == 32 && s <= HALF_ORDER.as_slice(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise
    use super::*;

    fn context() -> ReportContext<'static> {
        ReportContext {
            chain_id: "ballast-1",
            contract: "wasm1oracle",
            feeder: 3,
        }
    }

    fn atom() -> SignedPrice<'static> {
        SignedPrice {
            kind: AssetKind::Native,
            name: "uatom",
            price: 9_870_000_000_000_000_000,
            time: 1_700_000_000,
        }
    }

    /// The vector of `docs/signed-reports.md`, made by `scripts/sign-report`.
    #[test]
    fn the_digest_is_the_one_of_the_docs() {
        let token = SignedPrice {
            kind: AssetKind::Cw20,
            name: "wasm1token",
            price: 1,
            time: 1_700_000_001,
        };
        let digest = report_digest(&context(), &[atom(), token]).unwrap();
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "f457c3f6b2053355aa49e355d65815f14065ad81c9e2917a22450e5c4db381b8"
        );
    }

    fn digest(context: ReportContext, prices: &[SignedPrice]) -> [u8; 32] {
        report_digest(&context, prices).unwrap()
    }

    #[test]
    fn every_part_of_the_context_counts() {
        let changed: [fn(&mut ReportContext); 3] = [
            |it| it.chain_id = "ballast-2",
            |it| it.contract = "wasm1other",
            |it| it.feeder = 4,
        ];
        for change in changed {
            let mut other = context();
            change(&mut other);
            assert_ne!(digest(other, &[atom()]), digest(context(), &[atom()]));
        }
    }

    #[test]
    fn every_part_of_a_price_counts_and_how_many_there_are() {
        let changed: [fn(&mut SignedPrice); 4] = [
            |it| it.kind = AssetKind::Cw20,
            |it| it.name = "uosmo",
            |it| it.price = 1,
            |it| it.time = 1,
        ];
        let first = digest(context(), &[atom()]);
        for change in changed {
            let mut other = atom();
            change(&mut other);
            assert_ne!(digest(context(), &[other]), first);
        }
        assert_ne!(digest(context(), &[]), first);
        assert_ne!(digest(context(), &[atom(), atom()]), first);
    }

    #[test]
    fn a_name_of_two_bytes_more_than_a_length_holds_is_refused() {
        let long = "x".repeat(65_536);
        let prices = [SignedPrice {
            name: &long,
            ..atom()
        }];
        let refused = report_digest(&context(), &prices);
        assert_eq!(
            refused,
            Err(SignedReportError::TooLong {
                field: "asset",
                found: 65_536
            })
        );
    }

    #[test]
    fn half_the_order_is_the_last_low_s() {
        let mut signature = [1u8; 64];
        signature[32..].copy_from_slice(&HALF_ORDER);
        assert!(is_low_s(&signature));
        signature[63] += 1;
        assert!(!is_low_s(&signature));
        assert!(!is_low_s(&signature[..63]));
        assert!(!is_low_s(&[]));
    }
}
