//! Prices out of other contracts, in the shapes in which those answer.

use super::chain::*;
use super::scripted::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{ExecuteMsg, PriceStatus, SourceSwap};
use ballast_interface::AssetId;
use ballast_oracle::ContractError;

/// One row: what is asked, what is answered, how it is read, and the rate rounded to both sides.
struct Shape {
    of: &'static str,
    asked: &'static str,
    answered: &'static str,
    fields: &'static str,
    low: &'static str,
    high: &'static str,
}

const STRIDE: &str = r#"{"redemption_rate":{"denom":"ibc/AB","params":null}}"#;
const SHAPES: [Shape; 17] = [
    Shape {
        of: "Stride, MilkyWay, Persistence, Drop's adapter: a rate and its time",
        asked: STRIDE,
        answered: r#"{"redemption_rate":"1.234567890123456789","update_time":1699999581}"#,
        fields: r#""value":["redemption_rate"],"scale":0,"time":{"path":["update_time"],"unit":"s"}"#,
        low: "1.234567890123456789",
        high: "1.234567890123456789",
    },
    Shape {
        of: "Stride's metric",
        asked: r#"{"metric":{"key":"ibc/AB_redemption_rate"}}"#,
        answered: r#"{"key":"k","value":"1.25","metric_type":"redemption_rate","update_time":1699999581,"block_height":7,"attributes":null}"#,
        fields: r#""value":["value"],"scale":0,"time":{"path":["update_time"],"unit":"s"}"#,
        low: "1.25",
        high: "1.25",
    },
    Shape {
        of: "Drop's core: a bare string",
        asked: r#"{"exchange_rate":{}}"#,
        answered: r#""1.0731""#,
        fields: r#""value":[],"scale":0"#,
        low: "1.0731",
        high: "1.0731",
    },
    Shape {
        of: "Neutron's lst and maxBTC oracles: a bare string of 27 decimals",
        asked: r#"{"get_redemption_rate":{}}"#,
        answered: r#""1.000000000000000000123456789""#,
        fields: r#""value":[],"scale":0"#,
        low: "1",
        high: "1.000000000000000001",
    },
    Shape {
        of: "Neutron's dasset oracle",
        asked: r#"{"get_redemption_rate":{}}"#,
        answered: r#"{"redemption_rate":"1.0923","update_time":"1699999581"}"#,
        fields: r#""value":["redemption_rate"],"scale":0,"time":{"path":["update_time"],"unit":"s"}"#,
        low: "1.0923",
        high: "1.0923",
    },
    Shape {
        of: "maxBTC's core: nanoseconds",
        asked: r#"{"exchange_rate":{}}"#,
        answered: r#"{"height":12,"timestamp":"1699999581000000000","exchange_rate":"1.0001"}"#,
        fields: r#""value":["exchange_rate"],"scale":0,"time":{"path":["timestamp"],"unit":"ns"}"#,
        low: "1.0001",
        high: "1.0001",
    },
    Shape {
        of: "Eris' hubs",
        asked: STATE,
        answered: r#"{"total_ustake":"5","total_utoken":"6","exchange_rate":"1.2","unlocked_coins":[],"unbonding":"0","available":"0","tvl_utoken":"6"}"#,
        fields: r#""value":["exchange_rate"],"scale":0"#,
        low: "1.2",
        high: "1.2",
    },
    Shape {
        of: "Eris' list of rates: an index, and a time",
        asked: r#"{"exchange_rates":{"limit":1}}"#,
        answered: r#"[[1699999581,"1.31"]]"#,
        fields: r#""value":[0,1],"scale":0,"time":{"path":[0,0],"unit":"s"}"#,
        low: "1.31",
        high: "1.31",
    },
    Shape {
        of: "MilkyWay's staking: what a token redeems for is a quotient",
        asked: STATE,
        answered: r#"{"total_native_token":"4000001","total_liquid_stake_token":"3000000","rate":"0.749999812500046874"}"#,
        fields: r#""value":["total_native_token"],"divide_by":["total_liquid_stake_token"],"scale":0"#,
        low: "1.333333666666666666",
        high: "1.333333666666666667",
    },
    Shape {
        of: "Pyth: strings and numbers, an exponent",
        asked: r#"{"price_feed":{"id":"b00b"}}"#,
        answered: r#"{"price_feed":{"id":"b00b","price":{"price":"987654321","conf":"1","expo":-8,"publish_time":1699999581},"ema_price":{"price":"1","conf":"1","expo":-8,"publish_time":0}}}"#,
        fields: r#""value":["price_feed","price","price"],"scale":["price_feed","price","expo"],"time":{"path":["price_feed","price","publish_time"],"unit":"s"}"#,
        low: "9.87654321",
        high: "9.87654321",
    },
    Shape {
        of: "Stork: 1e18, nanoseconds",
        asked: r#"{"get_latest_canonical_temporal_numeric_value_unchecked":{"id":[1,2,255]}}"#,
        answered: r#"{"temporal_numeric_value":{"timestamp_ns":"1699999581000000001","quantized_value":"9870000000000000001"}}"#,
        fields: r#""value":["temporal_numeric_value","quantized_value"],"scale":18,"time":{"path":["temporal_numeric_value","timestamp_ns"],"unit":"ns"}"#,
        low: "9.870000000000000001",
        high: "9.870000000000000001",
    },
    Shape {
        of: "Band, new: times are strings, and USD's is the largest number",
        asked: r#"{"get_reference_data":{"symbol_pair":["ATOM","USD"]}}"#,
        answered: r#"{"rate":"9870000000000000000","last_updated_base":"1699999581","last_updated_quote":"18446744073709551615"}"#,
        fields: r#""value":["rate"],"scale":18,"time":{"path":["last_updated_base"],"unit":"s"}"#,
        low: "9.87",
        high: "9.87",
    },
    Shape {
        of: "Band, new: one symbol in 1e9",
        asked: r#"{"get_ref":{"symbol":"ATOM"}}"#,
        answered: r#"{"rate":"9870000001","last_update":"1699999581"}"#,
        fields: r#""value":["rate"],"scale":9,"time":{"path":["last_update"],"unit":"s"}"#,
        low: "9.870000001",
        high: "9.870000001",
    },
    Shape {
        of: "Band, older: times are numbers",
        asked: r#"{"get_reference_data":{"base_symbol":"ATOM","quote_symbol":"USD"}}"#,
        answered: r#"{"rate":"9870000000000000000","last_updated_base":1699999581,"last_updated_quote":1699999581}"#,
        fields: r#""value":["rate"],"scale":18,"time":{"path":["last_updated_base"],"unit":"s"}"#,
        low: "9.87",
        high: "9.87",
    },
    Shape {
        of: "Astroport's observe: base units of tokens with 18 and 6 decimals",
        asked: r#"{"observe":{"seconds_ago":3600}}"#,
        answered: r#"{"timestamp":1699999581,"price":"0.00000000000000987"}"#,
        fields: r#""value":["price"],"scale":0,"decimals":{"asset":18,"quote":6}"#,
        low: "0.00987",
        high: "0.00987",
    },
    Shape {
        of: "Neptune",
        asked: r#"{"get_price":{"asset":{"native_token":{"denom":"inj"}}}}"#,
        answered: r#"{"price":"24.123456789012345678","decimals":18,"time_last_updated":"1699999581000000000","confidence":"0.01"}"#,
        fields: r#""value":["price"],"scale":0,"time":{"path":["time_last_updated"],"unit":"ns"}"#,
        low: "24.123456789012345678",
        high: "24.123456789012345678",
    },
    Shape {
        of: "a bare integer of 38 digits beside a float",
        asked: STATE,
        answered: r#"{"ratio":0.5,"rate":12345678901234567890123456789012345678}"#,
        fields: r#""value":["rate"],"scale":37"#,
        low: "1.234567890123456789",
        high: "1.23456789012345679",
    },
];

