//! Names of events and of their attributes. The chain puts `wasm-` before the type of an event.
//!
//! Replaying the events of a contract from its first block rebuilds every balance: each carries raw amounts and the
//! shares or scaled debt that moved.

/// Types of the lending contract's events.
pub mod lending {
    pub const INSTANTIATE: &str = "ballast_instantiate";
    pub const DEPOSIT: &str = "ballast_deposit";
    pub const WITHDRAW: &str = "ballast_withdraw";
    pub const BORROW: &str = "ballast_borrow";
    pub const REPAY: &str = "ballast_repay";
    pub const SHIFT: &str = "ballast_shift";
    /// Lent supply set against debt of the same asset.
    pub const OFFSET: &str = "ballast_offset";
    pub const SET_OPERATOR: &str = "ballast_set_operator";
    pub const LIQUIDATE: &str = "ballast_liquidate";
    /// A liquidation of everything pro rata; what was repaid and seized stands in events of its own.
    pub const LIQUIDATE_PRO_RATA: &str = "ballast_liquidate_pro_rata";
    /// One collateral that it took.
    pub const SEIZE: &str = "ballast_seize";
    /// One item of a batch that was refused; the batch went on.
    pub const LIQUIDATE_REFUSED: &str = "ballast_liquidate_refused";
    pub const WRITE_OFF: &str = "ballast_write_off";
    /// Collateral that went to the protocol's reserves with a write-off.
    pub const FORFEIT: &str = "ballast_forfeit";
    /// Shares of an epoch that ended, dropped when their account was touched.
    pub const DROP_SHARES: &str = "ballast_drop_shares";
    /// Lent until the end of the transaction.
    pub const FLASH_LOAN: &str = "ballast_flash_loan";
    pub const RETURN_FLASH: &str = "ballast_return_flash";
    /// A flash loan has come back; its fee is the reserve's.
    pub const SETTLE_FLASH: &str = "ballast_settle_flash";
    pub const ACCRUE: &str = "ballast_accrue";
    pub const LIST_ASSET: &str = "ballast_list_asset";
    pub const UPDATE_ASSET: &str = "ballast_update_asset";
    pub const UPDATE_CORRELATIONS: &str = "ballast_update_correlations";
    pub const UPDATE_CONFIG: &str = "ballast_update_config";
    /// A ramp under way was held, let go on or turned back.
    pub const RAMP: &str = "ballast_ramp";
    pub const SET_ROLES: &str = "ballast_set_roles";
    pub const PAUSE: &str = "ballast_pause";
    pub const UNPAUSE: &str = "ballast_unpause";
    pub const WITHDRAW_RESERVES: &str = "ballast_withdraw_reserves";
    pub const UPDATE_OWNERSHIP: &str = "ballast_update_ownership";
    pub const MIGRATE: &str = "ballast_migrate";
}

/// Types of the oracle contract's events.
pub mod oracle {
    pub const INSTANTIATE: &str = "ballast_oracle_instantiate";
    pub const SET_ASSET: &str = "ballast_oracle_set_asset";
    pub const SET_FEEDERS: &str = "ballast_oracle_set_feeders";
    pub const REPORT: &str = "ballast_oracle_report";
    /// One entry of a report that was not taken; the others were.
    pub const SKIP: &str = "ballast_oracle_skip";
    pub const PRICE: &str = "ballast_oracle_price";
    /// A price beyond the largest step was kept back.
    pub const PENDING: &str = "ballast_oracle_pending";
    pub const CONFIRM: &str = "ballast_oracle_confirm";
    pub const FREEZE: &str = "ballast_oracle_freeze";
    pub const UNFREEZE: &str = "ballast_oracle_unfreeze";
    /// A signed report that was not taken at all; the others were.
    pub const SKIP_REPORT: &str = "ballast_oracle_skip_report";
    pub const SET_FEEDER_KEY: &str = "ballast_oracle_set_feeder_key";
    /// A source that was asked and gave no number: what was stored stays.
    pub const UNREAD: &str = "ballast_oracle_unread";
    pub const SAMPLE: &str = "ballast_oracle_sample";
    pub const SET_GUARDIAN: &str = "ballast_oracle_set_guardian";
    pub const UPDATE_OWNERSHIP: &str = "ballast_oracle_update_ownership";
    pub const MIGRATE: &str = "ballast_oracle_migrate";
}

/// Types of the liquidator's events.
pub mod liquidator {
    /// To its owner.
    pub const PAID: &str = "ballast_liquidator_paid";
}

