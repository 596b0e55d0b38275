use crate::sources::read::ReadError;
use ballast_pricing::{LimitError, QuorumError};
use ballast_risk::governance::BudgetSpent;
use ballast_risk::{Price, Ratio, Seconds};
use cosmwasm_std::StdError;
use thiserror::Error;

/// Why a message was refused. Nothing has changed then.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
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
    #[error("feeder {feeder} stands there twice")]
    DuplicateFeeder { feeder: String },
    #[error("the new source says {found}, the present price of `{asset}` is {present}; a difference of more than 5 % needs the override")]
    SourceTooFar {
        asset: String,
        found: Price,
        present: Price,
    },
    #[error("the new source has no fresh price of `{asset}` to compare with the present {present}; a swap to it needs the override")]
    SourceNotFresh { asset: String, present: Price },
    #[error("{feeders} feeders are one more than twice the liars among them, so one report is bid, median and ask: each asset they price needs an average (half_life above 0)")]
    NeedsAverage { feeders: usize },
    #[error("no price of `{asset}` is pending")]
    NothingPending { asset: String },
    #[error("the pending price of `{asset}` is {found}, further than {within} from {named}; name that price")]
    OtherPending {
        asset: String,
        found: Price,
        named: Price,
        within: Ratio,
    },
    #[error("`{asset}` is halted (frozen) until {until}")]
    Halted { asset: String, until: String },
    #[error("`{asset}` is not halted (frozen)")]
    NotHalted { asset: String },
    #[error("the price of `{asset}` would stand on itself")]
    Cycle { asset: String },
    #[error("with this source of `{asset}` a chain would be longer than 4 records")]
    ChainTooLong { asset: String },
    #[error("there are {max} assets already")]
    TooManyAssets { max: u16 },
    #[error("the source of `{asset}` gives no number: {error}")]
    SourceUnreadable { asset: String, error: ReadError },
    #[error("there are no feeders")]
    NoFeeders,
    #[error("{feeder} is no feeder")]
    UnknownFeeder { feeder: String },
    #[error("{found} is no compressed secp256k1 key: 33 bytes are, the first of them 2 or 3")]
    NoPublicKey { found: String },
    #[error("the next sample is taken at {next}")]
    TooSoon { next: u64 },
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
    Limits(#[from] LimitError),
    #[error(transparent)]
    Budget(#[from] BudgetSpent),
    #[error(transparent)]
    Ownership(#[from] cw_ownable::OwnershipError),
    #[error(transparent)]
    Std(#[from] StdError),
}

/// Why one entry of a report was not taken. The others were.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    #[error("no price source is set for it")]
    UnknownAsset,
    #[error("{field} `{found}` is no number; {allowed}", allowed = readable(.field))]
    Unreadable { field: &'static str, found: String },
    #[error("a price of 0 is none")]
    Zero,
    #[error("time {found} is not newer than this feeder's last report, {known}")]
    NotNewer { found: u64, known: u64 },
    #[error("time {found} is ahead; at most {latest} is accepted now")]
    FromTheFuture { found: u64, latest: u64 },
    #[error("time {found} is before the feeder was appointed, {since}")]
    BeforeAppointment { found: u64, since: u64 },
    #[error("it is {age} s old, and reports count for {max_age} s")]
    TooOld { age: Seconds, max_age: Seconds },
    #[error("its stored record cannot be read")]
    Corrupt,
    #[error("its source asks nobody; `report` brings its prices")]
    AsksNobody,
    #[error("no feeder with this number has a key")]
    NoKey,
    #[error("a signature has 64 bytes; found {found}")]
    SignatureLength { found: usize },
    #[error("s is above half the order; sign in the low form")]
    HighS,
    #[error("a price or a time is no number, so nobody can have signed it")]
    NotSigned,
    #[error(
        "the signature is not of this feeder's key for these prices, this chain and this contract"
    )]
    WrongSignature,
}

fn readable(field: &str) -> &'static str {
    match field {
        "price" => "a decimal number with at most 18 decimals is, such as `9.87`",
        _ => "whole seconds are, such as `1700000000`",
    }
}
