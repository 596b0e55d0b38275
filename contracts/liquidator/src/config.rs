use ballast_interface::LendingContract;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Addr;
use cw_storage_plus::Item;

/// Never changes: who wants another owner or another lending contract deploys another liquidator.
#[cw_serde]
pub struct Config {
    pub owner: Addr,
    pub lending: LendingContract,
}

pub const CONFIG: Item<Config> = Item::new("config");
