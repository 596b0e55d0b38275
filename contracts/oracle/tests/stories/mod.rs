//! Prices from feeders, as stories on a native chain.

use ballast_interface::oracle::{ExecuteMsg, Limits, PriceQuote, PriceStatus, Source, SourceSwap};
use ballast_oracle::ContractError;
use ballast_risk::{Price, Ratio};
use ballast_testing::{
    assert_oracle_refused, assert_oracle_refused_for, bounds, Feed, Outcome, Suite, FEEDERS,
};

const THREE: [&str; 3] = ["fay", "finn", "flora"];

/// An oracle of five feeders, three make a price, one may lie; ATOM is priced by them.
fn oracle() -> Suite {
    let stage = crate::stage().feed(Feed::Feeders).unlisted();
    let mut suite = stage.build().unwrap();
    sets(&mut suite, Source::Feeders {}, None).unwrap();
    suite
}

/// Three feeders have reported 10 USD.
fn at_ten() -> Suite {
    let mut suite = oracle();
    for who in THREE {
        suite.reports(who, "ATOM", "10").unwrap();
    }
    suite
}

fn usd(text: &str) -> Price {
    text.parse().unwrap()
}

fn limits() -> Limits {
    Limits {
        max_age: 120,
        ..bounds("0.01", "1000")
    }
}

/// The owner sets where ATOM's price comes from.
fn sets(suite: &mut Suite, source: Source, swap: Option<SourceSwap>) -> Outcome {
    let msg = suite.source("ATOM", source, limits(), swap);
    suite.tell_oracle("owner", msg)
}

fn status(suite: &Suite) -> PriceStatus {
    suite.price_of("ATOM").status
}

/// Low, spot and high.
#[track_caller]
fn assert_price(suite: &Suite, expected: [&str; 3]) {
    let found = suite.price_of("ATOM");
    assert_eq!([found.low, found.spot, found.high], expected.map(usd));
}

#[track_caller]
fn assert_unauthorized(outcome: Outcome) {
    assert_oracle_refused_for(outcome, |why| {
        matches!(why, ContractError::Unauthorized { .. })
    });
}

#[test]
fn three_of_five_make_a_price_and_one_liar_does_not_move_it() {
    let mut suite = oracle();
    assert_eq!(status(&suite), PriceStatus::Missing);
    suite.reports("fay", "ATOM", "9.9").unwrap();
    suite.reports("finn", "ATOM", "10.1").unwrap();
    assert_eq!(status(&suite), PriceStatus::Missing);
    suite.reports("flora", "ATOM", "999").unwrap();
    assert_price(&suite, ["10.1", "10.1", "10.1"]);
    suite.reports("franz", "ATOM", "10").unwrap();
    assert_price(&suite, ["10", "10.05", "10.1"]);
    let found = suite.price_of("ATOM");
    assert_eq!((found.status, found.wide), (PriceStatus::Fresh, false));
    // asked beside it: nobody has said anything of the others
    let mut others = suite.quotes().unwrap();
    others.retain(|quote| *quote != found);
    assert_eq!(others, vec![PriceQuote::MISSING; suite.assets().len() - 1]);
}

#[test]
fn old_reports_stop_counting_and_the_last_price_stays_as_stale() {
    let mut suite = at_ten();
    suite.pass(119);
    assert_eq!(status(&suite), PriceStatus::Fresh);
    suite.reports("fay", "ATOM", "11").unwrap();
    suite.pass(1);
    let found = suite.price_of("ATOM");
    assert_eq!((found.spot, found.status), (usd("10"), PriceStatus::Stale));
}

#[test]
fn a_bracket_wider_than_allowed_says_so() {
    let mut suite = oracle();
    for (who, price) in FEEDERS.iter().zip(["9", "9.4", "10", "10.5", "11"]) {
        suite.reports(who, "ATOM", price).unwrap();
    }
    // 10.5 − 9.4 = 1.1 is more than 10 % of 10
    assert!(suite.price_of("ATOM").wide);
}

#[test]
fn the_guardian_freezes_and_only_the_owner_thaws() {
    let mut suite = at_ten();
    let asset = suite.id("ATOM");
    let freeze = ExecuteMsg::Freeze {
        asset: asset.clone(),
    };
    let thaw = ExecuteMsg::Unfreeze { asset };
    suite.tell_oracle("guardian", freeze.clone()).unwrap();
    assert_eq!(status(&suite), PriceStatus::Frozen);
    assert_unauthorized(suite.tell_oracle("guardian", thaw.clone()));
    assert_unauthorized(suite.tell_oracle("mallory", freeze));
    suite.tell_oracle("owner", thaw).unwrap();
    assert_eq!(status(&suite), PriceStatus::Fresh);
}

