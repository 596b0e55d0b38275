//! Lists fit into a query: each page of each, every question about the largest account there is, and the lens' `unhealthy`, whose
//! page counts by itself what it costs. Shown with `--nocapture`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::market::{account, borrow, native, Market, COLLATERAL, DEBT, TOKEN};
use ballast_gas::message::coin;
use ballast_gas::sdk::{self, Loading};
use ballast_gas::usage::Usage;
use ballast_gas::world::Chain;
use ballast_ledger::records::{keys, AccountKey};
use cosmwasm_std::Addr;
use serde_json::{json, Value};
use std::collections::BTreeSet;

/// A node answers no query that takes more.
const LIMIT: u64 = 3_000_000;
/// What a page of `unhealthy` allows itself; more would mean that it counts too little.
const BUDGET: u64 = 2_500_000;
/// A page that ends before the list does has used at least this much; less would mean that it counts far too much.
const USED: u64 = 1_200_000;

fn gas(usage: &Usage) -> u64 {
    sdk::query(usage, Loading::Uncached)
}

fn key(name: &str) -> Vec<u8> {
    let owner = Addr::unchecked(Chain::address(name));
    keys::account(&AccountKey { owner, id: 0 })
}

/// So many others have what this one has. Their records are copied: a page reads nothing else of them.
fn copies(market: &Market, of: &str, many: usize) {
    for number in 0..many {
        let to = key(&format!("{of}{number}"));
        market.chain.copy_record(&market.lending, &key(of), to);
    }
}

/// Holds 1,000 tokens of each of these, and owes so many of each of those and so many dollars.
fn opens(market: &Market, who: &str, held: &[&str], owed: (&[&str], u128, u128)) {
    for denom in held {
        market.supply(who, &native(denom), 1_000 * TOKEN);
    }
    let (others, each, dollars) = owed;
    for denom in others {
        market.does(who, &borrow(denom, each * TOKEN));
    }
    market.does(who, &borrow(DEBT, dollars * TOKEN));
}

/// 500 at the edge and 500 with room, 8 positions each, 3 of them debts; together they have to do with all sixteen assets.
fn thousand_of_eight() -> Market {
    let market = Market::new(15);
    // each 5,000 tokens at 10 USD; 600 USD owed of each of two assets
    opens(
        &market,
        "edgar",
        &COLLATERAL[..5],
        (&COLLATERAL[5..7], 60, 26_000),
    );
    opens(
        &market,
        "rosa",
        &COLLATERAL[7..12],
        (&COLLATERAL[13..15], 60, 8_000),
    );
    copies(&market, "edgar", 499);
    copies(&market, "rosa", 499);
    market.next_day("6.6");
    market
}

/// Five cents of debt each.
fn ten_thousand_of_dust() -> Market {
    let market = Market::new(10);
    market.supply("dora", &native(COLLATERAL[0]), 3 * TOKEN);
    market.does("dora", &borrow(DEBT, 10 * TOKEN));
    let repay = json!({"repay": {}});
    market.pays("dora", &repay, coin(10 * TOKEN - 50_000, DEBT));
    copies(&market, "dora", 9_999);
    market.next_day("9");
    market
}

/// Sixteen positions, eight of them debts: as large as an account gets.
fn largest(many: usize) -> Market {
    let market = Market::new(15);
    opens(
        &market,
        "max",
        &COLLATERAL[..8],
        (&COLLATERAL[8..15], 200, 9_000),
    );
    copies(&market, "max", many - 1);
    market.next_day("9");
    market
}

/// All pages of `unhealthy`: what was found of how many, and what each page cost.
struct Pages {
    judged: u64,
    found: usize,
    gas: Vec<u64>,
}

fn pages(market: &Market, max_health: &str) -> Pages {
    let mut all = Pages {
        judged: 0,
        found: 0,
        gas: Vec::new(),
    };
    let mut owners = BTreeSet::new();
    let mut next = Value::Null;
    loop {
        let asked = json!({"unhealthy": {"max_health": max_health, "start_after": next}});
        let (page, usage) = market.ask_lens(&asked);
        let items = page["items"].as_array().unwrap();
        let health = |item: &Value| {
            item["health_factor"]
                .as_str()
                .unwrap()
                .parse::<f64>()
                .unwrap()
        };
        assert!(items.is_sorted_by_key(health), "worst first");
        owners.extend(
            items
                .iter()
                .map(|item| item["account"]["owner"].to_string()),
        );
        all.found += items.len();
        all.judged += page["judged"].as_u64().unwrap();
        all.gas.push(gas(&usage));
        next = page["next"].clone();
        if next.is_null() {
            assert_eq!(owners.len(), all.found, "nobody twice");
            return all;
        }
    }
}

