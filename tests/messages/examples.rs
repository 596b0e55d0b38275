//! Every documented message, sent as it stands to a market in which everything is set: it is done, and nothing but what it
//! names changes.

use ballast_interface::event::lending as name;
use ballast_interface::lending::{CapChange, CapsUpdate, PausableAction, StewardLimits};
use ballast_risk::{Amount, Ratio};
use ballast_testing::{events, risk, Suite};
use cosmwasm_std::Coin;
use serde_json::{json, Value};

const EXECUTE: &str = include_str!("../../packages/interface/src/lending/msg.rs");
const QUERIES: &str = include_str!("../../packages/interface/src/lending/query.rs");
const LENS: &str = include_str!("../../packages/interface/src/lens/msg.rs");

/// How one example is sent.
struct Sent {
    verb: &'static str,
    by: &'static str,
    coins: &'static str,
    /// Who stands for `wasm1…`.
    named: &'static str,
    /// ATOM at this price.
    atom: &'static str,
    /// What of the settings it names.
    changes: &'static [&'static str],
}

const fn sent(verb: &'static str, by: &'static str, named: &'static str) -> Sent {
    Sent {
        verb,
        by,
        coins: "",
        named,
        atom: "10",
        changes: &[],
    }
}

impl Sent {
    const fn with(mut self, coins: &'static str) -> Self {
        self.coins = coins;
        self
    }

    const fn at(mut self, atom: &'static str) -> Self {
        self.atom = atom;
        self
    }

    const fn changing(mut self, changes: &'static [&'static str]) -> Self {
        self.changes = changes;
        self
    }
}

/// All but `receive`, which a token sends, `list_asset`, which names an asset that is there already, and flash loans, which
/// contracts take.
const ALL: [Sent; 21] = [
    sent("deposit", "alice", "").with("5 uatom"),
    sent("withdraw", "alice", ""),
    sent("borrow", "alice", ""),
    sent("repay", "bob", "alice").with("5000000 uusdc"),
    sent("shift", "alice", ""),
    sent("batch", "alice", "").with("100000000 uatom"),
    sent("set_operator", "alice", "bob"),
    sent("liquidate", "lena", "alice")
        .with("50000000 uusdc")
        .at("1.5"),
    sent("liquidate_many", "lena", "alice")
        .with("50000000 uusdc")
        .at("1.5"),
    sent("write_off", "lena", "alice").at("0.0001"),
    sent("update_asset", "owner", "").changing(&["uatom.caps.supply_cap"]),
    sent("update_correlations", "owner", "").changing(&["correlations.scenarios"]),
    sent("ramp", "owner", "").changing(&["uatom.ramp.ends_at", "uatom.ramp.to"]),
    sent("update_config", "owner", "another oracle").changing(&["config.oracle"]),
    sent("set_roles", "owner", "gina").changing(&["roles.guardian"]),
    sent("pause", "owner", "").changing(&["uatom.pauses.supply", "uatom.pauses.borrow"]),
    sent("unpause", "owner", ""),
    sent("withdraw_reserves", "owner", "lena"),
    sent("accrue", "bob", ""),
    sent("update_ownership", "owner", "lena").changing(&["roles.pending_owner"]),
    sent("liquidate_pro_rata", "lena", "alice").at("1.5"),
];

/// Both caps, every role, a scenario, a ramp and a pause; Alice owes 100 USDC against 100 ATOM, Bob 30 ATOM against 900 USDC.
fn everything_set() -> Suite {
    // documented times are not over yet
    let mut suite = Suite::builder().pair().time(1_699_000_000).build().unwrap();
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.borrow("alice", "100 USDC").unwrap();
    suite.borrow("bob", "30 ATOM").unwrap();
    suite.supply("lena/1", "100 USDC").unwrap();
    let cap = |cap| Some(CapChange::Set(Amount::new(cap)));
    let caps = CapsUpdate {
        supply_cap: cap(5_000_000_000_000),
        borrow_cap: cap(600_000_000),
    };
    for ticker in ["ATOM", "USDC"] {
        let caps = caps.clone();
        suite.govern(
            suite
                .msg()
                .update(ticker, |update| update.caps = Some(caps)),
        );
    }
    let limits = StewardLimits {
        max_factor_step: Ratio::percent(1),
        max_cap_step: Ratio::percent(10),
        min_interval: 172_800,
    };
    suite.govern(suite.msg().set_roles(Some("gustav"), Some(limits)));
    let scenarios =
        r#"{"update_correlations": {"scenarios": [{"name": "june", "moves": {"uusdc": "-0.1"}}]}}"#;
    suite.tell_text("owner", scenarios).unwrap();
    suite.govern(suite.msg().pause("USDC", &[PausableAction::Supply], None));
    let target = risk(["0.5", "0.55", "1.45"], "atom");
    suite.govern(suite.msg().ramp("ATOM", target, 10 * 86_400));
    suite.pass_days(2);
    suite
}

