//! Every shape of a type that serde knows, and every way for a text not to fit it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)] // a test may stop at the first surprise

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json_wasm::{from_str, to_string};
use std::collections::BTreeMap;
use std::fmt::Debug;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Order {
    Nothing,
    Wrapped(u8),
    Pair(u8, String),
    Named { amount: u128, to: Option<String> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    one: u8,
    #[serde(default)]
    two: Option<bool>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Count(u64),
    Name(String),
    Both { count: i64, name: char },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Meters(i32);

/// Written as `text`, read back from it, and the same to serde_json.
fn is<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, text: &str) {
    assert_eq!(to_string(value).unwrap(), text);
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    assert_eq!(&from_str::<T>(text).unwrap(), value);
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let half = from_str::<T>(&text[..end]);
        let theirs = serde_json::from_str::<T>(&text[..end]);
        assert_eq!(half.ok(), theirs.ok(), "the first {end} bytes of {text}");
    }
}

fn refused<T: DeserializeOwned + Debug>(text: &str, why: &str) {
    assert_eq!(from_str::<T>(text).unwrap_err().to_string(), why, "{text}");
}

#[test]
fn variants() {
    is(&Order::Nothing, r#""nothing""#);
    is(&Order::Wrapped(7), r#"{"wrapped":7}"#);
    is(&Order::Pair(7, "x".to_owned()), r#"{"pair":[7,"x"]}"#);
    let to = Some("bob".to_owned());
    is(
        &Order::Named { amount: 10, to },
        r#"{"named":{"amount":10,"to":"bob"}}"#,
    );
    is(
        &Order::Named {
            amount: u128::MAX,
            to: None,
        },
        &format!(r#"{{"named":{{"amount":{},"to":null}}}}"#, u128::MAX),
    );
}

#[test]
fn structs_tuples_and_units() {
    is(&Strict { one: 1, two: None }, r#"{"one":1,"two":null}"#);
    is(&(1_u8, "ß".to_owned(), true, ()), r#"[1,"ß",true,null]"#);
    is(&Unit, "null");
    is(&Meters(-5), "-5");
    is(&Some(Meters(0)), "0");
    is(&Vec::<u8>::new(), "[]");
}

#[test]
fn maps_with_keys_that_are_numbers() {
    is(
        &BTreeMap::from([(1_u64, 'a'), (22, 'b')]),
        r#"{"1":"a","22":"b"}"#,
    );
    is(&BTreeMap::from([(-1_i32, Some(false))]), r#"{"-1":false}"#);
    is(
        &BTreeMap::from([("a\"b".to_owned(), 1_u8)]),
        r#"{"a\"b":1}"#,
    );
    is(&BTreeMap::<String, u8>::new(), "{}");
    for key in [
        r#"" 1""#, r#""1 ""#, r#""""#, r#""1.0""#, r#""+1""#, r#""01""#, "1",
    ] {
        let text = format!("{{{key}:true}}");
        assert!(from_str::<BTreeMap<u64, bool>>(&text).is_err(), "{text}");
    }
}

#[test]
fn untagged_ones() {
    is(&Either::Count(7), "7");
    is(&Either::Name("7".to_owned()), r#""7""#);
    is(
        &Either::Both {
            count: -7,
            name: '💩',
        },
        r#"{"count":-7,"name":"💩"}"#,
    );
}

#[test]
fn escapes() {
    let text = r#""\u0041\ud83d\ude00\b\f\n\r\t\/\\\"""#;
    assert_eq!(
        from_str::<String>(text).unwrap(),
        "A😀\u{8}\u{c}\n\r\t/\\\""
    );
    is(
        &"\u{1}\u{1f}\u{7f}\u{8}".to_owned(),
        "\"\\u0001\\u001f\u{7f}\\b\"",
    );
    for lone in [
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83dx""#,
        r#""\ud83dA""#,
        r#""\u12""#,
        r#""\x""#,
    ] {
        assert!(from_str::<String>(lone).is_err(), "{lone}");
    }
}

#[test]
fn fields_in_any_order_and_space_anywhere() {
    let text = " { \"two\" :\n true ,\t\"one\"\r: 1 } ";
    assert_eq!(
        from_str::<Strict>(text).unwrap(),
        Strict {
            one: 1,
            two: Some(true)
        }
    );
    assert_eq!(
        from_str::<Strict>(r#"{"\u006fne":1}"#).unwrap(),
        Strict { one: 1, two: None }
    );
}

#[test]
fn what_does_not_fit_a_type_is_refused() {
    refused::<Strict>("{}", "missing field `one`");
    refused::<Strict>(
        r#"{"one":1,"three":3}"#,
        "unknown field `three`, expected `one` or `two`",
    );
    refused::<Strict>(r#"{"one":1,"one":2}"#, "duplicate field `one`");
    refused::<Strict>(
        r#"{"one":256}"#,
        "invalid value: integer `256`, expected u8",
    );
    refused::<Strict>(
        r#"{"one":-1}"#,
        "expected an integer that is not negative at byte 9",
    );
    refused::<Strict>(r#"{"one":"1"}"#, "expected an integer at byte 7");
    refused::<Order>(
        r#""wrapped""#,
        "expected the content of a variant at byte 9",
    );
    refused::<Order>(
        r#"{"nothing":null}"#,
        "expected no content, the name alone at byte 11",
    );
    refused::<Order>(
        r#"{"sell":1}"#,
        "unknown variant `sell`, expected one of `nothing`, `wrapped`, `pair`, `named`",
    );
    refused::<Order>(
        r#"{"wrapped":1,"pair":[1,"x"]}"#,
        "expected the end of a list or object at byte 12",
    );
}

#[test]
fn what_no_contract_computes_with_is_refused() {
    refused::<u8>(
        "1.0",
        "expected an integer without fraction or exponent at byte 1",
    );
    refused::<u8>(
        "1e3",
        "expected an integer without fraction or exponent at byte 1",
    );
    refused::<u8>("01", "expected no digit behind a leading zero at byte 1");
    refused::<u8>("NaN", "expected an integer at byte 0");
    refused::<f64>("1", "expected a type without floats at byte 0");
    let large = "340282366920938463463374607431768211456";
    refused::<u128>(large, "expected an integer of at most 128 bits at byte 38");
    refused::<u64>(
        "18446744073709551616",
        "expected at most 64 bits at byte 20",
    );
    assert!(to_string(&1.5_f64).is_err());
    assert!(to_string(&BTreeMap::from([(Some(true), 1)])).is_err());
}

#[test]
fn nesting_has_an_end() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(from_str::<serde::de::IgnoredAny>(&nested(128)).is_ok());
    refused::<serde::de::IgnoredAny>(&nested(129), "nested more than 128 deep");
    refused::<serde_json::Value>(&nested(100_000), "nested more than 128 deep");
    refused::<serde_json::Value>(&"{\"a\":".repeat(200), "nested more than 128 deep");
}
