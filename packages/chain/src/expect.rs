//! Is a contract the one that a program knows?

use crate::error::ChainError;
use crate::node::Node;
use crate::wasm::Cw2;
use ballast_interface::version::takes_over;

impl Node {
    /// Refuses an address where no contract of this name is, and one whose version is above `known`.
    pub async fn expect_contract(
        &self,
        address: &str,
        name: &str,
        known: &str,
    ) -> Result<(), ChainError> {
        // what says nothing of itself may still be no contract at all
        let asked = self.cw2(address).await;
        let found = match asked.map_err(|error| misspelt(address, error))? {
            Some(found) => Some(found),
            None => {
                self.contract(address).await?;
                None
            }
        };
        check(address, found, name, known)
    }
}

/// A chain says of a bad address only what its letters are not.
fn misspelt(address: &str, error: ChainError) -> ChainError {
    match error {
        ChainError::Refused { text, .. } if text.contains("bech32") => ChainError::NotAnAddress {
            address: address.to_owned(),
            reason: text.trim_end_matches(": invalid request").to_owned(),
        },
        other => other,
    }
}

fn check(address: &str, found: Option<Cw2>, name: &str, known: &str) -> Result<(), ChainError> {
    let found = found.unwrap_or_else(|| Cw2 {
        contract: "a contract without a name".to_owned(),
        version: String::new(),
    });
    if found.contract != name {
        return Err(ChainError::OtherContract {
            address: address.to_owned(),
            found: format!("{} {}", found.contract, found.version)
                .trim_end()
                .to_owned(),
            expected: name.to_owned(),
        });
    }
    if !takes_over(&found.version, known) {
        return Err(ChainError::NewerContract {
            address: address.to_owned(),
            contract: found.contract,
            found: found.version,
            known: known.to_owned(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(contract: &str, version: &str) -> Result<(), String> {
        let found = Cw2 {
            contract: contract.to_owned(),
            version: version.to_owned(),
        };
        check("wasm1x", Some(found), "ballast-oracle", "0.2.0").map_err(|it| it.to_string())
    }

    #[test]
    fn the_contract_and_the_versions_that_are_known() {
        assert_eq!(checked("ballast-oracle", "0.2.0"), Ok(()));
        assert_eq!(checked("ballast-oracle", "0.1.9"), Ok(()));
    }

    #[test]
    fn an_address_with_a_slip_is_named() {
        let refused = ChainError::Refused {
            codespace: "sdk".to_owned(),
            code: 18,
            text: "decoding bech32 failed: invalid checksum: invalid request".to_owned(),
        };
        assert_eq!(
            misspelt("wasm1x", refused).to_string(),
            "`wasm1x` is no address of this chain (decoding bech32 failed: invalid checksum); copy it once more"
        );
    }

    #[test]
    fn another_contract_and_a_newer_one_are_named() {
        assert_eq!(
            checked("crates.io:cw20-base", "2.0.0"),
            Err("wasm1x is crates.io:cw20-base 2.0.0, and ballast-oracle is expected; name the address of one".to_owned())
        );
        assert_eq!(
            checked("ballast-oracle", "0.3.0"),
            Err("wasm1x is ballast-oracle 0.3.0, and this program knows it up to 0.2.0; take a newer program".to_owned())
        );
        let nameless = check("wasm1x", None, "ballast-oracle", "0.2.0");
        assert_eq!(
            nameless.map_err(|it| it.to_string()),
            Err("wasm1x is a contract without a name, and ballast-oracle is expected; name the address of one".to_owned())
        );
    }
}
