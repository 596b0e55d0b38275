//! Reports that feeders sign and anybody brings. The signatures were made by `scripts/sign-report`.

use super::chain::*;
use ballast_interface::event::{key, oracle as event};
use ballast_interface::oracle::{ExecuteMsg, FeedersResponse, PriceStatus, QueryMsg, SignedReport};
use ballast_oracle::ContractError;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Event};

/// What the script made for this chain: of each of three feeders a key and a report, and reports that must not count.
#[cw_serde]
struct Vectors {
    chain_id: String,
    contract: String,
    time: u64,
    keys: Vec<Binary>,
    reports: Vec<SignedReport>,
    other_chain: SignedReport,
    other_contract: SignedReport,
    high_s: SignedReport,
    ahead: SignedReport,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../signed_reports.json")).unwrap()
}

impl Chain {
    /// At the time of the vectors, with the keys of the first three feeders.
    fn signing() -> Self {
        let (mut chain, vectors) = (Self::new(), vectors());
        assert_eq!(chain.0.oracle().0.as_str(), vectors.contract);
        assert_eq!(chain.0.chain_id(), vectors.chain_id);
        for (name, key) in NAMES.iter().zip(vectors.keys) {
            chain.run(OWNER, chain.with_key(name, Some(key))).unwrap();
        }
        chain.later(vectors.time - chain.now());
        chain
    }

    fn with_key(&self, name: &str, key: Option<Binary>) -> ExecuteMsg {
        ExecuteMsg::SetFeederKey {
            feeder: self.0.who(name).to_string(),
            key,
        }
    }

    /// Somebody brings reports.
    fn brings(&mut self, reports: &[SignedReport]) -> Vec<Event> {
        let reports = reports.to_vec();
        self.run("anybody", ExecuteMsg::ReportSigned { reports })
            .unwrap()
    }

    #[track_caller]
    fn skipped(&mut self, report: &SignedReport, name: &str, reason: &str) {
        let events = self.brings(std::slice::from_ref(report));
        let found = told(&events, name, key::ERROR);
        assert!(found.contains(reason), "{found}");
        let taken = format!("wasm-{}", event::PRICE);
        assert!(events.iter().all(|event| event.ty != taken), "{events:?}");
    }
}

#[test]
fn three_signed_reports_make_a_price() {
    let mut chain = Chain::signing();
    chain.brings(&vectors().reports);
    chain.assert_price(("9.87", "9.87", "9.87"), PriceStatus::Fresh);
}

#[test]
fn a_report_brought_twice_counts_once() {
    let mut chain = Chain::signing();
    let reports = vectors().reports;
    chain.brings(&reports);
    chain.skipped(
        &reports[0],
        event::SKIP,
        "is not newer than this feeder's last report",
    );
}

#[test]
fn a_report_for_another_chain_or_contract_is_not_this_feeders() {
    let mut chain = Chain::signing();
    let wrong = "the signature is not of this feeder's key";
    chain.skipped(&vectors().other_chain, event::SKIP_REPORT, wrong);
    chain.skipped(&vectors().other_contract, event::SKIP_REPORT, wrong);
    let mut changed = vectors().reports.remove(0);
    changed.prices[0].price = "9.9".into();
    chain.skipped(&changed, event::SKIP_REPORT, wrong);
    let mut another = vectors().reports.remove(0);
    another.feeder = 1;
    chain.skipped(&another, event::SKIP_REPORT, wrong);
}

#[test]
fn the_other_form_of_a_signature_is_none() {
    let mut chain = Chain::signing();
    chain.skipped(
        &vectors().high_s,
        event::SKIP_REPORT,
        "s is above half the order",
    );
    let mut short = vectors().reports.remove(0);
    short.signature = Binary::new(short.signature[..63].to_vec());
    chain.skipped(
        &short,
        event::SKIP_REPORT,
        "a signature has 64 bytes; found 63",
    );
}

