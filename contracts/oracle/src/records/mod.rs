//! What the oracle stores: each record in a file of its own, all keys in one.

mod candles;
mod codec;
mod feed;
mod feeder_keys;
mod feeders;
mod keys;
mod monitor;
mod source;

pub use feed::{
    Asked, Derivative, Feed, Halt, HaltedBy, Held, Standing, StoredReport, StoredSource,
};
pub use feeder_keys::FeederKey;
pub use feeders::{Feeder, Feeders};
pub use keys::{ASSETS, BARE_ASSETS, GUARDIAN};

pub mod feeds {
    //! One record for each asset.
    pub use super::feed::{known, load, page, save};
}

pub mod quorum {
    //! One record for all feeders.
    pub use super::feeders::{load, save};
}

pub mod signing {
    //! One record for the keys of all feeders.
    pub use super::feeder_keys::{load, save};
}

pub mod definitions {
    //! One record for each asset.
    pub use super::source::{load, save};
}

pub mod ended_candles {
    //! One record for each slot of each ring.
    pub use super::candles::{load, save};
}

pub mod sampled {
    //! One record for all assets.
    pub use super::monitor::{load, save};
}
