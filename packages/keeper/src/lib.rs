//! The keeper: it watches one market, judges its accounts locally and liquidates the ones that pay.

mod accounts;
mod copy;
mod decide;
mod error;
mod judge;
mod keeper;
mod link;
mod memory;
mod metrics;
mod mirror;
mod mode;
mod node;
mod orders;
mod pending;
mod refreshing;
mod routes;
mod run;
mod said;
mod send;
mod settings;
mod settle;
mod settling;
mod sources;
mod tried;

pub use accounts::{Accounts, AssetBits, Name, Slot, Standing};
pub use copy::{PricesCopy, RecordsCopy};
pub use decide::{
    Decision, Desk, GasGuess, GasPrice, Kind, Means, Message, NoRoute, Plan, Prefer, Route, Routes,
    Rules, Skip, Skipped, Wanted, WriteOffs,
};
pub use error::KeeperError;
pub use judge::Judge;
pub use keeper::Keeper;
pub use link::{Link, Signed};
pub use memory::{Judged, Memory, Reach};
pub use metrics::Counts;
pub use mirror::Mirror;
pub use mode::Mode;
pub use node::NodeLink;
pub use orders::Orders;
pub use routes::OutsideRoutes;
pub use run::{run, Until};
pub use settings::{FeeCoin, MeansSetting, Settings};
