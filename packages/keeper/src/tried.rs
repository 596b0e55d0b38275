//! What came of trying to send.

use ballast_interface::AccountId;

#[derive(Clone, Debug, PartialEq)]
pub enum Tried {
    Sent,
    /// By the simulation, or for its profit; these accounts were in it.
    Refused(Vec<AccountId>),
    /// Nothing more can be sent before the next block.
    Closed,
}

/// Whether more can be sent in this block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Open,
    Closed,
}
