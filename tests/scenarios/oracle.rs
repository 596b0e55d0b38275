//! Lending and oracle together: which price counts for what, and what a silent oracle stops.
#![allow(clippy::indexing_slicing)] // a story may stop at the first surprise

use ballast_interface::oracle::{CorrelationsResponse, ExecuteMsg, Limits, QueryMsg, Source};
use ballast_interface::AssetId;
use ballast_risk::Price;
use ballast_testing::{Feed, Suite};

fn feeders() -> Suite {
    let mut suite = crate::stage().feed(Feed::Feeders).build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite
}

fn report(suite: &mut Suite, btc: &str) {
    let prices: Vec<(AssetId, Price)> = suite
        .assets()
        .iter()
        .zip(suite.quotes().unwrap())
        .map(|(asset, quote)| match asset.ticker.as_str() {
            "BTC" => (asset.id.clone(), btc.parse().unwrap()),
            _ => (asset.id.clone(), quote.spot),
        })
        .collect();
    suite.report(&prices).unwrap();
}

#[test]
fn new_risk_is_taken_at_the_worse_end_of_the_bracket() {
    let mut fixed = crate::stage().build().unwrap();
    fixed.supply("lena", "100000 USDC").unwrap();
    fixed.supply("anna", "1 BTC").unwrap();
    let asked = |suite: &Suite| {
        let limit = suite.max_borrow(&suite.account_of("anna"), &suite.asset("USDC").id);
        limit.unwrap().by_health.raw()
    };
    let suite = feeders();
    // low is 0.05 % below and high 0.05 % above: a tenth of a per cent less
    let (wide, narrow) = (asked(&suite), asked(&fixed));
    assert!(wide < narrow, "{wide} {narrow}");
    assert!(wide > narrow - narrow * 12 / 10_000, "{wide} {narrow}");
}

#[test]
fn p_12_who_could_just_borrow_is_not_liquidatable_while_spot_stays_in_the_bracket() {
    let mut suite = feeders();
    let (anna, usdc) = (suite.account_of("anna"), suite.asset("USDC").id.clone());
    let most = suite.max_borrow(&anna, &usdc).unwrap().amount;
    let most = suite.asset("USDC").show(most);
    suite.borrow("anna", &most).unwrap();
    // the lowest spot that the bracket allowed
    report(&mut suite, "39980");
    suite.assert_healthy("anna");
}

#[test]
fn stale_prices_stop_new_risk_and_new_reports_allow_it_again() {
    let mut suite = feeders();
    suite.pass_days(1);
    let refused = suite.borrow("anna", "1000 USDC").unwrap_err();
    assert!(refused.to_string().contains("Stale"), "{refused}");
    report(&mut suite, "40000");
    suite.borrow("anna", "1000 USDC").unwrap();
}

#[test]
fn a_liar_among_five_moves_nobody_into_liquidation() {
    let mut suite = feeders();
    suite.borrow("anna", "30900 USDC").unwrap();
    suite.pass(60);
    let liar = suite.who("fay");
    let btc = suite.asset("BTC").id.clone();
    let lie = ballast_interface::oracle::PriceReport {
        asset: btc,
        price: "1".into(),
        time: suite.now().into(),
    };
    let msg = ballast_interface::oracle::ExecuteMsg::Report { prices: vec![lie] };
    suite.call_oracle(&liar, &msg).unwrap();
    suite.assert_healthy("anna");
}

/// BTC as the contract guards it where nobody says otherwise: a step of 30 %, ten minutes, an average of half an hour.
fn guarded() -> Suite {
    let mut suite = feeders();
    let (owner, asset) = (suite.owner(), suite.asset("BTC").id.clone());
    let limits = Limits {
        max_age: 3_600,
        min_price: "1".parse().unwrap(),
        max_price: "10000000".parse().unwrap(),
        max_step: None,
        step_window: None,
        confirm_after: None,
        half_life: None,
        max_spread: None,
    };
    let msg = ExecuteMsg::SetAsset {
        asset,
        source: Source::Feeders {},
        limits,
        swap: None,
    };
    suite.call_oracle(&owner, &msg).unwrap();
    suite.supply("carl", "1 BTC").unwrap();
    suite.borrow("carl", "30900 USDC").unwrap();
    suite.borrow("anna", "17000 USDC").unwrap();
    suite
}

