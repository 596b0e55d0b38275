//! The stories of the native contracts, with the shipped wasm beside them: it answers, refuses, asks and stores the same.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]

#[path = "../../../contracts/lending/tests/chain/mod.rs"]
mod chain;
#[path = "../../../contracts/lending/tests/stories/mod.rs"]
mod lending;
#[path = "../../../contracts/oracle/tests/stories/mod.rs"]
mod oracle;
#[path = "../../../tests/scenarios/mod.rs"]
mod scenarios;

use ballast_gas::artifact::Artifact;
use ballast_gas::beside::beside;
use ballast_testing::{Part, Suite, SuiteBuilder};
use cosmwasm_std::Empty;
use cw_multi_test::Contract;

fn stage() -> SuiteBuilder {
    Suite::builder().staging(|part, native| {
        let artifact = match part {
            Part::Lending => Artifact::Lending,
            Part::Oracle => Artifact::Oracle,
            Part::Token => Artifact::Token,
        };
        beside(artifact, native)
    })
}

fn stage_lending(native: Box<dyn Contract<Empty>>) -> Box<dyn Contract<Empty>> {
    beside(Artifact::Lending, native)
}

fn stage_oracle(native: Box<dyn Contract<Empty>>) -> Box<dyn Contract<Empty>> {
    beside(Artifact::Oracle, native)
}
