//! The JSON that contracts read is the JSON that everybody writes.
#![allow(clippy::unwrap_used, clippy::panic)] // a test may stop at the first surprise

use ballast_interface::lending::ExecuteMsg;
use ballast_interface::AssetId;
use cosmwasm_std::{from_json, to_json_string};

/// alice borrows one unit of a token whose name is written like this.
fn borrow(name: &str) -> String {
    format!(r#"{{"borrow": {{"asset": {{"native": "{name}"}}, "amount": "1"}}}}"#)
}

fn name(message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::Borrow {
            asset: AssetId::Native(name),
            ..
        } => name,
        other => panic!("{other:?} is no borrow"),
    }
}

/// A whale, a wave, the first and the last code point beyond the basic plane, a treble clef. U+1F40B is 0xF40B above
/// U+10000: its upper ten bits above 0xD800 are 0xD83D, its lower ten above 0xDC00 are 0xDC0B.
#[test]
fn characters_beyond_the_basic_plane_are_read_from_surrogate_pairs() {
    let pairs = r"\ud83d\udc0b\ud83c\udf0a\ud800\udc00\udbff\udfff\ud834\udd1e";
    let expected = "\u{1F40B}\u{1F30A}\u{10000}\u{10FFFF}\u{1D11E}";
    let text = borrow(pairs);
    assert_eq!(name(from_json(&text).unwrap()), expected);
    let by_serde: ExecuteMsg = serde_json::from_str(&text).unwrap();
    assert_eq!(name(by_serde), expected);
}

#[test]
fn half_a_pair_is_refused() {
    for half in [r"\ud83d", r"\udc0b", r"\ud83d whale", r"\ud83d\ud83d"] {
        let text = borrow(half);
        assert!(from_json::<ExecuteMsg>(&text).is_err(), "{half}");
        assert!(serde_json::from_str::<ExecuteMsg>(&text).is_err(), "{half}");
    }
}

#[test]
fn what_is_written_is_read_again_by_everybody() {
    let awkward = "quote \" backslash \\ tab \t bell \u{7} whale \u{1F40B}";
    let text = to_json_string(&awkward).unwrap();
    assert_eq!(from_json::<String>(&text).unwrap(), awkward);
    assert_eq!(serde_json::from_str::<String>(&text).unwrap(), awkward);
}
