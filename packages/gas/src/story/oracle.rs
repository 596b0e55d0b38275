//! What keeps the prices.

use super::{Measured, Story};
use crate::market::{native, report, source, Market, COLLATERAL};
use crate::world::Chain;
use serde_json::json;

pub fn oracle() -> Measured {
    let mut story = Story::new(Market::new(10), "oracle");
    reports(&mut story);
    questions(&mut story);
    decisions(&mut story);
    let mut measured = story.measured;
    measured.add(refreshed());
    measured
}

/// Four prices that stand in another contract: what a token answers of itself is a number too.
fn refreshed() -> Measured {
    let mut story = Story::new(Market::with_token(4), "oracle");
    let token = story.market.token.clone();
    let source = json!({"contract": {"contract": token, "value": ["total_supply"], "scale": 6,
        "msg": "eyJ0b2tlbl9pbmZvIjp7fX0="}});
    let assets: Vec<_> = story.market.assets()[1..5].to_vec();
    for asset in &assets {
        let mut set = crate::market::source(asset);
        set["set_asset"]["source"] = source.clone();
        set["set_asset"]["limits"]["max_price"] = json!("1000000000000");
        set["set_asset"]["override"] = json!("any_price");
        story.market.feeds("owner", &set);
    }
    let refresh = json!({"refresh": {"assets": assets}});
    // what counts is held against what was read before
    story.market.feeds("anybody", &refresh);
    story.feeds("refresh 4 prices of another contract", "anybody", &refresh);
    let prices = json!({"prices": {"assets": assets}});
    story.asks_oracle("query 4 prices of another contract", &prices);
    story.measured
}

fn reports(story: &mut Story) {
    story.market.chain.wait(60);
    let (first, last) = (["fred", "fiona"], "felix");
    let assets = story.market.assets();
    let msg = report(&assets, "10.01", story.market.chain.now() + 30);
    for feeder in first {
        story.market.feeds(feeder, &msg);
    }
    story.feeds("report 11 prices, the third feeder", last, &msg);
    let one = report(&assets[1..2], "10.02", story.market.chain.now() + 60);
    story.feeds("report 1 price", last, &one);
    let six = report(&assets[..6], "10.03", story.market.chain.now() + 60);
    story.feeds("report 6 prices", first[0], &six);
    story.feeds("sample", "anybody", &json!({"sample": {}}));
}

fn questions(story: &mut Story) {
    let assets = story.market.assets();
    for asked in [1, 2, 11] {
        let prices = json!({"prices": {"assets": assets[..asked]}});
        story.asks_oracle(&format!("query {asked} prices"), &prices);
    }
    let one = json!({"asset": {"asset": native(COLLATERAL[0])}});
    story.asks_oracle("query asset", &one);
    story.asks_oracle("query assets", &json!({"assets": {"limit": 10}}));
    let expiring = json!({"expiring": {"assets": assets, "within": 60}});
    story.asks_oracle("query expiring", &expiring);
    let history =
        json!({"history": {"asset": native(COLLATERAL[0]), "candles": "hour", "limit": 24}});
    story.asks_oracle("query history", &history);
    story.asks_oracle("query correlations", &json!({"correlations": {}}));
    let preview = json!({"preview_source": {"source": {"feeders": {}}}});
    story.asks_oracle("query preview_source", &preview);
    story.asks_oracle("query feeders", &json!({"feeders": {}}));
    story.asks_oracle("query config", &json!({"config": {}}));
    story.asks_oracle("query ownership", &json!({"ownership": {}}));
}

fn decisions(story: &mut Story) {
    let first = native(COLLATERAL[0]);
    story.feeds("set_asset", "owner", &source(&first));
    let freeze = json!({"freeze": {"asset": first}});
    story.feeds("freeze", "guardian", &freeze);
    let unfreeze = json!({"unfreeze": {"asset": first}});
    story.feeds("unfreeze", "owner", &unfreeze);
    let key = json!({"feeder": Chain::address("fred")});
    story.feeds(
        "set_feeder_key, none",
        "owner",
        &json!({"set_feeder_key": key}),
    );
    let feeders: Vec<_> = (0..31)
        .map(|n| Chain::address(&format!("feeder{n}")))
        .collect();
    let set = json!({"set_feeders": {"feeders": feeders, "quorum": 21, "faults": 10}});
    story.feeds("set_feeders, 31", "owner", &set);
    let guardian = json!({"set_guardian": {"guardian": Chain::address("gwen")}});
    story.feeds("set_guardian", "owner", &guardian);
    let offer =
        json!({"transfer_ownership": {"new_owner": Chain::address("council"), "expiry": null}});
    let offer = json!({ "update_ownership": offer });
    story.feeds("update_ownership, offer", "owner", &offer);
    let accept = json!({"update_ownership": "accept_ownership"});
    story.feeds("update_ownership, accept", "council", &accept);
}
