//! The shipped contracts start in the VM, and a wallet deposits and borrows.
#![allow(
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::market::{account, Market, DEBT, TOKEN};
use ballast_gas::world::Chain;
use serde_json::json;

#[test]
fn alice_deposits_and_borrows() {
    let market = Market::new(2);
    market.alice_borrows(1, 5_000);
    let alice = Chain::address("alice");
    assert_eq!(market.chain.balance(&alice, DEBT), 5_000 * TOKEN);
    let (health, usage) = market.ask_lens(&json!({"health": {"account": account("alice")}}));
    assert_eq!(usage.smart_queries, 1);
    // 10,000 of collateral against 5,000 of debt that grew by a block's interest
    assert_eq!(health["maintenance"]["collateral"], "10000");
    assert_eq!(health["positions"][1]["debt"], "5000000009");
}