#[test]
fn every_shape_is_read_by_paths_alone() {
    let mut chain = Chain::new();
    for Shape {
        of,
        asked,
        answered,
        fields,
        low,
        high,
    } in SHAPES
    {
        let scripted = chain.scripted(asked, answered);
        let source = contract(&scripted, asked, fields);
        let shown = chain.preview(&source);
        assert_eq!(shown.error, None, "{of}");
        let found = (shown.low.to_string(), shown.high.to_string());
        assert_eq!(found, (low.to_owned(), high.to_owned()), "{of}");
        chain
            .source("uother", &source)
            .map(|_| ())
            .or_else(|error| match error {
                // the next source says something else of the same asset
                ContractError::SourceTooFar { .. } | ContractError::SourceNotFresh { .. } => Ok(()),
                error => Err(error),
            })
            .expect(of);
    }
}

#[test]
fn a_source_says_how_old_it_is() {
    let mut chain = Chain::new();
    let stride = &SHAPES[0];
    let scripted = chain.scripted(stride.asked, stride.answered);
    let source = contract(&scripted, stride.asked, stride.fields);
    // 1700000000 − 1699999581
    assert_eq!(chain.preview(&source).age, Some(419));
    chain.source("uother", &source).unwrap();
    chain.settle("uother");
    let found = chain.quote("uother");
    assert_eq!(found.status, PriceStatus::Fresh);
    assert_eq!(found.published_at, 1_699_999_581);
    // what one cannot divide evenly counts against the borrower on each side
    let milky = &SHAPES[8];
    let scripted = chain.scripted(milky.asked, milky.answered);
    chain
        .source("umilk", &contract(&scripted, milky.asked, milky.fields))
        .unwrap();
    chain.settle("umilk");
    let (down, up) = ("1.333333666666666666", "1.333333666666666667");
    chain.assert_quote("umilk", (down, down, up), PriceStatus::Fresh);
}

