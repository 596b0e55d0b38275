//! How the contracts come to be and get new code.

use super::Measured;
use crate::artifact::Artifact;
use crate::coverage::{Contract, Entry};
use crate::market::{lending_instantiate, oracle_instantiate};
use crate::world::Chain;
use serde_json::json;

/// Lending starts with eleven groups. What wasmd itself writes about a new contract is not counted.
pub fn starts() -> Measured {
    let mut measured = Measured::default();
    let chain = Chain::new();
    let owner = Chain::address("owner");
    let lending = lending_instantiate(&Chain::address("oracle"), 10);
    let lens = json!({"lending": Chain::address("lending")});
    for (contract, artifact, msg) in [
        (Contract::Oracle, Artifact::Oracle, oracle_instantiate()),
        (Contract::Lending, Artifact::Lending, lending),
        (Contract::Lens, Artifact::Lens, lens),
    ] {
        let code = chain.upload(&artifact.read());
        let started = chain.instantiate(code, contract.name(), &owner, &msg);
        let (address, receipt) = started.expect("it starts");
        let name = format!("instantiate, {}", contract.name());
        measured.execute(&name, Entry::instantiate(contract), &receipt);
        let receipt = chain.migrate(&address, &json!({})).expect("it migrates");
        let name = format!("migrate, {}", contract.name());
        measured.execute(&name, Entry::migrate(contract), &receipt);
    }
    measured
}