#[test]
fn a_report_counts_for_thirty_seconds_and_not_ahead_of_its_time() {
    let mut chain = Chain::signing();
    // 11 s ahead; a clock may be 10 s ahead of a block, whose time is some seconds old
    chain.skipped(&vectors().ahead, event::SKIP, "is ahead");
    chain.later(1);
    let ahead = chain.0.trial(|suite| {
        let reports = vec![vectors().ahead];
        suite.tell_oracle("anybody", ExecuteMsg::ReportSigned { reports })
    });
    let events = ahead.unwrap().events;
    assert_eq!(told(&events, event::REPORT, key::TAKEN), "1");
    chain.later(29);
    let events = chain.brings(&vectors().reports[..1]);
    assert_eq!(told(&events, event::REPORT, key::TAKEN), "1");
    chain.later(1);
    chain.skipped(&vectors().reports[1], event::SKIP, "it is 31 s old");
}

#[test]
fn who_has_no_key_signs_nothing() {
    let mut chain = Chain::signing();
    let mut nobody = vectors().reports.remove(0);
    nobody.feeder = 4;
    chain.skipped(
        &nobody,
        event::SKIP_REPORT,
        "no feeder with this number has a key",
    );
    nobody.feeder = 77;
    chain.skipped(
        &nobody,
        event::SKIP_REPORT,
        "no feeder with this number has a key",
    );
    // one that cannot be read cannot have been signed
    let mut garbled = vectors().reports.remove(0);
    garbled.prices[0].price = "much".into();
    chain.skipped(&garbled, event::SKIP_REPORT, "nobody can have signed it");
}

#[test]
fn a_bad_report_keeps_no_good_one_from_counting() {
    let mut chain = Chain::signing();
    let mut reports = vectors().reports;
    reports.insert(0, vectors().other_chain);
    reports.insert(2, vectors().high_s);
    chain.brings(&reports);
    assert_eq!(chain.price().status, PriceStatus::Fresh);
}

#[test]
fn nobody_keeps_a_feeder_from_its_key_by_registering_it_first() {
    let mut chain = Chain::signing();
    // frank, who lies, has seen fiona's key on the chain and takes it for his own before she comes back to it
    chain.run("fiona", chain.with_key("fiona", None)).unwrap();
    let hers = || Some(vectors().keys[0].clone());
    chain.run("frank", chain.with_key("frank", hers())).unwrap();
    chain.run("fiona", chain.with_key("fiona", hers())).unwrap();
    let report = vectors().reports.remove(0);
    // what she signs names her, and is not his
    let mut his = report.clone();
    his.feeder = 3;
    let wrong = "the signature is not of this feeder's key";
    chain.skipped(&his, event::SKIP_REPORT, wrong);
    let events = chain.brings(&[report]);
    assert_eq!(told(&events, event::REPORT, key::TAKEN), "1");
}

#[test]
fn a_key_is_the_feeders_own_affair_and_the_owners() {
    let mut chain = Chain::signing();
    let short = Binary::new(vec![2; 32]);
    let refused = chain.run(OWNER, chain.with_key("frank", Some(short)));
    assert!(matches!(refused, Err(ContractError::NoPublicKey { .. })));
    let refused = chain.run("eve", chain.with_key("frank", None));
    assert!(matches!(refused, Err(ContractError::Unauthorized { .. })));
    let refused = chain.run("eve", chain.with_key("eve", None));
    assert!(matches!(refused, Err(ContractError::UnknownFeeder { .. })));
    // a feeder changes its own
    chain.run("fiona", chain.with_key("fiona", None)).unwrap();
    let report = vectors().reports.remove(0);
    chain.skipped(
        &report,
        event::SKIP_REPORT,
        "no feeder with this number has a key",
    );
}

#[test]
fn who_leaves_leaves_the_key() {
    let mut chain = Chain::signing();
    chain.run(OWNER, chain.feeders(&NAMES[1..], 3, 1)).unwrap();
    chain.run(OWNER, chain.feeders(&NAMES, 3, 1)).unwrap();
    let found: FeedersResponse = chain.ask(&QueryMsg::Feeders {});
    assert!(found.feeders[0].key.is_none());
    assert_eq!(found.feeders[1].key, Some(vectors().keys[1].clone()));
}