#[test]
fn a_time_ahead_of_the_block_counts_as_the_block() {
    let mut chain = Chain::new();
    let ahead = r#"{"redemption_rate":"1.1","update_time":1800000000}"#;
    let scripted = chain.scripted(STRIDE, ahead);
    let source = contract(&scripted, STRIDE, SHAPES[0].fields);
    chain.source("uother", &source).unwrap();
    assert_eq!(chain.quote("uother").published_at, BEGIN);
}

#[test]
fn a_path_that_leads_nowhere_is_refused_where_it_is_set() {
    let mut chain = Chain::new();
    let scripted = chain.scripted(
        STATE,
        r#"{"exchange_rate":"1.2","words":"many","minus":"-1"}"#,
    );
    for (value, reason) in [
        (r#"["rate"]"#, "there is nothing at `$.rate` in the answer"),
        (r#"["words"]"#, "at `$.words` stands `many`"),
        (r#"["minus"]"#, "at `$.minus` stands `-1`"),
    ] {
        let source = contract(&scripted, STATE, &format!(r#""value":{value},"scale":0"#));
        let refused = chain.source("uother", &source).unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
        assert!(chain.preview(&source).error.unwrap().contains(reason));
    }
    let silent = contract(&scripted, r#"{"nothing":{}}"#, r#""value":[],"scale":0"#);
    let refused = chain.source("uother", &silent);
    assert!(matches!(
        refused,
        Err(ContractError::SourceUnreadable { .. })
    ));
}

#[test]
fn a_swap_compares_with_what_the_new_source_says_now() {
    let mut chain = Chain::priced("10");
    let scripted = chain.scripted(STATE, r#"{"price":"10.6"}"#);
    let source = contract(&scripted, STATE, r#""value":["price"],"scale":0"#);
    let refused = chain.source_within("uatom", &source, limits());
    assert!(
        matches!(refused, Err(ContractError::SourceTooFar { .. })),
        "{refused:?}"
    );
    chain.say(&scripted, STATE, Some(r#"{"price":"10.4"}"#));
    chain.source_within("uatom", &source, limits()).unwrap();
    chain.settle("uatom");
    chain.assert_price(("10.4", "10.4", "10.4"), PriceStatus::Fresh);
}

#[test]
fn the_override_takes_any_price() {
    let mut chain = Chain::priced("10");
    let scripted = chain.scripted(STATE, r#"{"price":"20"}"#);
    let source = contract(&scripted, STATE, r#""value":["price"],"scale":0"#);
    let msg = atom(read(&source), limits(), Some(SourceSwap::AnyPrice));
    chain.run(OWNER, msg).unwrap();
    // one reading is no price yet: it is known, and stale
    chain.assert_price(("20", "20", "20"), PriceStatus::Stale);
    chain.later(30);
    chain.refresh("uatom");
    chain.assert_price(("20", "20", "20"), PriceStatus::Fresh);
}

#[test]
fn a_fixed_price_ends() {
    let mut chain = Chain::new();
    let fixed = |until| format!(r#"{{"fixed":{{"price":"1","until":{until}}}}}"#);
    for until in [BEGIN, BEGIN + 90 * DAY + 1] {
        let refused = chain.source("uusd", &fixed(until));
        assert!(matches!(
            refused,
            Err(ContractError::OutOfRange { field: "until", .. })
        ));
    }
    chain.source("uusd", &fixed(BEGIN + 90 * DAY)).unwrap();
    chain.later(90 * DAY - 1);
    chain.assert_quote("uusd", ("1", "1", "1"), PriceStatus::Fresh);
    chain.later(1);
    chain.assert_quote("uusd", ("1", "1", "1"), PriceStatus::Stale);
}

#[test]
fn a_price_may_stand_on_another_but_not_on_itself() {
    let mut chain = Chain::priced("10");
    let scripted = chain.scripted(STATE, r#"{"rate":"1.1"}"#);
    let on = |quote: &str| {
        let fields = format!(r#""value":["rate"],"scale":0,"quote":{{"native":"{quote}"}}"#);
        contract(&scripted, STATE, &fields)
    };
    let (first, second, third) = (on("uatom"), on("ufirst"), on("usecond"));
    chain.source("ufirst", &first).unwrap();
    chain.source("usecond", &second).unwrap();
    chain.source("uthird", &third).unwrap();
    let refused = chain.source("ufourth", &on("uthird"));
    assert!(matches!(refused, Err(ContractError::ChainTooLong { .. })));
    let refused = chain.source("ufirst", &on("uthird"));
    assert!(
        matches!(refused, Err(ContractError::Cycle { .. })),
        "{refused:?}"
    );
    let refused = chain.source("ufifth", &on("unknown"));
    assert!(matches!(refused, Err(ContractError::UnknownAsset { .. })));
    for denom in ["ufirst", "usecond", "uthird"] {
        chain.refresh(denom);
    }
    chain.later(30);
    for denom in ["ufirst", "usecond", "uthird"] {
        chain.refresh(denom);
    }
    // 10 · 1.1 · 1.1 · 1.1
    chain.assert_quote("uthird", ("13.31", "13.31", "13.31"), PriceStatus::Fresh);
    assert_eq!(
        chain.quote("uthird").published_at,
        BEGIN,
        "P-42: the oldest leaf"
    );
}

#[test]
fn a_chain_is_as_good_as_its_worst_record() {
    let mut chain = Chain::priced("10");
    let scripted = chain.scripted(STATE, r#"{"rate":"1.1"}"#);
    let fields = r#""value":["rate"],"scale":0,"quote":{"native":"uatom"},"refresh_within":21600"#;
    chain
        .source("uother", &contract(&scripted, STATE, fields))
        .unwrap();
    chain.settle("uother");
    chain.assert_quote("uother", ("11", "11", "11"), PriceStatus::Fresh);
    chain.later(120);
    chain.assert_quote("uother", ("11", "11", "11"), PriceStatus::Stale);
    chain.all_report("10");
    chain.freeze(GUARDIAN).unwrap();
    chain.assert_quote("uother", ("11", "11", "11"), PriceStatus::Halted);
    // P-43: neither what is reported of the base nor what is read of the rate is seen meanwhile
    chain.say(&scripted, STATE, Some(r#"{"rate":"1.2"}"#));
    chain.later(60);
    chain.settle("uother");
    chain.all_report("12");
    chain.assert_quote("uother", ("11", "11", "11"), PriceStatus::Halted);
    chain.unfreeze(GUARDIAN).unwrap();
    let found = chain.quote("uother");
    assert_eq!(
        (found.spot, found.status),
        (usd("14.4"), PriceStatus::Fresh)
    );
}

#[test]
fn refresh_names_what_it_does_not_ask() {
    let mut chain = Chain::priced("10");
    let events = chain.refresh("unknown");
    assert_eq!(
        told(&events, event::SKIP, key::ERROR),
        "no price source is set for it"
    );
    let events = chain.refresh("uatom");
    let asks_nobody = "its source asks nobody; `report` brings its prices";
    assert_eq!(told(&events, event::SKIP, key::ERROR), asks_nobody);
    let empty = ExecuteMsg::Refresh { assets: vec![] };
    assert!(matches!(
        chain.run("anybody", empty),
        Err(ContractError::BatchSize { .. })
    ));
    let asset = AssetId::native("uatom");
    for own in [ExecuteMsg::Read { asset }, ExecuteMsg::Nothing {}] {
        let refused = chain.run("anybody", own);
        assert!(matches!(refused, Err(ContractError::Unauthorized { .. })));
    }
}
