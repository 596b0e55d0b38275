//! Prices that modules of the chain know, with the bytes that chains exchange.

use super::chain::*;
use super::scripted::read;
use ballast_interface::oracle::{PreviewResponse, QueryMsg};
use ballast_interface::Read;
use cosmwasm_std::testing::{mock_env, MockApi, MockStorage};
use cosmwasm_std::{
    from_json, to_json_vec, Binary, ContractResult, Empty, OwnedDeps, Querier, QuerierResult,
    SystemError, SystemResult,
};
use std::marker::PhantomData;

/// A chain that understands one query in one of the two ways.
struct Module {
    kind: &'static str,
    path: &'static str,
    data: Vec<u8>,
    answer: Vec<u8>,
}

impl Querier for Module {
    fn raw_query(&self, request: &[u8]) -> QuerierResult {
        let asked: serde_json::Value = serde_json::from_slice(request).unwrap();
        let Some(query) = asked.get(self.kind) else {
            let kind = "this kind of query".to_owned();
            return SystemResult::Err(SystemError::UnsupportedRequest { kind });
        };
        let data = Binary::new(self.data.clone()).to_base64();
        let expected = serde_json::json!({"path": self.path, "data": data});
        assert_eq!(*query, expected);
        SystemResult::Ok(ContractResult::Ok(Binary::new(self.answer.clone())))
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(byte).collect()
}

/// What a source would say on such a chain, 12345 blocks and 1571797419 seconds after it began.
fn previewed(module: Module, source: &str) -> PreviewResponse {
    let deps: OwnedDeps<_, _, _, Empty> = OwnedDeps {
        storage: MockStorage::new(),
        api: MockApi::default(),
        querier: module,
        custom_query_type: PhantomData,
    };
    let msg = QueryMsg::PreviewSource {
        source: read(source),
    };
    let msg: QueryMsg = from_json(to_json_vec(&msg).unwrap()).unwrap();
    from_json(ballast_oracle::query(deps.as_ref(), mock_env(), Read(msg)).unwrap()).unwrap()
}

const SLINKY: &str =
    r#"{"module":{"query":{"slinky":{"base":"ATOM","quote":"USD","max_blocks_old":5}}}}"#;

/// Agreed on in a block, in JSON.
fn agreed(height: u64) -> Module {
    let answer = format!(
        r#"{{"price":{{"price":"987654321","block_timestamp":"2019-10-23T02:23:39Z","block_height":"{height}"}},"nonce":"5","decimals":"8","id":"2"}}"#
    );
    Module {
        kind: "stargate",
        path: "/slinky.oracle.v1.Query/GetPrice",
        data: bytes("0a0b0a0441544f4d1203555344"),
        answer: answer.into_bytes(),
    }
}

#[test]
fn the_price_that_validators_agreed_on_in_json() {
    let found = previewed(agreed(12_340), SLINKY);
    assert_eq!(found.error, None);
    assert_eq!(found.low.to_string(), "9.87654321");
    assert_eq!(found.price.unwrap().spot, usd("9.87654321"));
}

#[test]
fn a_price_of_too_many_blocks_ago_is_none() {
    let found = previewed(agreed(12_339), SLINKY);
    let expected =
        "the price was agreed on in block 12339, now is block 12345; at most 5 blocks are allowed";
    assert_eq!(found.error.unwrap(), expected);
}

#[test]
fn the_same_in_protobuf_where_a_chain_answers_so() {
    // price 987654321, block 12344, nonce 5, decimals 8, id 2
    let module = Module {
        kind: "grpc",
        path: "/connect.oracle.v2.Query/GetPrice",
        data: bytes("0a0841544f4d2f555344"),
        answer: bytes("0a0e0a0939383736353433323118b860100518082002"),
    };
    let source =
        r#"{"module":{"query":{"connect":{"base":"ATOM","quote":"USD","max_blocks_old":5}}}}"#;
    let found = previewed(module, source);
    assert_eq!(found.error, None);
    assert_eq!(found.low.to_string(), "9.87654321");
}

#[test]
fn the_mean_price_of_a_pool() {
    // since 1571797419 − 1800 = 1571795619
    let module = Module {
        kind: "stargate",
        path: "/osmosis.twap.v1beta1.Query/GeometricTwapToNow",
        data: bytes("080112057561746f6d1a05756f736d6f220608a3e5beed05"),
        answer: br#"{"geometric_twap":"6.123456789012345678"}"#.to_vec(),
    };
    let source = r#"{"module":{"query":{"osmosis_twap":{"pool_id":1,"base_denom":"uatom",
        "quote_denom":"uosmo","decimals":{"asset":6,"quote":6},"window":1800}}}}"#;
    let found = previewed(module, source);
    assert_eq!(found.error, None);
    assert_eq!(found.low.to_string(), "6.123456789012345678");
}

#[test]
fn a_chain_without_the_module_says_so() {
    let module = Module {
        kind: "neither",
        path: "",
        data: Vec::new(),
        answer: Vec::new(),
    };
    let found = previewed(module, SLINKY);
    assert!(found.error.unwrap().starts_with("the source answered: "));
}
