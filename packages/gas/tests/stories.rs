//! The stories of the native contracts, with the shipped wasm beside them: it answers, refuses, asks and stores the same.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]

#[path = "../../../contracts/lending/tests/stories/mod.rs"]
mod lending;
#[path = "../../../contracts/oracle/tests/stories/mod.rs"]
mod oracle;
#[path = "../../../tests/scenarios/mod.rs"]
mod scenarios;

use ballast_gas::artifact::Artifact;
use ballast_gas::differential::differential;
use ballast_testing::{Part, Suite, SuiteBuilder};

fn stage() -> SuiteBuilder {
    Suite::builder().staging(|part, native| {
        let artifact = match part {
            Part::Lending => Artifact::Lending,
            Part::Lens => Artifact::Lens,
            Part::Oracle => Artifact::Oracle,
            Part::Token => Artifact::Token,
        };
        differential(artifact, native)
    })
}
