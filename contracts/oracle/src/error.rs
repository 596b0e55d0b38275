use ballast_pricing::QuorumError;
use ballast_risk::Price;
use cosmwasm_std::StdError;
use thiserror::Error;

/// Why a message was refused. Nothing has changed then.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    #[error("{what} is not available in this version")]
    NotAvailable { what: &'static str },
    #[error("only {needed} may do this; the sender is {found}")]
    Unauthorized { needed: &'static str, found: String },
    #[error("asset `{asset}` has no price source; set one first")]
    UnknownAsset { asset: String },
    #[error("this message takes no funds")]
    UnexpectedFunds,
    #[error("{field}: found {found}, allowed is {allowed}")]
    OutOfRange {
        field: &'static str,
        found: String,
        allowed: &'static str,
    },
    #[error(
        "price of `{asset}`: found {found}, believed are prices above {above} and below {below}"
    )]
    PriceOutOfBounds {
        asset: String,
        found: Price,
        above: Price,
        below: Price,
    },
    #[error("report of `{asset}` is of {found}, at most {latest} is accepted now")]
    FromTheFuture {
        asset: String,
        found: u64,
        latest: u64,
    },
    #[error("feeder {feeder} stands there twice")]
    DuplicateFeeder { feeder: String },
    #[error("the new source says {found}, the present price of `{asset}` is {present}; a difference of more than 5 % needs the override")]
    SourceTooFar {
        asset: String,
        found: Price,
        present: Price,
    },
    #[error("no price of `{asset}` is pending")]
    NothingPending { asset: String },
    #[error("a message holds 1 to {max} entries; found {found}")]
    BatchSize { found: usize, max: usize },
    #[error("ownership cannot be renounced; hand it over instead")]
    RenounceRefused,
    #[error("stored record `{record}` cannot be read")]
    Corrupt { record: &'static str },
    #[error("cannot migrate from {found}; this is {expected}")]
    WrongContract { found: String, expected: String },
    #[error(transparent)]
    Quorum(#[from] QuorumError),
    #[error(transparent)]
    Ownership(#[from] cw_ownable::OwnershipError),
    #[error(transparent)]
    Std(#[from] StdError),
}

/// What the messages promise and this version does not do yet.
pub mod missing {
    pub const SOURCE_RATIO: &str = "source `ratio`";
    pub const SOURCE_PYTH: &str = "source `pyth`";
    pub const SOURCE_CONTRACT: &str = "source `contract`";
    pub const BREAKER: &str = "the breaker (max_step, step_window, confirm_after)";
    pub const AVERAGE: &str = "the moving average (half_life)";
    pub const REPORT_SIGNED: &str = "report_signed";
    pub const REFRESH: &str = "refresh";
    pub const SAMPLE: &str = "sample";
    pub const HISTORY: &str = "history";
    pub const CORRELATIONS: &str = "correlations";
}
