//! What a user's messages are made of: actions on one account, and who may act for it.

use crate::{null_is_default, AccountId, AssetId};
use ballast_risk::{Amount, HealthFactor, SupplyMode};
use cosmwasm_schema::cw_serde;

/// One thing that is done to an account. Between the actions of a batch stands a purse: coins that are sent with the message
/// go in, so does what is borrowed and withdrawn; deposits and repayments take out of it.
///
/// ```json
/// {"borrow": {"asset": {"native": "uusdc"}, "amount": "250000000"}}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum AccountAction {
    Deposit {
        asset: AssetId,
        /// Absent: all that is in the purse.
        amount: Option<Amount>,
        #[serde(default, deserialize_with = "null_is_default")]
        #[schemars(with = "Option<SupplyMode>")]
        mode: SupplyMode,
        /// Absent: the account that is acted on.
        account: Option<AccountId>,
    },
    Withdraw {
        asset: AssetId,
        /// Absent: all.
        amount: Option<Amount>,
        #[serde(default, deserialize_with = "null_is_default")]
        #[schemars(with = "Option<SupplyMode>")]
        mode: SupplyMode,
    },
    Borrow {
        asset: AssetId,
        amount: Amount,
    },
    Repay {
        asset: AssetId,
        /// Absent, or above the debt: the lesser of what is in the purse and what is owed.
        amount: Option<Amount>,
        /// Absent: the account that is acted on.
        account: Option<AccountId>,
    },
    /// Moves own supply between lent and protected.
    Shift {
        asset: AssetId,
        /// Absent: all.
        amount: Option<Amount>,
        to: SupplyMode,
    },
    /// Sets own lent supply against own debt of the same asset, without cash.
    Offset {
        asset: AssetId,
        /// Absent: as much as there is of both.
        amount: Option<Amount>,
    },
}

/// One to sixteen actions on one account, judged once, at the end.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Absent: the sender's main account.
    pub account: Option<AccountId>,
    pub actions: Vec<AccountAction>,
    /// Gets what is left in the purse. Absent: the sender.
    pub recipient: Option<String>,
}

/// What an operator may be allowed beyond what anybody may.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub enum OperatorRight {
    Borrow,
    /// Also offsets.
    Withdraw,
    Shift,
}

/// Whom an operator may pay.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub enum PayTo {
    /// All of the purse goes to the owner of the account; deposits and repayments go to the account only.
    Owner,
    Anybody,
}

/// Names who may act for one sub-account, for a time. What is sent again replaces what was.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SetOperator {
    /// Sub-account of the sender. Absent: the main account.
    pub account: Option<AccountId>,
    pub operator: String,
    /// Empty: the operator is none any more.
    pub may: Vec<OperatorRight>,
    pub pay_to: PayTo,
    /// After it withdrew or borrowed, the health factor (thresholds; collateral at low, debt at high) is at least this.
    pub min_health: Option<HealthFactor>,
    /// Seconds; at most a year from now. From then on it may nothing.
    pub until: u64,
}