#[test]
fn reports_that_cannot_be_believed_change_nothing() {
    let mut suite = oracle();
    let now = suite.now();
    let early = ContractError::FromTheFuture {
        asset: "uatom".into(),
        found: now + 61,
        latest: now + 60,
    };
    let beyond = |found: &str| ContractError::PriceOutOfBounds {
        asset: "uatom".into(),
        found: usd(found),
        above: usd("0.01"),
        below: usd("1000"),
    };
    for price in ["0.01", "0.009", "1000", "0"] {
        assert_oracle_refused(suite.reports("fay", "ATOM", price), &beyond(price));
    }
    let seen_too_early = suite.reports_at("fay", "ATOM", "10", now + 61);
    assert_oracle_refused(seen_too_early, &early);
    assert_unauthorized(suite.reports("mallory", "ATOM", "10"));
    for who in THREE {
        suite.reports(who, "ATOM", "10").unwrap();
    }
    // not newer: skipped, not refused
    suite.reports("fay", "ATOM", "20").unwrap();
    assert_price(&suite, ["10", "10", "10"]);
}

#[test]
fn a_source_is_not_swapped_for_one_with_another_price() {
    let mut suite = at_ten();
    let fixed = |price| Source::Fixed { price: usd(price) };
    let expected = ContractError::SourceTooFar {
        asset: suite.id("ATOM").to_string(),
        found: usd("11"),
        present: usd("10"),
    };
    let far = sets(&mut suite, fixed("11"), None);
    assert_oracle_refused(far, &expected);
    sets(&mut suite, fixed("10.4"), None).unwrap();
    let any = Some(SourceSwap::AnyPrice);
    sets(&mut suite, fixed("11"), any).unwrap();
    suite.pass_days(1);
    let found = suite.price_of("ATOM");
    assert_eq!((found.spot, found.status), (usd("11"), PriceStatus::Fresh));
}

#[test]
fn feeders_and_limits_are_checked_and_only_the_owner_sets_them() {
    let mut suite = oracle();
    for (quorum, faults) in [(2, 1), (6, 1), (3, 2)] {
        let wrong = suite.feeders(&FEEDERS, quorum, faults);
        let refused = suite.tell_oracle("owner", wrong);
        assert_oracle_refused_for(refused, |why| matches!(why, ContractError::Quorum(_)));
    }
    let feeder = suite.who("fay").to_string();
    let twice = suite.feeders(&["fay", "fay", "finn"], 1, 0);
    let refused = suite.tell_oracle("owner", twice);
    assert_oracle_refused(refused, &ContractError::DuplicateFeeder { feeder });
    let right = suite.feeders(&FEEDERS, 3, 1);
    assert_unauthorized(suite.tell_oracle("mallory", right));
    let wide = Limits {
        max_spread: Some(Ratio::percent(101)),
        ..limits()
    };
    let wide = suite.source("ATOM", Source::Feeders {}, wide, None);
    let refused = suite.tell_oracle("owner", wide);
    assert_oracle_refused_for(refused, |why| {
        matches!(why, ContractError::OutOfRange { .. })
    });
}

#[test]
fn who_is_no_longer_a_feeder_no_longer_counts() {
    let mut suite = at_ten();
    let others = suite.feeders(&["finn", "flora", "franz"], 3, 1);
    suite.tell_oracle("owner", others).unwrap();
    assert_eq!(status(&suite), PriceStatus::Stale);
    suite.reports("franz", "ATOM", "10").unwrap();
    assert_eq!(status(&suite), PriceStatus::Fresh);
    assert_unauthorized(suite.reports("fay", "ATOM", "10"));
}

#[test]
fn what_is_not_built_says_so() {
    let mut suite = oracle();
    let refused = suite.tell_oracle("owner", ExecuteMsg::Sample {});
    let missing = ContractError::NotAvailable { what: "sample" };
    assert_oracle_refused(refused, &missing);
    let renounce = ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership);
    let refused = suite.tell_oracle("owner", renounce);
    assert_oracle_refused(refused, &ContractError::RenounceRefused);
}
