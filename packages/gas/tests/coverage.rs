//! Everything that the contracts take is measured, or is known to be refused.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::coverage::{of_schema, refused, Contract};
use ballast_gas::market::Market;
use ballast_gas::story;
use std::collections::BTreeSet;

#[test]
fn every_message_of_the_schema_is_measured_or_refused() {
    let measured = story::measured().entries;
    let refused: BTreeSet<_> = refused().into_iter().map(|r| r.entry).collect();
    let known = &measured | &refused;
    let missing = &of_schema() - &known;
    let missing: Vec<_> = missing.iter().map(ToString::to_string).collect();
    assert_eq!(missing, [""; 0], "a story of packages/gas is to measure it");
    let gone = &known - &of_schema();
    let gone: Vec<_> = gone.iter().map(ToString::to_string).collect();
    assert_eq!(gone, [""; 0], "the schema has it no longer");
    assert!(measured.is_disjoint(&refused));
}

#[test]
fn what_is_said_to_be_refused_is_refused() {
    let market = Market::new(1);
    for it in refused() {
        let contract = match it.entry.contract {
            Contract::Lending => &market.lending,
            Contract::Lens => &market.lens,
            Contract::Oracle => &market.oracle,
        };
        let answer = match it.entry.kind {
            "query" => market.chain.query(contract, &it.example).map(|_| ()),
            _ => market
                .try_execute(it.sender, contract, &it.example, &[])
                .map(|_| ()),
        };
        let found = answer.unwrap_err().0;
        assert!(found.contains(it.answer), "{}: {found}", it.entry);
    }
}
