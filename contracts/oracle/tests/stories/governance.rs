//! Who feeds, from where, within which limits.

use super::chain::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{ExecuteMsg, Limits, PriceStatus, Source, SourceSwap};
use ballast_interface::AssetId;
use ballast_oracle::ContractError;
use ballast_risk::Ratio;

/// Until 80 days after the chain begins.
fn fixed(price: &str) -> Source {
    Source::Fixed {
        price: usd(price),
        until: BEGIN + 80 * DAY,
    }
}

#[test]
fn a_source_is_not_swapped_for_one_with_another_price() {
    let mut chain = Chain::priced("10");
    let refused = chain.run(OWNER, atom(fixed("11"), limits(), None));
    assert!(matches!(refused, Err(ContractError::SourceTooFar { .. })));
    chain
        .run(OWNER, atom(fixed("10.4"), limits(), None))
        .unwrap();
    let any = Some(SourceSwap::AnyPrice);
    chain.run(OWNER, atom(fixed("11"), limits(), any)).unwrap();
    chain.later(DAY);
    chain.assert_price(("11", "11", "11"), PriceStatus::Fresh);
}

#[test]
fn a_source_is_not_swapped_for_one_that_says_nothing() {
    let mut chain = Chain::priced("10");
    chain.run(OWNER, atom(fixed("10"), limits(), None)).unwrap();
    chain.later(120);
    // the feeders' reports are too old to compare with
    let feeders = |swap| atom(Source::Feeders {}, limits(), swap);
    let refused = chain.run(OWNER, feeders(None));
    assert!(matches!(refused, Err(ContractError::SourceNotFresh { .. })));
    chain
        .run(OWNER, feeders(Some(SourceSwap::AnyPrice)))
        .unwrap();
    chain.assert_price(("10", "10", "10"), PriceStatus::Stale);
}

#[test]
fn feeders_of_another_source_are_heard_before_it_is_swapped_to_them() {
    let mut chain = Chain::new();
    chain.run(OWNER, atom(fixed("10"), limits(), None)).unwrap();
    chain.all_report("10.3");
    chain.assert_price(("10", "10", "10"), PriceStatus::Fresh);
    chain.set(limits());
    chain.assert_price(("10.3", "10.3", "10.3"), PriceStatus::Fresh);
}

#[test]
fn feeders_and_limits_are_checked_and_only_the_owner_sets_them() {
    let mut chain = Chain::new();
    for (quorum, faults) in [(2, 1), (6, 1), (3, 2)] {
        let refused = chain.run(OWNER, chain.feeders(&NAMES, quorum, faults));
        let reason = format!("{quorum} {faults}");
        assert!(matches!(refused, Err(ContractError::Quorum(_))), "{reason}");
    }
    let twice = chain.feeders(&["fiona", "fiona", "felix"], 1, 0);
    let refused = chain.run(OWNER, twice);
    assert!(matches!(
        refused,
        Err(ContractError::DuplicateFeeder { .. })
    ));
    let wrong = chain.run("mallory", chain.feeders(&NAMES, 3, 1));
    assert!(matches!(wrong, Err(ContractError::Unauthorized { .. })));
    let step = Limits {
        max_step: Some(Ratio::percent(29)),
        ..limits()
    };
    let refused = chain.run(OWNER, atom(Source::Feeders {}, step, None));
    let refused = refused.unwrap_err().to_string();
    assert_eq!(refused, "max_step: found 0.29, allowed is 0.3 and more");
}

#[test]
fn who_is_no_longer_a_feeder_no_longer_counts() {
    let mut chain = Chain::new();
    chain.set(Limits {
        half_life: None,
        ..limits()
    });
    for who in ["fiona", "felix", "frida"] {
        chain.report(who, "10").unwrap();
    }
    let set = chain.feeders(&["felix", "frida", "frank"], 3, 1);
    chain.run(OWNER, set).unwrap();
    assert_eq!(chain.price().status, PriceStatus::Stale);
    chain.report("frank", "10").unwrap();
    assert_eq!(chain.price().status, PriceStatus::Fresh);
    let refused = chain.report("fiona", "10");
    assert!(matches!(refused, Err(ContractError::Unauthorized { .. })));
}

#[test]
fn what_a_feeder_saw_before_its_appointment_does_not_count() {
    let mut chain = Chain::priced("10");
    chain.later(30);
    // fiona is dismissed and appointed again in one block
    chain.run(OWNER, chain.feeders(&NAMES[1..], 3, 1)).unwrap();
    chain.run(OWNER, chain.feeders(&NAMES, 3, 1)).unwrap();
    assert_eq!(chain.atom().reports.len(), 4);
    let before = chain.now() - 1;
    let said = chain.report_at("fiona", "10", before).unwrap();
    let reason = told(&said, event::SKIP, key::ERROR);
    assert!(
        reason.contains("before the feeder was appointed"),
        "{reason}"
    );
    chain.report("fiona", "10").unwrap();
    assert_eq!(chain.atom().reports.len(), 5);
}

#[test]
fn memberships_change_without_end() {
    let mut chain = Chain::new();
    for round in 0..300 {
        let newcomer = format!("feeder{round}");
        let names = ["fiona", "felix", "frida", &newcomer];
        let set = chain.feeders(&names, 3, 1);
        chain.run(OWNER, set).unwrap();
        chain.later(1);
        chain.report(&newcomer, "10").unwrap();
        assert_eq!(chain.atom().reports.len(), 1, "round {round}");
    }
    for who in ["fiona", "felix", "frida"] {
        chain.report(who, "10").unwrap();
    }
    chain.assert_price(("10", "10", "10"), PriceStatus::Fresh);
}

#[test]
fn as_few_feeders_as_possible_need_an_average() {
    let mut chain = Chain::new();
    let smallest = chain.feeders(&NAMES[..3], 3, 1);
    let refused = chain.run(OWNER, smallest.clone());
    assert_eq!(refused, Err(ContractError::NeedsAverage { feeders: 3 }));
    chain.set(Limits {
        half_life: None,
        ..limits()
    });
    chain.run(OWNER, smallest).unwrap();
    let refused = chain.run(OWNER, atom(Source::Feeders {}, limits(), None));
    assert_eq!(refused, Err(ContractError::NeedsAverage { feeders: 3 }));
}

#[test]
fn an_asset_that_no_chain_has_is_refused() {
    let mut chain = Chain::new();
    for asset in ["", "ua", "1atom", "u atom", "uatöm"].map(AssetId::native) {
        let mut msg = atom(Source::Feeders {}, limits(), None);
        if let ExecuteMsg::SetAsset { asset: named, .. } = &mut msg {
            *named = asset.clone();
        }
        let refused = chain.run(OWNER, msg);
        let field = "asset";
        let named = matches!(refused, Err(ContractError::OutOfRange { field: found, .. }) if found == field);
        assert!(named, "{asset}");
    }
}

#[test]
fn nobody_leaves_the_oracle_without_an_owner() {
    let mut chain = Chain::new();
    let renounce = ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership);
    let refused = chain.run(OWNER, renounce);
    assert_eq!(refused, Err(ContractError::RenounceRefused));
    let asset = AssetId::native("unknown");
    let refused = chain.run(GUARDIAN, ExecuteMsg::Freeze { asset });
    assert!(matches!(refused, Err(ContractError::UnknownAsset { .. })));
}