/// Keys of attributes, shared by both contracts.
pub mod key {
    /// Who sent the message (for cw20: who sent the tokens).
    pub const SENDER: &str = "sender";
    pub const OWNER: &str = "owner";
    /// `owner/sub-account`.
    pub const ACCOUNT: &str = "account";
    pub const ASSET: &str = "asset";
    pub const AMOUNT: &str = "amount";
    /// Place of an action in its batch.
    pub const INDEX: &str = "index";
    pub const OPERATOR: &str = "operator";
    /// What an operator may do, with commas between.
    pub const MAY: &str = "may";
    pub const PAY_TO: &str = "pay_to";
    pub const MIN_HEALTH: &str = "min_health";
    pub const MODE: &str = "mode";
    pub const RECIPIENT: &str = "recipient";
    /// Supply shares that were minted or burned.
    pub const SHARES: &str = "shares";
    /// Value of a million shares in base units, rounded down.
    pub const SHARE_PRICE: &str = "share_price";
    pub const EPOCH: &str = "epoch";
    /// Debt divided by the index, in base units to five decimals.
    pub const SCALED_DEBT: &str = "scaled_debt";
    pub const DEBT_INDEX: &str = "debt_index";
    /// Interest since the last accrual, in base units.
    pub const INTEREST: &str = "interest";
    pub const RESERVE_SHARES: &str = "reserve_shares";
    pub const REFUND: &str = "refund";
    pub const PRICES: &str = "prices";
    pub const SURPLUS_BEFORE: &str = "surplus_before";
    pub const SURPLUS_AFTER: &str = "surplus_after";
    pub const HEALTH_BEFORE: &str = "health_before";
    pub const HEALTH_AFTER: &str = "health_after";
    pub const DEBT_ASSET: &str = "debt_asset";
    pub const COLLATERAL_ASSET: &str = "collateral_asset";
    pub const REPAID: &str = "repaid";
    pub const SEIZED: &str = "seized";
    pub const SEIZED_PROTECTED: &str = "seized_protected";
    pub const SEIZED_SHARES: &str = "seized_shares";
    /// Of all debts that was repaid.
    pub const FRACTION: &str = "fraction";
    pub const BONUS: &str = "bonus";
    pub const PROTOCOL_FEE: &str = "protocol_fee";
    pub const PROTOCOL_FEE_SHARES: &str = "protocol_fee_shares";
    pub const CLOSE_OUT: &str = "close_out";
    pub const RECEIVE: &str = "receive";
    pub const RECEIVE_ACCOUNT: &str = "receive_account";
    pub const ERROR: &str = "error";
    pub const BY_RESERVES: &str = "by_reserves";
    pub const BY_SUPPLIERS: &str = "by_suppliers";
    pub const PARAMETER: &str = "parameter";
    pub const OLD: &str = "old";
    pub const NEW: &str = "new";
    pub const ACTIONS: &str = "actions";
    pub const UNTIL: &str = "until";
    pub const PRICE: &str = "price";
    pub const TIME: &str = "time";
    pub const SINCE: &str = "since";
    pub const LOW: &str = "low";
    pub const HIGH: &str = "high";
    pub const SOURCE: &str = "source";
    pub const FEEDERS: &str = "feeders";
    pub const FEEDER: &str = "feeder";
    /// Of how many assets a sample was taken.
    pub const ASSETS: &str = "assets";
    pub const QUORUM: &str = "quorum";
    pub const FAULTS: &str = "faults";
    /// How many entries of a report were taken, and how many were not.
    pub const TAKEN: &str = "taken";
    pub const SKIPPED: &str = "skipped";
    pub const STATUS: &str = "status";
    /// What a ramp does from now on: hold, go_on or turn_back.
    pub const TO: &str = "to";
    /// How much of the way to its target is behind a ramp.
    pub const PROGRESS: &str = "progress";
    /// When a ramp is at the end that it moves to.
    pub const RAMP_ENDS_AT: &str = "ramp_ends_at";
    pub const VERSION: &str = "version";
    pub const ORACLE: &str = "oracle";
    pub const DECIMALS: &str = "decimals";
    pub const GROUP: &str = "group";
    pub const SCENARIOS: &str = "scenarios";
    pub const LIQUIDATION_THRESHOLD: &str = "liquidation_threshold";
    pub const BORROW_WEIGHT: &str = "borrow_weight";
    /// What a flash loan costs, in base units; as a parameter the part of the loan.
    pub const FLASH_FEE: &str = "flash_fee";
}
