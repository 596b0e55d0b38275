//! The small chain keeps its promises, shown on the plain token.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::artifact::Artifact;
use ballast_gas::world::Chain;
use serde_json::{json, Value};

/// A chain with a token of which alice has 1,000.
fn token() -> (Chain, String) {
    let chain = Chain::new();
    let code = chain.upload(&Artifact::Token.read());
    let msg = json!({
        "name": "Token", "symbol": "TOK", "decimals": 6,
        "initial_balances": [{"address": Chain::address("alice"), "amount": "1000"}],
    });
    let alice = Chain::address("alice");
    let (token, _) = chain.instantiate(code, "token", &alice, &msg).unwrap();
    (chain, token)
}

fn transfer(to: &str, amount: &str) -> Value {
    json!({"transfer": {"recipient": Chain::address(to), "amount": amount}})
}

fn balance(chain: &Chain, token: &str, of: &str) -> Value {
    let query = json!({"balance": {"address": Chain::address(of)}});
    chain.query(token, &query).unwrap().0["balance"].clone()
}

#[test]
fn a_transfer_is_carried_out_and_counted() {
    let (chain, token) = token();
    let alice = Chain::address("alice");
    let receipt = chain.execute(&alice, &token, &transfer("bob", "400"), &[]);
    let usage = receipt.unwrap().usage;
    assert_eq!(balance(&chain, &token, "bob"), "400");
    assert_eq!((usage.reads, usage.writes, usage.loads), (2, 2, 1));
    assert!(usage.vm_gas > 10_000_000, "{}", usage.vm_gas);
}

#[test]
fn vm_gas_is_the_same_every_time() {
    let measured = || {
        let (chain, token) = token();
        let alice = Chain::address("alice");
        let receipt = chain.execute(&alice, &token, &transfer("bob", "400"), &[]);
        receipt.unwrap().usage
    };
    assert_eq!(measured(), measured());
}

#[test]
fn a_refused_call_changes_nothing() {
    let (chain, token) = token();
    let alice = Chain::address("alice");
    let refused = chain.execute(&alice, &token, &transfer("bob", "1001"), &[]);
    let reason = refused.unwrap_err().to_string();
    assert!(
        reason.contains("Cannot Sub with given operands"),
        "{reason}"
    );
    assert_eq!(balance(&chain, &token, "alice"), "1000");
    assert_eq!(balance(&chain, &token, "bob"), "0");
}
