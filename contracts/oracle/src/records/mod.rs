//! What the oracle stores: each record in a file of its own, all keys in one.

mod codec;
mod feed;
mod feeders;
mod keys;

pub use feed::{Feed, Halt, HaltedBy, Held, StoredReport, StoredSource};
pub use feeders::{Feeder, Feeders};
pub use keys::{BARE_ASSETS, GUARDIAN};

pub mod feeds {
    //! One record for each asset.
    pub use super::feed::{known, load, page, save};
}

pub mod quorum {
    //! One record for all feeders.
    pub use super::feeders::{load, save};
}
