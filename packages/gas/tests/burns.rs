//! A source that burns its gas ends its own reading and nothing else: with the shipped oracle and a contract that never answers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::market::{native, source, Market, COLLATERAL};
use ballast_gas::sdk::VM_GAS_PER_GAS;
use ballast_gas::world::{Chain, Receipt};
use serde_json::{json, Value};

/// Answers 7; once it was executed it goes round for ever. Regions stand at 16 to 64, what they show above 1024.
const BURNER: &str = r#"(module
  (import "env" "db_read" (func $read (param i32) (result i32)))
  (import "env" "db_write" (func $write (param i32 i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "\00\04\00\00\3f\00\00\00\3f\00\00\00")
  (data (i32.const 1024) "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[],\"data\":null}}\n")
  (data (i32.const 28) "\00\05\00\00\15\00\00\00\15\00\00\00")
  (data (i32.const 1280) "{\"ok\":\"eyJwIjoiNyJ9\"}")
  (data (i32.const 40) "\00\06\00\00\01\00\00\00\01\00\00\00")
  (data (i32.const 1536) "b")
  (data (i32.const 52) "\00\10\00\00\00\80\00\00\00\00\00\00")
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 52))
  (func (export "deallocate") (param i32))
  (func (export "instantiate") (param i32 i32 i32) (result i32) (i32.const 16))
  (func (export "execute") (param i32 i32 i32) (result i32)
    (call $write (i32.const 40) (i32.const 40))
    (i32.const 16))
  (func (export "query") (param i32 i32) (result i32)
    (if (call $read (i32.const 40)) (then (loop $round (br $round))))
    (i32.const 28)))"#;

/// Two assets of 7 USD, each priced by a contract of that code.
fn priced_elsewhere() -> (Market, [String; 2]) {
    let market = Market::new(2);
    let code = market.chain.upload(&wat::parse_str(BURNER).unwrap());
    let sources = ["burner", "other"].map(|label| {
        let made = market.chain.instantiate(code, label, "owner", &json!({}));
        made.unwrap().0
    });
    for (asset, contract) in COLLATERAL.iter().zip(&sources) {
        let mut set = source(&native(asset));
        set["set_asset"]["source"] = json!({"contract": {"contract": contract, "value": ["p"], "scale": 0,
            "msg": "e30=", "gas": 300_000}});
        set["set_asset"]["override"] = json!("any_price");
        market.feeds("owner", &set);
    }
    for _ in 0..3 {
        market.chain.wait(25);
        refresh(&market);
    }
    (market, sources)
}

fn assets() -> [Value; 2] {
    [native(COLLATERAL[0]), native(COLLATERAL[1])]
}

fn refresh(market: &Market) -> Receipt {
    market.feeds("anybody", &json!({"refresh": {"assets": assets()}}))
}

fn statuses(market: &Market) -> Vec<Value> {
    let asked = json!({"prices": {"assets": assets()}});
    let (prices, _) = market.chain.query(&market.oracle, &asked).unwrap();
    let prices = prices.as_array().unwrap().iter();
    prices.map(|price| price["status"].clone()).collect()
}

#[test]
fn a_source_that_burns_its_gas_is_named_and_the_other_is_read() {
    let (market, [burner, _]) = priced_elsewhere();
    assert_eq!(statuses(&market), ["fresh", "fresh"]);
    let burn = market
        .chain
        .execute(&Chain::address("eve"), &burner, &json!({}), &[]);
    burn.unwrap();
    // had it taken the transaction with it, or been ended by Eve alone, nobody who holds a unit of it could have been liquidated
    let receipt = refresh(&market);
    let unread = receipt
        .events
        .iter()
        .filter(|e| e.kind.ends_with("oracle_unread"));
    let error = unread
        .clone()
        .flat_map(|e| &e.attributes)
        .find(|a| a.key == "error");
    assert_eq!(error.unwrap().value, "codespace: wasm, code: 5");
    assert_eq!(unread.count(), 1);
    assert_eq!(statuses(&market), ["stale", "fresh"]);
    // its own 300,000 gas, and less than 200,000 for all the rest
    let gas = receipt.usage.vm_gas / VM_GAS_PER_GAS;
    assert!((300_000..500_000).contains(&gas), "{gas}");
}