#[track_caller]
fn assert_fits(what: &str, pages: &Pages) {
    println!(
        "{what}: {} of {} found on {} pages of {:?} gas",
        pages.found,
        pages.judged,
        pages.gas.len(),
        pages.gas
    );
    let (_, whole) = pages.gas.split_last().unwrap();
    assert!(
        pages.gas.iter().all(|gas| *gas <= BUDGET),
        "{what}: beyond the budget"
    );
    assert!(
        whole.iter().all(|gas| *gas >= USED),
        "{what}: a page ends too early"
    );
}

#[test]
fn a_thousand_accounts_of_eight_positions() {
    let market = thousand_of_eight();
    let edge = pages(&market, "1");
    assert_eq!((edge.judged, edge.found), (1_000, 500));
    assert_fits("1,000 of 8 positions, half of them unhealthy", &edge);
    let all = pages(&market, "9");
    assert_eq!((all.judged, all.found), (1_000, 1_000));
    assert_fits("1,000 of 8 positions, all named", &all);
}

#[test]
fn ten_thousand_dust_debtors() {
    let market = ten_thousand_of_dust();
    let none = pages(&market, "1");
    assert_eq!((none.judged, none.found), (10_000, 0));
    assert_fits("10,000 of dust, all healthy", &none);
    let all = pages(&market, "1000");
    assert_eq!((all.judged, all.found), (10_000, 10_000));
    assert_fits("10,000 of dust, all named", &all);
}

#[test]
fn three_hundred_of_the_largest_accounts() {
    let market = largest(300);
    let none = pages(&market, "1");
    assert_eq!((none.judged, none.found), (300, 0));
    assert_fits("300 of 16 positions, all healthy", &none);
    let all = pages(&market, "9");
    assert_eq!((all.judged, all.found), (300, 300));
    assert_fits("300 of 16 positions, all named", &all);
}

fn about_the_largest() -> Vec<Value> {
    let (max, held, owed) = (account("max"), native(COLLATERAL[0]), native(DEBT));
    let steps = vec![json!({"borrow": {"asset": owed, "amount": "1"}}); 16];
    let risk = ballast_gas::market::asset_risk(1, ["0.6", "0.68", "1.32"]);
    let change = json!({"asset": {"asset": held, "risk": risk}});
    vec![
        json!({"health": {"account": max}}),
        json!({"max_borrow": {"account": max, "asset": owed}}),
        json!({"max_withdraw": {"account": max, "asset": held}}),
        json!({"liquidation_price": {"account": max, "asset": held}}),
        json!({"liquidation_price": {"account": max, "asset": owed}}),
        json!({"book": {"account": max}}),
        json!({"simulate": {"account": max, "actions": steps}}),
        json!({"param_impact": {"change": change, "accounts": [max]}}),
    ]
}

#[test]
fn every_question_about_the_largest_account_fits_into_a_query() {
    let market = largest(40);
    for query in about_the_largest() {
        let (_, usage) = market.ask_lens(&query);
        let name = query.as_object().unwrap().keys().next().unwrap();
        println!("{name}, 16 positions and 8 debts: {} gas", gas(&usage));
        assert!(gas(&usage) < LIMIT, "{query}: {}", gas(&usage));
    }
    let thirty: Vec<_> = (0..30).map(|n| account(&format!("max{n}"))).collect();
    let risk = ballast_gas::market::asset_risk(1, ["0.6", "0.68", "1.32"]);
    let change = json!({"asset": {"asset": native(COLLATERAL[0]), "risk": risk}});
    let (_, usage) =
        market.ask_lens(&json!({"param_impact": {"change": change, "accounts": thirty}}));
    println!("param_impact of 30 of them: {} gas", gas(&usage));
    assert!(gas(&usage) < LIMIT, "param_impact of 30: {}", gas(&usage));
}

#[test]
fn every_page_of_a_list_fits_into_a_query() {
    let market = largest(1_100);
    for list in ["assets", "markets", "accounts", "packed_accounts"] {
        let (page, usage) = market.ask(&json!({ list: {"limit": 1_000} }));
        let count = page["items"].as_array().map_or(0, Vec::len);
        println!("{list}: {count} for {} gas", gas(&usage));
        assert!(count > 0, "{list}: {page}");
        assert!(gas(&usage) < LIMIT, "{list}: {}", gas(&usage));
    }
}
