//! Why something cannot be done with a ledger. Nothing has changed then.

use ballast_risk::governance::{BudgetSpent, CorrelationError, ParamError, RampError};
use ballast_risk::{
    Amount, BookError, HealthFactor, MarketError, NumError, PriceStatus, SupplyMode,
    TooManyPositions, Value,
};
use thiserror::Error;

pub type Result<T, E = LedgerError> = std::result::Result<T, E>;

#[derive(Error, Debug, Clone, PartialEq)]
pub enum LedgerError {
    #[error("asset `{asset}` is not listed")]
    UnknownAsset { asset: String },
    #[error("{max} assets are listed, and their numbers are never reused")]
    TooManyAssets { max: u8 },
    #[error("`{found}` is no address: {reason}")]
    NotAnAddress { found: String, reason: String },
    #[error("the amount must be above zero")]
    ZeroAmount,
    #[error("{action} of `{asset}` is paused until {end}", end = end_of(*until))]
    Paused {
        action: &'static str,
        asset: String,
        until: u64,
    },
    #[error("the guardians' hours allow a pause until {latest}; only the owner may pause longer")]
    PauseTooLong { latest: u64 },
    #[error("`{asset}` takes no deposits before the owner has lent the first one")]
    NotSeeded { asset: String },
    #[error("{action} needs {asked} of `{asset}`, there are {found}; send them along, or borrow or withdraw them before")]
    PurseShort {
        action: &'static str,
        asset: String,
        asked: Amount,
        found: Amount,
    },
    #[error(
        "{cap} of `{asset}`: asked to reach {asked}, allowed is {allowed}; at most {room} more"
    )]
    CapReached {
        cap: &'static str,
        asset: String,
        asked: Amount,
        allowed: Amount,
        room: Amount,
    },
    #[error("asked for {asked} of `{asset}`, the account has {found} in mode {mode}")]
    InsufficientSupply {
        asset: String,
        mode: SupplyMode,
        asked: Amount,
        found: Amount,
    },
    #[error("asked for {asked} of `{asset}`, found {available} lendable")]
    InsufficientCash {
        asset: String,
        asked: Amount,
        available: Amount,
    },
    #[error("account {account} has nothing of `{asset}` in mode {mode}")]
    NothingSupplied {
        account: String,
        asset: String,
        mode: SupplyMode,
    },
    #[error("account {account} owes nothing")]
    OwesNothing { account: String },
    #[error("account {account} owes nothing of `{asset}`")]
    NoDebt { account: String, asset: String },
    #[error("`{asset}` cannot be borrowed")]
    NotBorrowable { asset: String },
    #[error("a debt of {found} USD of `{asset}` is below the minimum of {minimum} USD; owe at least {at_least} in all, or nothing")]
    DebtTooSmall {
        asset: String,
        found: Value,
        minimum: Value,
        at_least: Amount,
    },
    #[error("a debt of {found} USD of `{asset}` would be left, below {minimum} USD; end it first, `repay` with {to_end} does (what is too much comes back)")]
    LeavesDebtTooSmall {
        asset: String,
        found: Value,
        minimum: Value,
        to_end: Amount,
    },
    #[error("account {account} would owe with no collateral that counts{uncounted}; deposit an asset whose collateral_factor is above 0")]
    NoCollateral {
        account: String,
        /// What it has, and why that counts nothing.
        uncounted: String,
    },
    #[error("the account would be {missing} USD short of the initial requirement{uncounted}; `max_borrow` and `max_withdraw` of the lens answer what would work")]
    Short {
        missing: Value,
        /// Collateral that counts nothing, and why.
        uncounted: String,
    },
    #[error("the account's health factor would be below {asked}, which its owner asks of this operator; borrow or withdraw less")]
    BelowMinHealth { asked: HealthFactor },
    #[error("account {account} has {found} positions; others than its owner open none from {max} on: name an asset that it holds already, or another account")]
    ForeignPosition {
        account: String,
        found: usize,
        max: usize,
    },
    #[error("the price of `{asset}` is {status:?}; a fresh one is needed for this")]
    PriceNotUsable { asset: String, status: PriceStatus },
    #[error("the oracle answered {found} prices to {asked} assets")]
    WrongPrices { asked: usize, found: usize },
    #[error("the records cannot be read: {reason}")]
    Unreachable { reason: String },
    #[error("the oracle did not answer: {reason}")]
    OracleFailed { reason: String },
    #[error("stored record `{record}` cannot be read")]
    Corrupt { record: &'static str },
    #[error("the records have layout {found}, this reads layout {known}; use the version that belongs to them")]
    OtherLayout { found: u8, known: u8 },
    #[error("there is no lending contract of this kind at the address")]
    NotALendingContract,
    #[error("`{asset}` has deposits or debt: its {field} is fixed")]
    Fixed { asset: String, field: &'static str },
    #[error("a base unit of `{asset}` is worth {unit} USD, too coarse where at most {largest} USD is allowed; use an asset of finer units, or raise min_position_value")]
    UnitTooCoarse {
        asset: String,
        unit: Value,
        largest: Value,
    },
    #[error("`{asset}` needs a supply_cap while its liquidation_threshold is above 0; set one")]
    NeedsSupplyCap { asset: String },
    #[error("{of}: {ramp}")]
    RampInProgress { of: String, ramp: RampError },
    #[error("what lowered the account's surplus was not judged")]
    Unjudged,
    #[error(transparent)]
    Positions(#[from] TooManyPositions),
    #[error(transparent)]
    Market(MarketError),
    #[error(transparent)]
    Book(BookError),
    #[error(transparent)]
    Param(#[from] ParamError),
    #[error(transparent)]
    Correlation(#[from] CorrelationError),
    #[error(transparent)]
    Ramp(#[from] RampError),
    #[error(transparent)]
    Budget(#[from] BudgetSpent),
    #[error(transparent)]
    Num(#[from] NumError),
}

/// The owner pauses without an end.
fn end_of(until: u64) -> String {
    match until {
        u64::MAX => "the owner lifts it".to_owned(),
        until => until.to_string(),
    }
}
