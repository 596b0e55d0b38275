//! Bytes that other implementations of the same messages made (neutron-std 5.1, osmosis-std 0.26), and the JSON of a chain.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)] // a test may stop at the first surprise

use super::*;

fn bytes(hex: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(byte).collect()
}

fn atom() -> ConnectPrice {
    ConnectPrice {
        price: "6470160093122".to_owned(),
        decimals: 8,
        block_height: 12_345_678,
        nonce: 5,
    }
}

#[test]
fn slinky_is_asked_for_a_pair_of_two_texts() {
    assert_eq!(
        ConnectModule::Slinky.request("ATOM", "USD"),
        bytes("0a0b0a0441544f4d1203555344")
    );
}

#[test]
fn connect_is_asked_for_a_pair_in_one_text() {
    // field 1, 8 bytes: ATOM/USD
    assert_eq!(
        ConnectModule::Connect.request("ATOM", "USD"),
        bytes("0a0841544f4d2f555344")
    );
}

#[test]
fn a_price_of_the_oracle_module_in_protobuf() {
    let answer =
        bytes("0a210a0d36343730313630303933313232120b0880e2cfaa0610959aef3a18cec2f105100518082002");
    assert_eq!(read_connect(&answer), Ok(atom()));
}

#[test]
fn the_same_price_in_json() {
    let answer =
        br#"{"price":{"price":"6470160093122","block_timestamp":"2023-11-14T22:13:20.123456789Z",
        "block_height":"12345678"},"nonce":"5","decimals":"8","id":"2"}"#;
    assert_eq!(read_connect(answer), Ok(atom()));
}

#[test]
fn a_pair_without_a_price_yet() {
    let protobuf = bytes("18082002");
    assert_eq!(read_connect(&protobuf), Err(ModuleError::NoPrice));
    let json = br#"{"price":null,"nonce":"0","decimals":"8","id":"2"}"#;
    assert_eq!(read_connect(json), Err(ModuleError::NoPrice));
    assert_eq!(read_connect(b""), Err(ModuleError::NoPrice));
}

#[test]
fn the_mean_of_a_pool_is_asked_since_a_time() {
    let request = TwapRequest {
        pool_id: 1,
        base: "ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2",
        quote: "uosmo",
        since: 1_699_998_200,
    };
    assert_eq!(
        twap_request(&request),
        bytes("080112446962632f323733393446423039324432454343443536313233433734463336453443314639323630303143454144413943413937454136323242323546343145354542321a05756f736d6f220608f8d3cfaa06")
    );
}

#[test]
fn a_mean_is_digits_in_protobuf_and_a_decimal_in_json() {
    let digits = |text: &str, scale| TwapText {
        text: text.to_owned(),
        scale,
    };
    assert_eq!(
        read_twap(&bytes("0a1336313233343536373839303132333435363738")),
        Ok(digits("6123456789012345678", 18))
    );
    assert_eq!(
        read_twap(br#"{"geometric_twap":"6.123456789012345678"}"#),
        Ok(digits("6.123456789012345678", 0))
    );
}

#[test]
fn anything_else_is_an_error() {
    let connect = ModuleError::Unreadable {
        expected: "GetPriceResponse",
    };
    for answer in [&b"{}"[..], b"null", b"\x0a\xff", b"\x08"] {
        assert_eq!(read_connect(answer), Err(connect.clone()), "{answer:?}");
        assert!(read_twap(answer).is_err(), "{answer:?}");
    }
}
