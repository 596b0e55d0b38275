//! What a message is read as, and what somebody is told whose message is none.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

use ballast_interface::lending::{Cw20HookMsg, ExecuteMsg, QueryMsg};
use ballast_interface::{lens, oracle, AccountId, AssetId, Read};
use cosmwasm_std::{from_json, to_json_string};
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// What anna is told who sent `text`.
fn told<T: DeserializeOwned + Debug>(text: &str) -> String {
    let error = from_json::<Read<T>>(text).unwrap_err().to_string();
    let (_, reason) = error.split_once("Msg>: ").unwrap();
    reason.to_owned()
}

#[test]
fn a_message_is_what_serde_reads_at_once() {
    for text in [
        r#"{"deposit": {}}"#,
        r#"{"deposit": {"mode": null, "account": null}}"#,
        r#"{"withdraw": {"asset": {"cw20": "wasm1whale"}, "mode": "protect", "account": {"owner": "anna", "id": 255}}}"#,
        r#"{"batch": {"actions": [{"deposit": {"asset": {"native": "uatom"}}}, {"borrow": {"asset": {"native": "u\u00e9"}, "amount": "7"}}]}}"#,
        r#"{"set_roles": {"guardian": "vacant", "steward": {"set": "wasm1steward"}}}"#,
        r#"{"update_ownership": {"transfer_ownership": {"new_owner": "wasm1next", "expiry": {"at_time": "1700000000000000000"}}}}"#,
        r#"{"update_ownership": "accept_ownership"}"#,
        r#"{"update_correlations": {"scenarios": [{"name": "march", "moves": {"uatom": "-0.5", "uusdc": "0"}}]}}"#,
        r#"{"receive": {"sender": "wasm1anna", "amount": "340282366920938463463374607431768211455", "msg": "e30="}}"#,
        r#"{"pause": {"asset": {"native": "uatom"}, "actions": ["supply", "borrow"], "until": 18446744073709551615}}"#,
    ] {
        let Read(message): Read<ExecuteMsg> = from_json(text).unwrap();
        assert_eq!(message, from_json::<ExecuteMsg>(text).unwrap(), "{text}");
        let again: Read<ExecuteMsg> = from_json(to_json_string(&message).unwrap()).unwrap();
        assert_eq!(again, Read(message), "{text}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let list = |field: &str, value: &str| {
        format!(
            r#"{{"list_asset": {{"asset": {{"native": "uatom"}}, "decimals": 6, "risk": {{"collateral_factor": "0.5",
              "liquidation_threshold": "0.6", "group": "atom", {field}: {value}}}}}}}"#
        )
    };
    for (text, reason) in [
        (r#"{"borrow": {"asset": {"native": 5}, "amount": "1"}}"#.to_owned(), "borrow.asset.native: found a number, expected a string"),
        (r#"{"borrow": {"asset": "native", "amount": "1"}}"#.to_owned(), r#"borrow.asset: found `native` alone, expected an object {"native": ...}"#),
        (r#"{"borrow": {"asset": {"native": "a", "cw20": "b"}, "amount": "1"}}"#.to_owned(), "borrow.asset: found `native` and `cw20` in one object, name one of them"),
        (r#"{"borrow": {"asset": {}, "amount": "1"}}"#.to_owned(), "borrow.asset: found `{}`, name what it is"),
        (r#"{"borrow": {"asset": {"native": "a"}, "amount": 1}}"#.to_owned(), "borrow.amount: found the number 1 in the place of a number written as text, in quotes"),
        (r#"{"borrow": {"asset": {"native": "a"}, "amount": "1e3"}}"#.to_owned(), "borrow.amount: `1e3` is not a whole number of base units in its range, such as `1500000`"),
        (r#"{"borrow": {"asset": {"native": "a"}}}"#.to_owned(), "borrow: missing field `amount`"),
        (r#"{"borrow": {"asset": {"native": "a"}, "amount": "1", "amount": "2"}}"#.to_owned(), "borrow: duplicate field `amount`"),
        (r#"{"write_off": {"account": {"owner": "anna", "id": 256}}}"#.to_owned(), "write_off.account.id: found 256, expected u8"),
        (r#"{"write_off": {"account": {"owner": "anna", "id": -1}}}"#.to_owned(), "write_off.account.id: found -1, expected u8"),
        (r#"{"write_off": {"account": ["anna", 0]}}"#.to_owned(), "write_off.account: found a list, expected struct AccountId"),
        (r#"{"update_ownership": {"accept_ownership": {}}}"#.to_owned(), "update_ownership.accept_ownership: found an object, expected the name alone"),
        (r#"{"set_roles": {"guardian": {"vacant": null}}}"#.to_owned(), "set_roles.guardian.vacant: found null, expected the name alone"),
        (r#"{"accrue": {"assets": {"native": "a"}}}"#.to_owned(), "accrue.assets: found an object, expected a sequence"),
        (r#"{"receive": {"sender": "a", "amount": "1", "msg": "e3!"}}"#.to_owned(), "receive.msg: invalid base64: e3!"),
        ("null".to_owned(), "found null, expected an object of one field, or its name alone"),
        (list(r#""weight""#, "1"), "list_asset.risk: unknown field `weight`, expected one of `collateral_factor`, `liquidation_threshold`, `borrow_weight`, `group`"),
        (list(r#""borrow_weight""#, "[1]"), "list_asset.risk.borrow_weight: found a list in the place of a number written as text, in quotes"),
    ] {
        assert_eq!(told::<ExecuteMsg>(&text), reason, "{text}");
    }
    let hook = r#"{"batch": {"actions": [{"offset": {"asset": {"native": "a"}}}, {"repay": {"asset": {"native": "a"}, "to": "bob"}}]}}"#;
    let reason =
        "batch.actions.1.repay: unknown field `to`, expected one of `asset`, `amount`, `account`";
    assert_eq!(told::<Cw20HookMsg>(hook), reason);
    let query = r#"{"accounts": {"limit": "ten"}}"#;
    assert_eq!(
        told::<QueryMsg>(query),
        "accounts.limit: found text in quotes, expected u32"
    );
}

#[test]
fn numbers_with_a_point_or_an_exponent_are_refused() {
    for number in ["1.5", "1e3", "18446744073709551616"] {
        let text = format!(r#"{{"accounts": {{"limit": {number}}}}}"#);
        assert!(from_json::<Read<QueryMsg>>(&text).is_err(), "{number}");
        assert!(
            serde_json::from_str::<Read<QueryMsg>>(&text).is_err(),
            "{number}"
        );
    }
}

#[test]
fn a_factor_without_quotes_is_told_where_they_go() {
    let text = r#"{"unhealthy": {"limit": 3, "max_health": 1.05}}"#;
    let advice = r#"max_health: Expected this character to be either a `','` or a `'}'`. A number with a point stands in quotes, such as "0.75"."#;
    assert_eq!(told::<lens::QueryMsg>(text), advice);
}

/// eve nests a message so deep that reading it could use up the stack.
#[test]
fn nesting_has_an_end() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let text = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let error = from_json::<Read<QueryMsg>>(&text).unwrap_err().to_string();
        assert!(error.contains("recursion"), "{error}");
    }
}

/// A price is read for itself: one that is none is skipped later, and the rest of the report taken.
#[test]
fn a_price_of_any_shape_leaves_the_report_readable() {
    let asset = AssetId::native("uatom");
    for (price, expected) in [
        (r#""9.87""#, "9.87"),
        ("10", "10"),
        ("-1", "-1"),
        ("true", "true"),
        ("null", "null"),
        (r#"["9", {"of": 87}]"#, "a list"),
        (r#"{"9": [87]}"#, "an object"),
    ] {
        let text = format!(
            r#"{{"report": {{"prices": [{{"asset": {{"native": "uatom"}}, "price": {price}, "time": "1"}}]}}}}"#
        );
        let report = oracle::ExecuteMsg::Report {
            prices: vec![oracle::PriceReport {
                asset: asset.clone(),
                price: oracle::NumberText(expected.to_owned()),
                time: 1.into(),
            }],
        };
        assert_eq!(
            from_json::<Read<oracle::ExecuteMsg>>(&text),
            Ok(Read(report))
        );
    }
}

#[test]
fn a_sub_account_is_0_if_absent() {
    let text = r#"{"health": {"account": {"owner": "alice"}}}"#;
    let account = AccountId::main("alice");
    assert_eq!(from_json(text), Ok(Read(QueryMsg::Health { account })));
}

/// Whether it is a message, to both readers the same one. What is no JSON serde passes over where it looks for nothing.
fn same<T: DeserializeOwned + Debug + PartialEq>(text: &str) -> bool {
    let ours = from_json::<Read<T>>(text).map(|read| read.0).ok();
    let serdes = from_json::<T>(text).ok();
    let json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    if ours.is_some() || json {
        assert_eq!(ours, serdes, "{text}");
    }
    ours.is_some()
}

/// The same throws at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        let (factor, step) = (6_364_136_223_846_793_005, 1);
        self.0 = self.0.wrapping_mul(factor).wrapping_add(step);
        (self.0 >> 33) as usize % most
    }
}

const PIECES: [&str; 21] = [
    "null",
    "{}",
    "[]",
    "1",
    "-1",
    "256",
    "\"5\"",
    "true",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\"asset\"",
    "\"account\": ",
    "\"amount\": \"1\",",
    "\"native\"",
    "\\",
    " ",
];

/// With a piece of up to eleven characters cut out, doubled, or put in the place of another.
fn spoiled(text: &str, dice: &mut Dice) -> String {
    let mut text: Vec<char> = text.chars().collect();
    let at = dice.below(text.len());
    let to = text.len().min(at + dice.below(12));
    let piece = match dice.below(3) {
        0 => Vec::new(),
        1 => text[at..to].repeat(2),
        _ => PIECES[dice.below(PIECES.len())].chars().collect(),
    };
    text.splice(at..to, piece);
    text.into_iter().collect()
}

#[test]
fn spoiled_messages_fare_as_with_serde() {
    let sources = [
        include_str!("../src/lending/msg.rs"),
        include_str!("../src/oracle/msg.rs"),
    ];
    let lines = sources.iter().flat_map(|source| source.lines());
    let examples = lines.filter_map(|line| line.trim().strip_prefix("/// {"));
    let examples: Vec<String> = examples.map(|rest| format!("{{{rest}")).collect();
    let mut dice = Dice(1);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..40_000 {
        let mut text = spoiled(&examples[dice.below(examples.len())], &mut dice);
        if dice.below(2) == 0 {
            text = spoiled(&text, &mut dice);
        }
        match same::<ExecuteMsg>(&text) | same::<oracle::ExecuteMsg>(&text) {
            true => taken += 1,
            false => refused += 1,
        }
    }
    assert!(
        taken > 1_000 && refused > 20_000,
        "{taken} taken, {refused} refused"
    );
}
