use crate::lending::{FlashAsset, FlashLent, OnFlashLoan};
use crate::AssetId;
use ballast_risk::Amount;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Binary;

/// ```json
/// {"owner": "wasm1…", "lending": "wasm1…"}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The only one who may use it, and whom everything is paid.
    pub owner: String,
    pub lending: String,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Pays what lies here of the run's assets to the owner, refreshes prices, takes a flash loan, does the calls in their order,
    /// returns the loan and pays what is left to the owner: all of it, or nothing where less is left than `profit` says. Owner
    /// only.
    ///
    /// ```json
    /// {"run": {"loans": [{"asset": {"native": "uusdc"}, "amount": "100000000"}],
    ///   "calls": [
    ///     {"msg": "eyJsaXF1aWRhdGUiOnt9fQ==", "offer": [{"asset": {"native": "uusdc"}, "amount": "100000000"}]},
    ///     {"contract": "wasm1…", "msg": "eyJzd2FwIjp7fX0=", "offer": [{"asset": {"native": "uatom"}}]}],
    ///   "profit": {"asset": {"native": "uusdc"}, "at_least": "500000"}}}
    /// ```
    Run(Run),
    /// Pays what lies here to the owner: a gift, or what a run did not name. Owner only.
    ///
    /// ```json
    /// {"sweep": {"assets": [{"native": "uatom"}]}}
    /// ```
    Sweep { assets: Vec<AssetId> },
    /// From lending, in answer to this contract's own flash loan.
    ///
    /// ```json
    /// {"on_flash_loan": {"initiator": "wasm1…", "loans": [{"asset": {"native": "uusdc"}, "amount": "100000000", "fee": "90000"}],
    ///   "msg": "W10="}}
    /// ```
    OnFlashLoan(OnFlashLoan),
    /// One call of a run. Only the contract itself.
    ///
    /// ```json
    /// {"step": {"msg": "e30=", "offer": []}}
    /// ```
    Step(Call),
    /// Returns the loan. Only the contract itself.
    ///
    /// ```json
    /// {"give_back": {"loans": [{"asset": {"native": "uusdc"}, "amount": "100000000", "fee": "90000"}]}}
    /// ```
    GiveBack { loans: Vec<FlashLent> },
    /// Ends a run. Only the contract itself.
    ///
    /// ```json
    /// {"pay_out": {"profit": {"asset": {"native": "uusdc"}, "at_least": "500000"}, "assets": [{"native": "uusdc"}]}}
    /// ```
    PayOut {
        profit: Profit,
        /// Of all of these everything is paid.
        assets: Vec<AssetId>,
    },
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Assets that lending's oracle is to ask for first. Absent: none.
    #[serde(default, deserialize_with = "crate::null_is_default")]
    #[schemars(with = "Option<Vec<AssetId>>")]
    pub refresh: Vec<AssetId>,
    /// None: the calls alone, such as a withdrawal of what was received as supply.
    pub loans: Vec<FlashAsset>,
    /// Up to 32: liquidations, what must be withdrawn where they pay in shares, then swaps.
    pub calls: Vec<Call>,
    pub profit: Profit,
}

/// A message to a contract.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Absent: lending.
    pub contract: Option<String>,
    /// As it is; with a token the message of its `send`.
    pub msg: Binary,
    /// What goes along: coins, or one token. Absent: nothing.
    #[serde(default, deserialize_with = "crate::null_is_default")]
    #[schemars(with = "Option<Vec<Offer>>")]
    pub offer: Vec<Offer>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Offer {
    pub asset: AssetId,
    /// Absent: all that is there then.
    pub amount: Option<Amount>,
}

/// What must be won; what lay here before is paid out before and does not count.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Profit {
    pub asset: AssetId,
    pub at_least: Amount,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// ```json
    /// {"config": {}}
    /// ```
    #[returns(ConfigResponse)]
    Config {},
}

#[cw_serde]
pub struct ConfigResponse {
    pub owner: String,
    pub lending: String,
}
