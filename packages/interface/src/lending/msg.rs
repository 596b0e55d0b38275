use super::account::{Batch, SetOperator};
use super::admin::{
    AssetUpdate, CorrelationsUpdate, ListAsset, OracleSwap, PausableAction, RoleChange, SteerRamp,
    StewardLimits,
};
use super::flash::FlashLoan;
use crate::{null_is_default, AccountId, AssetId};
use ballast_risk::governance::CorrelationSpec;
use ballast_risk::governance::LiquidationConfig;
use ballast_risk::{Amount, Ratio, SupplyMode};
use cosmwasm_schema::cw_serde;
use cw20::Cw20ReceiveMsg;

/// ```json
/// {"owner": "wasm1…", "guardian": "wasm1…", "oracle": "wasm1…",
///  "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10", "write_off_value": "0.1"},
///  "correlations": {"groups": [{"name": "eth", "stress": "0.22"}, {"name": "usd", "stress": "0.03"}],
///    "rho": [["1", "0"], ["0", "1"]], "correlation_credit": "0.75", "min_margin": "0.02"}}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// A governance, multisig or timelock contract.
    pub owner: String,
    pub guardian: Option<String>,
    pub steward: Option<String>,
    /// Answers the `prices` query of the oracle interface.
    pub oracle: String,
    pub liquidation: LiquidationConfig,
    /// Scenarios follow by `update_correlations` once their assets are listed.
    pub correlations: CorrelationSpec,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Supplies the one coin that is sent. To a cw20 token the same goes by its `send`.
    ///
    /// ```json
    /// {"deposit": {"mode": "lend"}}
    /// ```
    Deposit(Deposit),
    /// ```json
    /// {"withdraw": {"asset": {"native": "uatom"}, "amount": "1000000", "mode": "lend"}}
    /// ```
    Withdraw {
        /// Absent: the sender's main account.
        account: Option<AccountId>,
        asset: AssetId,
        /// Absent: all.
        amount: Option<Amount>,
        #[serde(default, deserialize_with = "null_is_default")]
        #[schemars(with = "Option<SupplyMode>")]
        mode: SupplyMode,
        recipient: Option<String>,
    },
    /// ```json
    /// {"borrow": {"asset": {"native": "uusdc"}, "amount": "250000000"}}
    /// ```
    Borrow {
        /// Absent: the sender's main account.
        account: Option<AccountId>,
        asset: AssetId,
        amount: Amount,
        recipient: Option<String>,
    },
    /// Repays with the one coin that is sent; what is beyond the debt goes back to the sender.
    ///
    /// ```json
    /// {"repay": {"account": {"owner": "wasm1…", "id": 0}}}
    /// ```
    Repay(Repay),
    /// Moves own supply between lent and protected.
    ///
    /// ```json
    /// {"shift": {"asset": {"native": "uatom"}, "amount": "1000000", "to": "protect"}}
    /// ```
    Shift {
        /// Absent: the sender's main account.
        account: Option<AccountId>,
        asset: AssetId,
        /// Absent: all.
        amount: Option<Amount>,
        to: SupplyMode,
    },
    /// Several actions on one account, judged once at the end: all of them happen, or nothing.
    ///
    /// ```json
    /// {"batch": {"actions": [{"deposit": {"asset": {"native": "uatom"}}},
    ///   {"borrow": {"asset": {"native": "uusdc"}, "amount": "250000000"}}]}}
    /// ```
    Batch(Batch),
    /// Names who may act for a sub-account of the sender. With an empty `may` it ends.
    ///
    /// ```json
    /// {"set_operator": {"operator": "wasm1…", "may": ["withdraw"], "pay_to": "owner", "min_health": "1.2",
    ///   "until": 1700000000}}
    /// ```
    SetOperator(SetOperator),
    /// Repays debt of an unhealthy account with the one coin that is sent and takes collateral for it.
    ///
    /// ```json
    /// {"liquidate": {"account": {"owner": "wasm1…"}, "collateral": {"native": "uatom"}, "min_received": "1000000"}}
    /// ```
    Liquidate(Liquidate),
    /// Several liquidations paid with the one coin that is sent; each may fail alone.
    ///
    /// ```json
    /// {"liquidate_many": {"items": [{"account": {"owner": "wasm1…"}, "collateral": {"native": "uatom"}, "repay": "5000000"}]}}
    /// ```
    LiquidateMany(LiquidateMany),
    /// Repays a fraction of all debts of an unhealthy account against a share of all its collateral, which goes to an own
    /// account as supply. The coins that are sent pay first, then lent supply of that account; the rest comes back.
    ///
    /// ```json
    /// {"liquidate_pro_rata": {"account": {"owner": "wasm1…"}, "fraction": "0.2", "pay_from": 1}}
    /// ```
    LiquidateProRata(LiquidateProRata),
    /// Writes off the debts of an unhealthy account that has next to no collateral. Anybody.
    ///
    /// ```json
    /// {"write_off": {"account": {"owner": "wasm1…"}}}
    /// ```
    WriteOff { account: AccountId },
    /// Lends to the calling contract for the length of one call to it, in which everything must come back by `return_flash`.
    ///
    /// ```json
    /// {"flash_loan": {"loans": [{"asset": {"native": "uusdc"}, "amount": "250000000"}], "msg": "e30="}}
    /// ```
    FlashLoan(FlashLoan),
    /// Returns flash loans and their fees with the coins that are sent, each of an asset that is lent now; what is above
    /// loan and fee goes back to the sender.
    ///
    /// ```json
    /// {"return_flash": {}}
    /// ```
    ReturnFlash {},
    /// Ends a flash loan. From the contract itself, after it has called the receiver.
    ///
    /// ```json
    /// {"settle_flash": {}}
    /// ```
    SettleFlash {},
    /// Lists an asset. Its caps are 0 for everybody but the owner until the owner has deposited a seed. Owner only.
    ///
    /// ```json
    /// {"list_asset": {"asset": {"native": "uatom"}, "decimals": 6,
    ///   "risk": {"collateral_factor": "0.56", "liquidation_threshold": "0.6", "borrow_weight": "1.4", "group": "atom"},
    ///   "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.1", "protocol_fee": "0.1"},
    ///   "rates": {"base": "0", "slope1": "0.1", "slope2": "3", "optimal_utilisation": "0.7"},
    ///   "reserve_factor": "0.1", "caps": {"supply_cap": "5000000000000"}}}
    /// ```
    ListAsset(ListAsset),
    /// Changes parameters of an asset: what is absent stays. The owner may change all, steward and guardian within their limits.
    ///
    /// ```json
    /// {"update_asset": {"asset": {"native": "uatom"}, "caps": {"supply_cap": {"set": "6000000000000"}}}}
    /// ```
    UpdateAsset(AssetUpdate),
    /// Changes correlations (with a ramp) or scenarios (at once). Owner only.
    ///
    /// ```json
    /// {"update_correlations": {"scenarios": [{"name": "march", "moves": {"uatom": "-0.5"}}]}}
    /// ```
    UpdateCorrelations(CorrelationsUpdate),
    /// Holds a ramp that is under way, lets it go on or turns it back. Owner only.
    ///
    /// ```json
    /// {"ramp": {"asset": {"native": "uatom"}, "to": "turn_back", "ramp_seconds": 86400}}
    /// ```
    Ramp(SteerRamp),
    /// Changes the oracle or the rules of liquidation: what is absent stays. Owner only.
    ///
    /// ```json
    /// {"update_config": {"oracle": "wasm1…"}}
    /// ```
    UpdateConfig {
        oracle: Option<String>,
        /// What to do where a price of the new oracle is more than 5 % from the present one's, or one of them is not
        /// fresh. Absent: refuse.
        #[serde(rename = "override")]
        swap: Option<OracleSwap>,
        liquidation: Option<LiquidationConfig>,
    },
    /// Changes the roles but the owner's: what is absent stays. Owner only.
    ///
    /// ```json
    /// {"set_roles": {"guardian": {"set": "wasm1…"}}}
    /// ```
    SetRoles {
        guardian: Option<RoleChange>,
        steward: Option<RoleChange>,
        steward_limits: Option<StewardLimits>,
    },
    /// Owner, or guardian: supply and borrow. All pauses of one action of one asset by guardians draw on 72 hours, which
    /// refill evenly over seven days while they are not drawn; each draws at least one.
    ///
    /// ```json
    /// {"pause": {"asset": {"native": "uatom"}, "actions": ["supply", "borrow"], "until": 1700000000}}
    /// ```
    Pause {
        asset: AssetId,
        actions: Vec<PausableAction>,
        /// Seconds. Absent: as long as the sender may, for the owner until `unpause`. The owner's takes the place of a
        /// guardian's; a guardian lengthens, never shortens.
        until: Option<u64>,
    },
    /// Ends pauses at once: the owner any, a guardian those of guardians; the hours that are left come back.
    ///
    /// ```json
    /// {"unpause": {"asset": {"native": "uatom"}, "actions": ["supply", "borrow"]}}
    /// ```
    Unpause {
        asset: AssetId,
        actions: Vec<PausableAction>,
    },
    /// Pays out reserves, only from cash. Owner only.
    ///
    /// ```json
    /// {"withdraw_reserves": {"asset": {"native": "uatom"}, "recipient": "wasm1…"}}
    /// ```
    WithdrawReserves {
        asset: AssetId,
        /// Absent: all there are.
        amount: Option<Amount>,
        recipient: Option<String>,
    },
    /// Stores the interest up to now. Anybody; nothing ever needs it.
    ///
    /// ```json
    /// {"accrue": {"assets": [{"native": "uatom"}]}}
    /// ```
    Accrue { assets: Vec<AssetId> },
    /// Hands the contract over in two steps; renouncing is refused.
    ///
    /// ```json
    /// {"update_ownership": {"transfer_ownership": {"new_owner": "wasm1…", "expiry": null}}}
    /// ```
    UpdateOwnership(cw_ownable::Action),
    /// The hook that a listed cw20 token calls on `send`; its `msg` is a [`Cw20HookMsg`].
    ///
    /// ```json
    /// {"receive": {"sender": "wasm1…", "amount": "1000000", "msg": "eyJkZXBvc2l0Ijp7fX0="}}
    /// ```
    Receive(Cw20ReceiveMsg),
}

