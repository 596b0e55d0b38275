//! `ballast feeder`: asks sources, decides by pure rules ([`decide`]), and reports to the oracle. `docs/feeder.md` is for
//! operators. Off chain only.

mod ask;
mod carry;
mod counts;
mod decide;
mod error;
mod oracle;
mod run;
mod settings;
mod sign;

pub use decide::{decide, Decision, Known, Rules, RulesError, Skip, SourceAnswer, Why};
pub use error::FeederError;
pub use run::{Effect, Outcome, Rounds, Run};
pub use settings::{AssetSettings, InvalidSettings, ReportSettings, Settings, Way};
pub use sign::{Decided, ReportKey, SignError};
