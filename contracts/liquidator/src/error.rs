use ballast_risk::{Amount, NumError};
use cosmwasm_std::StdError;
use thiserror::Error;

pub type Result<T, E = ContractError> = std::result::Result<T, E>;

/// Why a message was refused. Nothing has changed then.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    #[error("only {needed} may do this; the sender is {found}")]
    Unauthorized { needed: &'static str, found: String },
    #[error("this message takes no funds; found {found}")]
    UnexpectedFunds { found: String },
    #[error("found {found} calls, allowed are 1 to {max}")]
    Calls { found: usize, max: usize },
    #[error("a call takes coins, or one token alone; split the call that offers `{token}`")]
    TokenNotAlone { token: String },
    #[error("nothing of `{asset}` is there to be offered; leave the call out, or put it after what brings some")]
    NothingToOffer { asset: String },
    #[error("of the loan {due} of `{asset}` must go back, {found} are there; borrow less, or swap more into it")]
    CannotReturn {
        asset: String,
        due: Amount,
        found: Amount,
    },
    #[error("the profit would be {found} of `{asset}`, asked for at least {asked}")]
    ProfitTooSmall {
        asset: String,
        asked: Amount,
        found: Amount,
    },
    #[error("cannot migrate from {found}; this is {expected}")]
    WrongContract { found: String, expected: String },
    #[error(transparent)]
    Num(#[from] NumError),
    #[error(transparent)]
    Std(#[from] StdError),
}