/// Hours of one price: the average has come to it.
fn settle(suite: &mut Suite, btc: &str) {
    for _ in 0..8 {
        suite.pass(3_000);
        report(suite, btc);
    }
}

#[test]
fn a_crash_of_45_percent_waits_while_liquidations_go_on_at_the_borrowers_side() {
    let mut suite = guarded();
    settle(&mut suite, "36000");
    suite.fund("lara", "60000 USDC");
    suite.pass(600);
    report(&mut suite, "19800");
    // carl owes too much even at the 36000 of before the crash; anna's 1 BTC carries her 17000 there
    suite.assert_liquidatable("carl");
    suite.assert_healthy("anna");
    suite.liquidate("lara", "carl", "5000 USDC", "BTC").unwrap();
    suite
        .liquidate("lara", "anna", "5000 USDC", "BTC")
        .unwrap_err();
    // nobody takes new risk meanwhile
    suite.borrow("anna", "10 USDC").unwrap_err();
    suite.pass(600);
    report(&mut suite, "19800");
    // five feeders say it once more after ten minutes: 1 BTC carries some 16000 now
    suite.assert_liquidatable("anna");
    suite
        .liquidate("lara", "anna", "17000 USDC", "BTC")
        .unwrap();
    suite.assert_healthy("anna");
}

#[test]
fn a_spike_of_one_report_liquidates_nobody_and_lends_nothing() {
    let mut suite = guarded();
    settle(&mut suite, "40000");
    suite.fund("lara", "30900 USDC");
    suite.pass(60);
    report(&mut suite, "22000");
    suite.assert_healthy("carl");
    suite
        .liquidate("lara", "carl", "5000 USDC", "BTC")
        .unwrap_err();
    suite.pass(60);
    report(&mut suite, "58000");
    suite.borrow("anna", "5000 USDC").unwrap_err();
    suite.pass(60);
    report(&mut suite, "40000");
    suite.assert_healthy("carl");
    suite.borrow("anna", "5000 USDC").unwrap();
}

#[test]
fn what_was_realised_stands_beside_what_lending_is_governed_by() {
    let mut suite = feeders();
    let (btc, eth) = (suite.id("BTC"), suite.id("ETH"));
    for (one, other) in [
        ("40000", "2500"),
        ("40400", "2550"),
        ("40000", "2500"),
        ("40800", "2600"),
    ] {
        let price = |text: &str| -> Price { text.parse().unwrap() };
        suite
            .report(&[(btc.clone(), price(one)), (eth.clone(), price(other))])
            .unwrap();
        suite.tell_oracle("anybody", ExecuteMsg::Sample {}).unwrap();
        suite.pass(3_600);
    }
    let lending = Some(suite.lending().0.to_string());
    let found: CorrelationsResponse = suite.ask_oracle(&QueryMsg::Correlations { lending });
    let place = |id: &AssetId| found.assets.iter().position(|it| it.asset == *id).unwrap();
    let (btc, eth) = (place(&btc), place(&eth));
    // returns of 1 %, -0.99 % and 2 % against 2 %, -1.96 % and 4 %: together all but exactly
    assert_eq!(found.counts[btc][eth], 3);
    assert!(found.matrix[btc][eth] > "0.9999".parse().unwrap());
    // beside it the 0.85 that governance believes
    let governed = found.governed.unwrap();
    assert_eq!(governed[btc][eth], Some("0.85".parse().unwrap()));
    assert_eq!(governed[btc][btc], Some("1".parse().unwrap()));
}
