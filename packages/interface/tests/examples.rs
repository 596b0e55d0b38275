//! Every JSON example in the documentation of the messages is a message.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)] // a test may stop at the first surprise

use ballast_interface::{lending, lens, liquidator, oracle};
use serde_json::Value;

/// The fenced JSON of the documentation comments of a source file.
fn examples(source: &str) -> Vec<String> {
    let docs = source.lines().map(|line| {
        line.trim_start()
            .strip_prefix("///")
            .map_or("", str::trim_start)
    });
    let mut found: Vec<String> = Vec::new();
    let mut inside = false;
    for line in docs {
        match (inside, line) {
            (false, "```json") => {
                inside = true;
                found.push(String::new());
            }
            (true, "```") => inside = false,
            (true, text) => found.last_mut().unwrap().push_str(text),
            (false, _) => {}
        }
    }
    found
}

/// The verb of a message, its only key.
fn verb(example: &str) -> String {
    let message: Value = serde_json::from_str(example).unwrap();
    message.as_object().unwrap().keys().next().unwrap().clone()
}

fn verbs(source: &str) -> Vec<String> {
    examples(source).iter().map(|e| verb(e)).collect()
}

#[test]
fn every_example_of_the_lending_messages_is_understood() {
    let messages = examples(include_str!("../src/lending/msg.rs"));
    serde_json::from_str::<lending::InstantiateMsg>(&messages[0]).unwrap();
    let (hook, execute) = messages[1..].split_last().unwrap();
    serde_json::from_str::<lending::Cw20HookMsg>(hook).unwrap();
    for example in execute {
        serde_json::from_str::<lending::ExecuteMsg>(example).expect(example);
    }
    let flash = examples(include_str!("../src/lending/flash.rs"));
    let (receiver, changes) = flash.split_first().unwrap();
    serde_json::from_str::<lending::FlashReceiverMsg>(receiver).unwrap();
    for example in changes {
        serde_json::from_str::<lending::FlashFeeChange>(example).expect(example);
    }
    for example in examples(include_str!("../src/lending/query.rs")) {
        serde_json::from_str::<lending::QueryMsg>(&example).expect(&example);
    }
}

#[test]
fn every_example_of_the_lens_and_of_actions_is_understood() {
    let messages = examples(include_str!("../src/lens/msg.rs"));
    let (instantiate, queries) = messages.split_first().unwrap();
    serde_json::from_str::<lens::InstantiateMsg>(instantiate).unwrap();
    for example in queries {
        serde_json::from_str::<lens::QueryMsg>(example).expect(example);
    }
    for example in examples(include_str!("../src/lending/account.rs")) {
        serde_json::from_str::<lending::AccountAction>(&example).expect(&example);
    }
}

#[test]
fn every_example_of_the_liquidator_is_understood() {
    let messages = examples(include_str!("../src/liquidator/msg.rs"));
    serde_json::from_str::<liquidator::InstantiateMsg>(&messages[0]).unwrap();
    let (query, execute) = messages[1..].split_last().unwrap();
    serde_json::from_str::<liquidator::QueryMsg>(query).unwrap();
    assert_eq!(execute.len(), 6);
    for example in execute {
        serde_json::from_str::<liquidator::ExecuteMsg>(example).expect(example);
    }
}

#[test]
fn every_example_of_the_oracle_messages_is_understood() {
    let messages = examples(include_str!("../src/oracle/msg.rs"));
    serde_json::from_str::<oracle::InstantiateMsg>(&messages[0]).unwrap();
    for example in &messages[1..] {
        let executes = serde_json::from_str::<oracle::ExecuteMsg>(example).is_ok();
        let queries = serde_json::from_str::<oracle::QueryMsg>(example).is_ok();
        assert!(executes || queries, "{example}");
    }
}

#[test]
fn every_lending_message_has_an_example() {
    // the first example is that of instantiating, the last that of the cw20 hook
    let execute = verbs(include_str!("../src/lending/msg.rs"));
    assert_eq!(execute.len(), 1 + 26 + 1, "{execute:?}");
    let query = verbs(include_str!("../src/lending/query.rs"));
    assert_eq!(query.len(), 15, "{query:?}");
}

#[test]
fn unknown_fields_are_refused() {
    let typo = r#"{"borrow": {"asset": {"native": "uusdc"}, "amount": "1", "reciepient": "eve"}}"#;
    let error = serde_json::from_str::<lending::ExecuteMsg>(typo).unwrap_err();
    assert!(error.to_string().contains("reciepient"), "{error}");
}

#[test]
fn a_sub_account_is_0_if_absent() {
    let text = r#"{"health": {"account": {"owner": "alice"}}}"#;
    let found: lending::QueryMsg = serde_json::from_str(text).unwrap();
    let account = ballast_interface::AccountId::main("alice");
    assert_eq!(found, lending::QueryMsg::Health { account });
}
