//! Whoever follows events asks the chain for them by `wasm-type.attribute`: the names must be what its query language reads.

const NAMES: &str = include_str!("../../packages/interface/src/event.rs");

/// The texts of the constants of one module of the names.
fn names(module: &str) -> Vec<&'static str> {
    let begin = NAMES.find(&format!("pub mod {module} {{")).unwrap();
    let body = NAMES[begin..].split_once("\n}").unwrap().0;
    let quoted = body.lines().filter(|line| line.contains("pub const"));
    quoted.map(|line| line.split('"').nth(1).unwrap()).collect()
}

/// A tag as CometBFT scans one: a letter, a digit or `_` first (a digit makes a number), then those, `.` and `-`.
fn is_tag(text: &str) -> bool {
    let first = |c: char| c == '_' || c.is_alphabetic();
    let other = |c: char| c == '.' || c == '-' || c == '_' || c.is_alphanumeric();
    let keyword = ["TIME", "DATE", "AND", "EXISTS", "CONTAINS"].contains(&text);
    text.starts_with(first) && text.chars().all(other) && !keyword
}

/// `tag='value'` or `tag EXISTS`, several between ` AND `.
fn parses(query: &str) -> bool {
    let condition = |text: &str| match text.split_once('=') {
        Some((tag, value)) => {
            let inside = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\''));
            is_tag(tag) && inside.is_some_and(|value| !value.contains('\''))
        }
        None => text.strip_suffix(" EXISTS").is_some_and(is_tag),
    };
    query.split(" AND ").all(condition)
}

#[test]
fn every_event_can_be_subscribed_to_and_searched() {
    let types = [names("lending"), names("oracle")].concat();
    assert!(types.len() > 40, "{}", types.len());
    for name in types {
        for key in names("key") {
            let query = format!("tm.event='Tx' AND wasm-{name}._contract_address='wasm1x'");
            assert!(parses(&query), "{query}");
            let query = format!("wasm-{name}.{key}='1' AND wasm-{name}.{key} EXISTS");
            assert!(parses(&query), "{query}");
        }
    }
}

#[test]
fn no_two_events_share_a_name_and_a_slash_is_none() {
    let mut types = [names("lending"), names("oracle")].concat();
    let all = types.len();
    types.sort_unstable();
    types.dedup();
    assert_eq!(types.len(), all);
    assert!(!parses("wasm-ballast/deposit.account='x'"));
}
