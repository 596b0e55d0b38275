//! The keeper: it watches one market, judges its accounts locally and liquidates the ones that pay.

mod accounts;
mod copy;
mod decide;
mod judge;
mod memory;

pub use accounts::{Accounts, AssetBits, Name, Slot, Standing};
pub use copy::{PricesCopy, RecordsCopy};
pub use decide::{
    Decision, Desk, FixedRoute, FixedRoutes, GasGuess, GasPrice, Hop, Kind, Means, Message,
    NoRoute, Plan, Prefer, Route, Routes, Rules, Skip, Skipped, Wanted, WriteOffs,
};
pub use judge::Judge;
pub use memory::{Judged, Memory, Reach};
