//! The shapes that several messages have. Each shape that a contract reads is 1.5 KiB of it: those that are the same are one type.

use crate::{AccountId, AssetId};
use cosmwasm_schema::cw_serde;

/// A message that names nothing.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq, Default)]
pub struct Nothing {}

#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Eq)]
pub struct OfAsset {
    pub asset: AssetId,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Eq)]
pub struct OfAccount {
    pub account: AccountId,
}

/// A page of a list of assets.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Eq, Default)]
pub struct AssetsAfter {
    pub start_after: Option<AssetId>,
    pub limit: Option<u32>,
}

/// A page of a list of accounts.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Eq, Default)]
pub struct AccountsAfter {
    pub start_after: Option<AccountId>,
    pub limit: Option<u32>,
}
