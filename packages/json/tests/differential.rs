//! The same as `serde_json`, which nobody doubts, on values and texts that a generator makes up.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json_wasm::{from_slice, to_vec};

/// Characters that a writer must escape or may, of one to four bytes.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            any::<char>(),
            prop::char::range('\0', '\u{ff}'),
            prop::sample::select(vec![
                '"',
                '\\',
                '/',
                '\n',
                '\u{7f}',
                '\u{2028}',
                'ß',
                '\u{1f4a9}'
            ])
        ],
        0..24,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u64..100).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((text(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A text of JSON with space in it and up to three bytes changed, gone or put in.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop::sample::select(b"\"\\{}[],:0123456789-.eEtfnu \n\t\0\x7f\xc3\xff/ab".to_vec());
    let change = (any::<prop::sample::Index>(), byte, 0_u8..3);
    let changes = proptest::collection::vec(change, 0..4);
    (value(), any::<bool>(), changes).prop_map(|(value, wide, changes)| {
        let mut text = match wide {
            true => serde_json::to_vec_pretty(&value).unwrap(),
            false => serde_json::to_vec(&value).unwrap(),
        };
        for (place, byte, how) in changes {
            let at = place.index(text.len().max(1)).min(text.len());
            match how {
                0 if at < text.len() => text[at] = byte,
                1 if at < text.len() => drop(text.remove(at)),
                _ => text.insert(at, byte),
            }
        }
        text
    })
}

fn has_float(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(has_float),
        Value::Object(fields) => fields.values().any(has_float),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_is_written_is_the_same_text(value in value()) {
        let ours = to_vec(&value).unwrap();
        prop_assert_eq!(ours, serde_json::to_vec(&value).unwrap());
    }

    #[test]
    fn what_is_read_is_the_same_value(value in value()) {
        let narrow = serde_json::to_vec(&value).unwrap();
        let wide = serde_json::to_vec_pretty(&value).unwrap();
        prop_assert_eq!(&from_slice::<Value>(&narrow).unwrap(), &value);
        prop_assert_eq!(&from_slice::<Value>(&wide).unwrap(), &value);
    }

    #[test]
    fn a_text_is_read_exactly_where_it_is_json(text in nearly_json()) {
        let ours = from_slice::<Value>(&text).ok();
        // integers beyond 64 bits, -0, fractions: all floats to serde_json
        let theirs = serde_json::from_slice::<Value>(&text).ok();
        if !theirs.as_ref().is_some_and(has_float) {
            prop_assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn what_is_skipped_is_json_too(text in nearly_json()) {
        let ours = from_slice::<IgnoredAny>(&text).is_ok();
        if let Ok(value) = serde_json::from_slice::<Value>(&text) {
            prop_assert!(ours || has_float(&value), "{}", String::from_utf8_lossy(&text));
        } else if ours {
            // a number that no float holds, the half of a pair of surrogates in a name: nothing else
            let lenient = serde_json::from_slice::<IgnoredAny>(&text);
            prop_assert!(lenient.is_ok(), "{}", String::from_utf8_lossy(&text));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let ours = from_slice::<Value>(&bytes).is_ok();
        prop_assert!(!ours || serde_json::from_slice::<Value>(&bytes).is_ok());
    }

    #[test]
    fn every_128_bit_integer_survives(unsigned: u128, signed: i128, small: i8) {
        let numbers = (unsigned, signed, small, u64::MAX, i64::MIN);
        let text = to_vec(&numbers).unwrap();
        prop_assert_eq!(&text, &serde_json::to_vec(&numbers).unwrap());
        prop_assert_eq!(from_slice::<(u128, i128, i8, u64, i64)>(&text).unwrap(), numbers);
    }
}
