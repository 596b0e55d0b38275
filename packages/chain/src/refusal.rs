//! What a code and a line of text from the chain mean.

use crate::error::ChainError;

const SDK: &str = "sdk";
/// Of the codespace `sdk`, as the Cosmos SDK registers them.
const INSUFFICIENT_FUNDS: u32 = 5;
const OUT_OF_GAS: u32 = 11;
const INSUFFICIENT_FEE: u32 = 13;
const WRONG_SEQUENCE: u32 = 32;

/// Phrases under which wasmd files what a contract said, after the contract's own words.
const CONTRACT: [&str; 5] = [
    ": execute wasm contract failed",
    ": instantiate wasm contract failed",
    ": migrate wasm contract failed",
    ": query wasm contract failed",
    ": dispatch: submessages",
];

/// A refusal as the chain gives it, by a transaction's result, a query's or a simulation's. The code is right where there is
/// one; simulations and queries put everything under a general one, and the text decides.
pub(crate) fn classify(codespace: &str, code: u32, text: &str) -> ChainError {
    let said = text.to_owned();
    let coded = |sdk: u32| codespace == SDK && code == sdk;
    if coded(WRONG_SEQUENCE) || text.contains("account sequence mismatch") {
        return ChainError::Sequence { text: said };
    }
    if coded(OUT_OF_GAS) {
        return ChainError::OutOfGas { text: said };
    }
    if let Some(text) = of_contract(text) {
        return ChainError::Contract { text };
    }
    if text.contains("out of gas") {
        return ChainError::OutOfGas { text: said };
    }
    if coded(INSUFFICIENT_FEE) || text.contains("insufficient fee") {
        return ChainError::InsufficientFee { text: said };
    }
    if coded(INSUFFICIENT_FUNDS) || text.contains("insufficient funds") {
        return ChainError::InsufficientFunds { text: said };
    }
    ChainError::Refused {
        codespace: codespace.to_owned(),
        code,
        text: said,
    }
}

/// Does the text say that something is not there?
pub(crate) fn is_absent(text: &str) -> bool {
    ["not found", "no such contract", "no such code", "NotFound"]
        .iter()
        .any(|phrase| text.contains(phrase))
}

/// The contract's own words: between the chain's introduction and its closing phrase.
fn of_contract(text: &str) -> Option<String> {
    let end = CONTRACT
        .iter()
        .filter_map(|phrase| text.find(phrase))
        .min()?;
    let said = text.get(..end)?;
    let said = match said.split_once("message index: ") {
        Some((_, rest)) => rest.split_once(": ").map_or(rest, |it| it.1),
        None => said,
    };
    Some(said.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_is_heard_in_its_own_words() {
        let text = "failed to execute message; message index: 0: unauthorized: only the owner may: \
                    execute wasm contract failed [CosmWasm/wasmd/x/wasm/keeper/keeper.go:432] with gas used: '101': unknown request";
        let expected = ChainError::Contract {
            text: "unauthorized: only the owner may".to_owned(),
        };
        assert_eq!(classify("wasm", 5, text), expected);
        assert_eq!(
            classify("sdk", 6, text),
            expected,
            "the same of a simulation"
        );
        let query = "codespace wasm code 9: no market for uatom: query wasm contract failed";
        assert_eq!(
            classify("sdk", 18, query),
            ChainError::Contract {
                text: "codespace wasm code 9: no market for uatom".to_owned()
            }
        );
    }

    #[test]
    fn a_contract_that_says_insufficient_funds_is_still_a_contract() {
        let text = "failed to execute message; message index: 2: insufficient funds in the pool: execute wasm contract failed";
        assert_eq!(
            classify("wasm", 5, text),
            ChainError::Contract {
                text: "insufficient funds in the pool".to_owned()
            }
        );
    }

    #[test]
    fn what_has_a_remedy_of_its_own_has_a_kind_of_its_own() {
        let sequence = "account sequence mismatch, expected 7, got 6: incorrect account sequence";
        assert!(matches!(
            classify("sdk", 32, sequence),
            ChainError::Sequence { .. }
        ));
        let funds = "spendable balance 0ustake is smaller than 75ustake: insufficient funds";
        assert!(matches!(
            classify("sdk", 5, funds),
            ChainError::InsufficientFunds { .. }
        ));
        let fee = "insufficient fees; got: 1ustake required: 5ustake: insufficient fee";
        assert!(matches!(
            classify("sdk", 13, fee),
            ChainError::InsufficientFee { .. }
        ));
        let gas = "out of gas in location: ReadFlat; gasWanted: 10, gasUsed: 20: out of gas";
        assert!(matches!(
            classify("sdk", 11, gas),
            ChainError::OutOfGas { .. }
        ));
        assert!(matches!(
            classify("gov", 3, "unknown proposal"),
            ChainError::Refused { code: 3, .. }
        ));
    }

    #[test]
    fn what_may_pass_is_told_from_what_will_not() {
        assert!(classify("sdk", 32, "").is_passing());
        assert!(!classify("sdk", 5, "").is_passing());
    }
}
