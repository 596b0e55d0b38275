use ballast_risk::{
    Amount, BookError, CorrelationError, LiquidationError, MarketError, NumError, ParamError,
    PriceStatus, RampError, Ratio, SignedValue, TooManyPositions, Value,
};
use cosmwasm_std::StdError;
use thiserror::Error;

/// What every step returns. The error lies in a box, so that passing a result on copies one word.
pub type Result<T, E = Box<ContractError>> = std::result::Result<T, E>;

/// Why a message was refused. Nothing has changed then.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    #[error("{what} is not available in this version")]
    NotAvailable { what: &'static str },
    #[error("only {needed} may do this; the sender is {found}")]
    Unauthorized { needed: &'static str, found: String },
    #[error("asset `{asset}` is not listed")]
    UnknownAsset { asset: String },
    #[error("asset `{asset}` is listed already")]
    AlreadyListed { asset: String },
    #[error("{most} assets are listed, and ids are never reused")]
    TooManyAssets { most: u8 },
    #[error("send exactly one coin; found {found}")]
    WrongFunds { found: String },
    #[error("this message takes no funds; found {found}")]
    UnexpectedFunds { found: String },
    #[error("the amount must be above zero")]
    ZeroAmount,
    #[error("the hook message is not understood: {reason}; send deposit, repay, liquidate or liquidate_many")]
    NotOurHook { reason: String },
    #[error("{action} of `{asset}` is paused until {until}")]
    Paused {
        action: &'static str,
        asset: String,
        until: u64,
    },
    #[error("`{asset}` takes no deposits before the owner has lent the first one")]
    NotSeeded { asset: String },
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
    #[error(
        "asked for {asked} of `{asset}`, the account has {found} {mode}; ask for no more than that"
    )]
    InsufficientSupply {
        asset: String,
        mode: &'static str,
        asked: Amount,
        found: Amount,
    },
    #[error("asked for {asked} of `{asset}`, found {available} lendable; ask for no more than that{instead}")]
    InsufficientCash {
        asset: String,
        asked: Amount,
        available: Amount,
        /// What else would work.
        instead: &'static str,
    },
    #[error("account {account} owes nothing of `{asset}`")]
    NoDebt { account: String, asset: String },
    #[error("`{asset}` cannot be borrowed")]
    NotBorrowable { asset: String },
    #[error("a debt of {found} USD is below the minimum of {minimum} USD; borrow at least {at_least} in all")]
    DebtTooSmall {
        found: Value,
        minimum: Value,
        at_least: Amount,
    },
    #[error("borrowing {asked} of `{asset}` would leave a surplus of {surplus} USD; at most {max_borrow} can be borrowed")]
    BorrowTooLarge {
        asset: String,
        asked: Amount,
        surplus: SignedValue,
        max_borrow: Amount,
    },
    #[error("withdrawing {asked} of `{asset}` would leave a surplus of {surplus} USD; at most {max_withdraw} can be withdrawn")]
    WithdrawTooLarge {
        asset: String,
        asked: Amount,
        surplus: SignedValue,
        max_withdraw: Amount,
    },
    #[error("a deposit for somebody else opens no new position in an account that has any; deposit an asset that {account} holds already")]
    ForeignPosition { account: String },
    #[error("the price of `{asset}` is {status:?}; a fresh one is needed for this")]
    PriceNotUsable { asset: String, status: PriceStatus },
    #[error("the oracle answered {found} prices to {asked} assets")]
    WrongPrices { asked: usize, found: usize },
    #[error("an account cannot liquidate itself; pay from another account, or repay")]
    SelfLiquidation,
    #[error("account {account} is healthy, owes nothing, or has more than {most} USD of collateral left; liquidate it instead")]
    NotBeyondRescue { account: String, most: Value },
    #[error("the liquidator would receive {found}, asked for at least {asked}")]
    ReceivedTooLittle { asked: Amount, found: Amount },
    #[error("found {found} items, allowed are 1 to {most}")]
    BatchSize { found: usize, most: usize },
    #[error("`{asset}` has deposits or debt: its {field} is fixed")]
    Fixed { asset: String, field: &'static str },
    #[error("a ramp is in progress until {ends_at}; wait, or stop it first")]
    RampInProgress { ends_at: u64 },
    #[error(
        "the guardian may only set collateral_factor to 0 and lower caps; {field} is the owner's"
    )]
    NotSafer { field: &'static str },
    #[error("{field} is the owner's to change, not the steward's")]
    OwnersOnly { field: &'static str },
    #[error("{field}: asked for {asked}, the steward may go at most {step} from {from} at once")]
    BeyondStep {
        field: &'static str,
        from: String,
        asked: String,
        step: Ratio,
    },
    #[error("the steward changed this asset recently; again at {again_at}")]
    TooSoon { again_at: u64 },
    #[error("the guardian may pause this until {latest}, and anew from {again_at}; only the owner may pause longer")]
    PauseTooLong { latest: u64, again_at: u64 },
    #[error("ownership cannot be renounced; hand it over instead")]
    RenounceRefused,
    #[error("the price of `{asset}` is missing; an asset needs one before it can count")]
    NeedsPrice { asset: String },
    #[error("stored record `{record}` cannot be read")]
    Corrupt { record: &'static str },
    #[error("cannot migrate from {found}; this is {expected}")]
    WrongContract { found: String, expected: String },
    #[error(
        "account {account} holds nothing of `{asset}` that has a price; name another collateral"
    )]
    NothingToSeize { account: String, asset: String },
    #[error("seizing this collateral for this debt would not raise the health factor{better}")]
    WouldNotHeal { better: String },
    #[error(transparent)]
    Liquidation(#[from] LiquidationError),
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
    Num(#[from] NumError),
    #[error(transparent)]
    Ownership(#[from] cw_ownable::OwnershipError),
    #[error(transparent)]
    Std(#[from] StdError),
}

/// What the messages promise and this version does not do yet. The list shrinks to nothing.
pub mod missing {
    pub const LIQUIDATE_PRO_RATA: &str = "liquidate_pro_rata";
}

macro_rules! boxed {
    ($($error:ty)*) => {$(
        impl From<$error> for Box<ContractError> {
            #[cold]
            fn from(error: $error) -> Self {
                Box::new(error.into())
            }
        }
    )*};
}

boxed! {
    LiquidationError TooManyPositions ParamError CorrelationError RampError NumError cw_ownable::OwnershipError StdError
}
