#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

use super::*;

fn path(json: &str) -> Path {
    serde_json::from_str(json).unwrap()
}

fn scale_of(json: &str) -> Scale {
    serde_json::from_str(json).unwrap()
}

/// The rate at a path in a text, rounded to both sides.
fn read(answer: &str, value: &str, scale: &str) -> Result<(u128, u128), AnswerError> {
    let (value, scale) = (path(value), scale_of(scale));
    let shape = AnswerShape {
        value: &value,
        scale: &scale,
        divide_by: None,
        time: None,
        decimals: None,
    };
    let rate = read_answer(answer.as_bytes(), &shape)?.rate;
    Ok((rate.low.raw(), rate.high.raw()))
}

fn exact(answer: &str, value: &str, scale: &str) -> u128 {
    let (low, high) = read(answer, value, scale).unwrap();
    assert_eq!(low, high);
    low
}

#[test]
fn a_redemption_rate_beside_its_time() {
    let stride = r#"{"redemption_rate":"1.1","update_time":1700000000}"#;
    assert_eq!(
        exact(stride, r#"["redemption_rate"]"#, "0"),
        1_100_000_000_000_000_000
    );
}

#[test]
fn the_whole_answer_is_a_string() {
    assert_eq!(exact(r#""1.23""#, "[]", "0"), 1_230_000_000_000_000_000);
    assert_eq!(exact(" 5 ", "[]", "0"), 5_000_000_000_000_000_000);
}

#[test]
fn twenty_seven_digits_round_to_both_sides() {
    let prec = r#""1.234567890123456789012345678""#;
    assert_eq!(
        read(prec, "[]", "0").unwrap(),
        (1_234_567_890_123_456_789, 1_234_567_890_123_456_790)
    );
    // trailing zeros are no digits
    assert_eq!(
        exact(r#""1.500000000000000000000000000""#, "[]", "0"),
        1_500_000_000_000_000_000
    );
}

#[test]
fn a_scale_in_the_message_or_in_the_answer() {
    assert_eq!(
        exact(r#"{"rate":"9870000000000000000"}"#, r#"["rate"]"#, "18"),
        9_870_000_000_000_000_000
    );
    let pyth = r#"{"price_feed":{"price":{"price":"987654321","conf":"1","expo":-8}}}"#;
    let (price, expo) = (
        r#"["price_feed","price","price"]"#,
        r#"["price_feed","price","expo"]"#,
    );
    assert_eq!(exact(pyth, price, expo), 9_876_543_210_000_000_000);
    let decimals = r#"{"price":"6470160093122","decimals":"8"}"#;
    assert_eq!(
        exact(decimals, r#"["price"]"#, r#"["decimals"]"#),
        64_701_600_931_220_000_000_000
    );
}

#[test]
fn integers_of_thirty_eight_digits_stand_bare_or_quoted() {
    // 10^38 − 1 of 1e-18 each: 99999999999999999999.999999999999999999
    let nines = "99999999999999999999999999999999999999";
    let bare = format!(r#"{{"a":1,"rate":{nines},"b":[2.5,-1e9,true,null]}}"#);
    assert_eq!(exact(&bare, r#"["rate"]"#, "18").to_string(), nines);
    let quoted = format!(r#"{{"rate":"{nines}"}}"#);
    assert_eq!(exact(&quoted, r#"["rate"]"#, "18").to_string(), nines);
    let more = format!(r#"{{"rate":"{nines}0"}}"#);
    assert!(matches!(
        read(&more, r#"["rate"]"#, "18"),
        Err(AnswerError::NotANumber { .. })
    ));
}

#[test]
fn floats_beside_are_skipped_and_never_read() {
    let answer = r#"{"a":1.5,"nested":{"x":[1e300,{"y":-0.1}]},"rate":"2","z":1E-5}"#;
    assert_eq!(exact(answer, r#"["rate"]"#, "0"), 2_000_000_000_000_000_000);
    assert!(read(answer, r#"["a"]"#, "0").is_err());
    assert!(read("1.5", "[]", "0").is_err());
}

#[test]
fn arrays_by_index() {
    let eris = r#"[[1700000000,"1.2"],[1700086400,"1.3"]]"#;
    assert_eq!(exact(eris, "[1,1]", "0"), 1_300_000_000_000_000_000);
    assert_eq!(
        read(eris, "[2,1]", "0"),
        Err(AnswerError::NotFound {
            path: "`$[2][1]`".to_owned()
        })
    );
}

#[test]
fn a_quotient_of_two_paths() {
    let milky =
        r#"{"total_native_token":"4000001","total_liquid_stake_token":"3000000","rate":"0.75"}"#;
    let (value, by) = (
        path(r#"["total_native_token"]"#),
        path(r#"["total_liquid_stake_token"]"#),
    );
    let shape = AnswerShape {
        value: &value,
        scale: &Scale::Digits(0),
        divide_by: Some(&by),
        time: None,
        decimals: None,
    };
    let rate = read_answer(milky.as_bytes(), &shape).unwrap().rate;
    // 4000001 / 3000000 = 1.333333666…
    assert_eq!(rate.low.raw(), 1_333_333_666_666_666_666);
    assert_eq!(rate.high.raw(), 1_333_333_666_666_666_667);
}

#[test]
fn base_units_of_tokens_with_different_decimals() {
    // 0.0000000000098 uusdc for a base unit of 18 decimals: 9.8 USDC for a whole token
    let (value, scale) = (path(r#"["price"]"#), Scale::Digits(0));
    let shape = |decimals| AnswerShape {
        value: &value,
        scale: &scale,
        divide_by: None,
        time: None,
        decimals: Some(decimals),
    };
    let answer = br#"{"timestamp":1,"price":"0.0000000000098"}"#;
    let read = |asset, quote| read_answer(answer, &shape(Decimals { asset, quote }));
    let rate = read(18, 6).unwrap().rate;
    assert_eq!(rate.low.raw(), 9_800_000_000_000_000_000);
    assert_eq!(rate.low, rate.high);
    assert_eq!(read(6, 18), Err(AnswerError::Zero));
}

#[test]
fn times_in_seconds_and_nanoseconds() {
    let answer =
        br#"{"v":"1","s":1700000000,"ns":"1700000000123456789","never":18446744073709551615}"#;
    let value = path(r#"["v"]"#);
    let time = |key: &str, unit| {
        let time = TimePath {
            path: path(&format!(r#"["{key}"]"#)),
            unit,
        };
        let shape = AnswerShape {
            value: &value,
            scale: &Scale::Digits(0),
            divide_by: None,
            time: Some(&time),
            decimals: None,
        };
        read_answer(answer, &shape).unwrap().time
    };
    assert_eq!(time("s", TimeUnit::S), Some(1_700_000_000));
    assert_eq!(time("ns", TimeUnit::Ns), Some(1_700_000_000));
    assert_eq!(time("never", TimeUnit::S), Some(u64::MAX));
}

#[test]
fn what_is_no_rate_is_refused() {
    for answer in [
        r#"{"v":"-1"}"#,
        r#"{"v":-1}"#,
        r#"{"v":"+1"}"#,
        r#"{"v":"1e3"}"#,
        r#"{"v":""}"#,
        r#"{"v":"."}"#,
        r#"{"v":"1."}"#,
        r#"{"v":".5"}"#,
        r#"{"v":" 1"}"#,
        r#"{"v":"0x10"}"#,
        r#"{"v":"NaN"}"#,
        r#"{"v":"0"}"#,
        r#"{"v":0}"#,
        r#"{"v":"0.0000000000000000009"}"#,
        r#"{"v":true}"#,
        r#"{"v":null}"#,
        r#"{"v":{}}"#,
        r#"{"v":["1"]}"#,
        r#"{"w":"1"}"#,
        r#"{"v":"1","v":"2"}"#,
        r#"{"v":"1"} x"#,
        r#"{"v":"1""#,
        r#"["1"]"#,
        "",
    ] {
        assert!(read(answer, r#"["v"]"#, "0").is_err(), "{answer}");
    }
}

#[test]
fn a_long_answer_is_not_read() {
    let long = format!(r#"{{"v":"1","w":"{}"}}"#, "x".repeat(4_096));
    assert_eq!(
        read(&long, r#"["v"]"#, "0"),
        Err(AnswerError::TooLong { found: 4_112 })
    );
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let deep = format!(
        r#"{{"v":"1","w":{}{}}}"#,
        "[".repeat(1_000),
        "]".repeat(1_000)
    );
    assert!(read(&deep, r#"["v"]"#, "0").is_err());
}

#[test]
fn paths_and_scales_of_messages_have_bounds() {
    let path = |text| serde_json::from_str::<Path>(text);
    assert!(path(r#"["a",1,"b",2]"#).is_ok());
    assert!(path(r#"["a",1,"b",2,"c"]"#).is_err());
    assert!(path(r#"[-1]"#).is_err());
    let scale = |text| serde_json::from_str::<Scale>(text);
    assert_eq!(scale("38").unwrap(), Scale::Digits(38));
    assert!(scale("39").is_err());
    assert!(scale("-8").is_err());
    for text in ["18", r#"["price",0]"#] {
        assert_eq!(serde_json::to_string(&scale(text).unwrap()).unwrap(), text);
    }
}
