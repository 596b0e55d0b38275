use ballast_ledger::LedgerError;
use ballast_risk::governance::{CorrelationError, ParamError, RampError};
use ballast_risk::liquidate::LiquidationError;
use ballast_risk::{Amount, HealthFactor, NumError, Price, PriceStatus, Ratio};
use cosmwasm_std::StdError;
use thiserror::Error;

pub type Result<T, E = ContractError> = std::result::Result<T, E>;

/// Why a message was refused. Nothing has changed then.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    #[error("only {needed} may do this; the sender is {found}")]
    Unauthorized { needed: &'static str, found: String },
    #[error("this operator gives to {owner} only; found {found}")]
    PaysOwnerOnly { owner: String, found: String },
    #[error("the owner of an account needs no operator's rights; name another address")]
    OperatorIsOwner,
    #[error("account {account} has {max} operators already; revoke one, or wait until one's time is over")]
    TooManyOperators { account: String, max: usize },
    #[error("until {found} is not to come or more than a year away; now is {now}, name at most {latest}")]
    OperatorUntil { found: u64, now: u64, latest: u64 },
    #[error("min_health: found {found}, allowed is 1 to 1000000000, or leave it out")]
    MinHealth { found: HealthFactor },
    #[error("the contract itself is named as who gets it, where it would belong to nobody; name another")]
    RecipientIsContract,
    #[error("asset `{asset}` is listed already")]
    AlreadyListed { asset: String },
    #[error("`{asset}` is {what}, which cannot be listed; name a coin or a token")]
    NotListable { asset: String, what: &'static str },
    #[error("`{asset}` does not answer `token_info` as a cw20 token does: {reason}")]
    NotAToken { asset: String, reason: String },
    #[error("decimals: asked for {asked}, the token `{asset}` has {found}; name those")]
    OtherDecimals { asset: String, asked: u8, found: u8 },
    #[error("the new oracle is {what}; name an oracle contract")]
    NotAnOracle { what: &'static str },
    #[error("`{asset}` is {present} USD at the present oracle and {found} USD at the new one, which is more than 5 % apart; let them agree, or name the override `any_price`")]
    OraclesDiffer {
        asset: String,
        present: Price,
        found: Price,
    },
    #[error("the price of `{asset}` is not fresh at both oracles ({present:?} at the present one, {found:?} at the new one), so they cannot be compared; wait, or name the override `any_price`")]
    NotComparable {
        asset: String,
        present: PriceStatus,
        found: PriceStatus,
    },
    #[error("send exactly one coin; found {found}")]
    WrongFunds { found: String },
    #[error("`{denom}` was sent twice; send each coin once")]
    CoinTwice { denom: String },
    #[error("this message takes no funds; found {found}")]
    UnexpectedFunds { found: String },
    #[error("the hook message is not understood: {reason}; send deposit, repay, batch, liquidate, liquidate_many, liquidate_pro_rata or return_flash")]
    NotOurHook { reason: String },
    #[error("asked for {asked} of `{asset}` in reserve, found {found}; ask for no more than that")]
    InsufficientReserves {
        asset: String,
        asked: Amount,
        found: Amount,
    },
    #[error(
        "asked for {asked} of `{asset}`, found {available} lendable; repay less, or receive shares"
    )]
    NoCashForSeizure {
        asset: String,
        asked: Amount,
        available: Amount,
    },
    #[error("an account cannot liquidate itself; pay from another account, or repay")]
    SelfLiquidation,
    #[error("account {account} is not written off: it {why}")]
    NotBeyondRescue { account: String, why: String },
    #[error("the liquidator would receive {found}, asked for at least {asked}")]
    ReceivedTooLittle { asked: Amount, found: Amount },
    #[error("found {found} items, allowed are 1 to {max}")]
    BatchSize { found: usize, max: usize },
    #[error(
        "the guardian may only set collateral_factor to 0 and lower caps; to change {field} is the owner's"
    )]
    NotSafer { field: &'static str },
    #[error("to change {field} is the owner's, not the steward's")]
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
    #[error("no action is named; name supply, borrow or liquidate")]
    NoAction,
    #[error("ownership cannot be renounced; hand it over instead")]
    RenounceRefused,
    #[error("the price of `{asset}` is missing; an asset needs one before it can count")]
    NeedsPrice { asset: String },
    #[error("cannot migrate from {found}; this is {expected}")]
    WrongContract { found: String, expected: String },
    #[error(
        "account {account} holds nothing of `{asset}` that has a price; name another collateral"
    )]
    NothingToSeize { account: String, asset: String },
    #[error("the price of `{asset}` is frozen (halted) until {until}: till then it is neither repaid nor seized; `liquidation_quote` without a pair names another")]
    Halted { asset: String, until: String },
    #[error("there is nothing of `{asset}` to pay with, which the account owes; send it along, or lend it on the paying account before")]
    NothingToPay { asset: String },
    #[error("the account is healthy with `{asset}` as it counts while it is frozen (halted), until {until}; only one with a health factor below 1 can be liquidated")]
    HealthyWhileHalted { asset: String, until: String },
    #[error("what would be done to `{asset}` is not what the quote says, because its base unit is too coarse for so little; repay more")]
    NotAsQuoted { asset: String },
    #[error("flash loans go to contracts, and {found} is none; let a contract ask that answers `on_flash_loan`")]
    NotAReceiver { found: String },
    #[error("a flash loan is out already; ask for all assets at once, or when it has come back")]
    FlashLoanOut,
    #[error("`{asset}` is asked for twice; name each asset once, with all of it")]
    AssetTwice { asset: String },
    #[error(
        "there are no flash loans of `{asset}`, which has no flash_fee; ask for another asset"
    )]
    NoFlashLoans { asset: String },
    #[error(
        "no flash loan is out; return_flash works only while one is, so repay or deposit instead"
    )]
    NoFlashLoanOut,
    #[error("found {found}, which is not lent by flash loan now; return {lent}")]
    NotFlashLent { found: String, lent: String },
    #[error("of the flash loan {due} of `{asset}` are due, {found} came back; send {missing} more with return_flash before the call ends")]
    FlashNotReturned {
        asset: String,
        due: Amount,
        found: Amount,
        missing: Amount,
    },
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Liquidation(#[from] LiquidationError),
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

impl ContractError {
    /// A seizure that lacks cash may still be received in shares.
    pub fn instead_of_cash(error: LedgerError) -> Self {
        match error {
            LedgerError::InsufficientCash {
                asset,
                asked,
                available,
            } => ContractError::NoCashForSeizure {
                asset,
                asked,
                available,
            },
            other => other.into(),
        }
    }
}