/// What goes with tokens that are sent by a cw20 contract. The payer is who sent them; the asset is the token.
///
/// ```json
/// {"deposit": {"mode": "protect"}}
/// ```
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Cw20HookMsg {
    Deposit(Deposit),
    Repay(Repay),
    /// The actor is the token: it may do what anybody may, and more only where the account made it its operator. What is
    /// left goes to who sent the tokens, or to `recipient`.
    Batch(Batch),
    Liquidate(Liquidate),
    LiquidateMany(LiquidateMany),
    ReturnFlash {},
    /// The tokens pay, no supply does: the sender is only the token's word.
    LiquidateProRata(LiquidateProRata),
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Deposit {
    /// Absent: the payer's main account. A deposit for somebody else opens no new position in an account that has any.
    pub account: Option<AccountId>,
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<SupplyMode>")]
    pub mode: SupplyMode,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Repay {
    /// Absent: the payer's main account.
    pub account: Option<AccountId>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Liquidate {
    pub account: AccountId,
    pub collateral: AssetId,
    /// In base units of the collateral, for all that is sent; where less than that is repaid, for so much less.
    pub min_received: Option<Amount>,
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<Receive>")]
    pub receive: Receive,
    /// Sub-account of the payer for `shares`; 0 if absent.
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<u8>")]
    pub receive_account: u8,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LiquidateMany {
    /// At most 20.
    pub items: Vec<LiquidationItem>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LiquidationItem {
    pub account: AccountId,
    pub collateral: AssetId,
    /// The most that this item may spend. Absent: all that is left.
    pub repay: Option<Amount>,
    /// For all of `repay`, else for all that is left; where less is repaid, for so much less.
    pub min_received: Option<Amount>,
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<Receive>")]
    pub receive: Receive,
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<u8>")]
    pub receive_account: u8,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LiquidateProRata {
    pub account: AccountId,
    /// Above 0, at most 1: no more than this of any debt. It is lowered to what reaches the target, and to what can be paid.
    pub fraction: Ratio,
    /// Sub-account of the payer that receives what is seized and whose lent supply pays what was not sent along; 0 if absent.
    /// Where it owes it must be healthy at Initial afterwards.
    #[serde(default, deserialize_with = "null_is_default")]
    #[schemars(with = "Option<u8>")]
    pub pay_from: u8,
}

/// As what a liquidator takes the collateral.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq, Default)]
pub enum Receive {
    /// Out of the contract; lent collateral needs lendable cash.
    #[default]
    Asset,
    /// As supply on an own account; needs no cash.
    Shares,
}