/// All settings, by name.
fn settings(suite: &Suite) -> Value {
    let lending = suite.contract("lending");
    let ask = |query: &str| suite.ask_text(&lending, query).unwrap();
    json!({
        "uatom": ask(r#"{"asset": {"asset": {"native": "uatom"}}}"#),
        "uusdc": ask(r#"{"asset": {"asset": {"native": "uusdc"}}}"#),
        "config": ask(r#"{"config": {}}"#),
        "roles": ask(r#"{"roles": {}}"#),
        "correlations": ask(r#"{"correlations": {}}"#),
    })
}

/// The paths at which two values differ.
fn differences(path: &str, old: &Value, new: &Value, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) if old.keys().eq(new.keys()) => {
            for (key, value) in old {
                let path = format!("{path}.{key}");
                differences(path.trim_start_matches('.'), value, &new[key], found);
            }
        }
        _ if old != new => found.push(path.to_owned()),
        _ => {}
    }
}

/// The fenced JSON of a file's documentation.
fn examples(source: &str) -> Vec<String> {
    let lines = source.lines().map(str::trim_start);
    let lines = lines.filter_map(|line| line.strip_prefix("///"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let fenced = text.split("```json\n").skip(1);
    fenced
        .map(|rest| rest.split("```").next().unwrap().replace('\n', " "))
        .collect()
}

fn verb(example: &str) -> String {
    let message: Value = serde_json::from_str(example).expect(example);
    message.as_object().unwrap().keys().next().unwrap().clone()
}

/// The documented message with a name in the place of `wasm1…`.
fn example(source: &str, sent_as: &str, named: &str) -> String {
    let all = examples(source);
    let found = all.into_iter().find(|text| verb(text) == sent_as);
    found.expect(sent_as).replace("wasm1…", named)
}

fn address(suite: &mut Suite, name: &str) -> String {
    if name != "another oracle" {
        return suite.who(name).to_string();
    }
    let other = suite.another_oracle();
    for ticker in ["ATOM", "USDC"] {
        let quote = suite.price_of(ticker);
        suite.quote_at(&other, ticker, quote);
    }
    other.to_string()
}

fn coins(text: &str) -> Vec<Coin> {
    let texts = text.split(',').filter(|text| !text.is_empty());
    texts
        .map(|text| text.replace(' ', "").parse().unwrap())
        .collect()
}

#[test]
fn a_documented_message_changes_nothing_but_what_it_names() {
    let mut suite = everything_set();
    for sent in ALL {
        suite.trial(|suite| {
            let named = address(suite, sent.named);
            suite.price("ATOM", sent.atom);
            let before = settings(suite);
            let text = example(EXECUTE, sent.verb, &named);
            let lending = suite.contract("lending");
            let done = suite.send_text(sent.by, &lending, &text, coins(sent.coins));
            done.unwrap_or_else(|refused| panic!("{text}: {refused}"));
            let mut found = Vec::new();
            differences("", &before, &settings(suite), &mut found);
            let mut expected = sent.changes.to_vec();
            found.sort();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        });
    }
}

#[test]
fn every_documented_message_is_among_them() {
    let known: Vec<&str> = ALL.iter().map(|sent| sent.verb).collect();
    let all = examples(EXECUTE);
    // the first instantiates, the last is the hook's
    for text in &all[1..all.len() - 1] {
        let verb = verb(text);
        let elsewhere = [
            "receive",
            "list_asset",
            "flash_loan",
            "return_flash",
            "settle_flash",
        ];
        let elsewhere = elsewhere.contains(&verb.as_str());
        assert!(elsewhere || known.contains(&verb.as_str()), "{verb}");
    }
}

#[test]
fn the_documented_listing_lists_what_it_names_and_touches_nothing_else() {
    let mut suite = Suite::builder().pair().unlisted().build().unwrap();
    suite.price("USDC", "1");
    suite.govern(suite.msg().list("USDC", |_| ()));
    suite.price("ATOM", "10");
    let lending = suite.contract("lending");
    let usdc = r#"{"asset": {"asset": {"native": "uusdc"}}}"#;
    let before = suite.ask_text(&lending, usdc).unwrap();
    let text = example(EXECUTE, "list_asset", "");
    suite.tell_text("owner", &text).unwrap();
    assert_eq!(suite.ask_text(&lending, usdc).unwrap(), before);
    let parameters = suite.parameters("ATOM");
    assert_eq!(
        parameters.caps.supply_cap,
        Some(Amount::new(5_000_000_000_000))
    );
    assert!(!parameters.seeded);
}

#[test]
fn every_documented_question_is_answered() {
    let suite = everything_set();
    let alice = suite.who("alice").to_string();
    for (of, source) in [("lending", QUERIES), ("lens", LENS)] {
        let contract = suite.contract(of);
        for text in examples(source) {
            if verb(&text) == "lending" {
                // instantiates the lens
                continue;
            }
            let text = text.replace("wasm1…", &alice);
            let healthy = ["liquidation_quote", "pro_rata_quote"].contains(&verb(&text).as_str());
            let answer = suite.ask_text(&contract, &text);
            assert_eq!(answer.is_err(), healthy, "{text}: {answer:?}");
        }
    }
}

#[test]
fn what_has_a_default_may_be_null() {
    let mut suite = everything_set();
    let lending = suite.contract("lending");
    let null = r#"{"withdraw": {"account": null, "asset": {"native": "uatom"}, "amount": null, "mode": null, "recipient": null}}"#;
    let refused = suite.tell_text("bob", null).unwrap_err().to_string();
    assert!(refused.contains("has nothing of `uatom`"), "{refused}");
    let null = r#"{"deposit": {"account": {"owner": "ALICE", "id": null}, "mode": null}}"#;
    let null = null.replace("ALICE", suite.who("alice").as_str());
    let done = suite.send_text("alice", &lending, &null, coins("5 uatom"));
    assert_eq!(events(&done.unwrap(), name::DEPOSIT).len(), 1);
}
