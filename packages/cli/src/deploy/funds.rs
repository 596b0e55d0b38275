//! Whether the key can pay for a plan, before anything is sent.

use super::plan::{Plan, Step};
use super::Market;
use anyhow::{bail, Result};
use ballast_chain::Wallet;
use ballast_interface::AssetId;
use cw20::{BalanceResponse, Cw20QueryMsg};
use std::collections::BTreeMap;

/// Gas of a step, as a deployment is priced before it is simulated: code is the dearest of them.
const STORE_GAS: u64 = 10_000_000;
const STEP_GAS: u64 = 600_000;

pub async fn check(market: &Market, wallet: &Wallet, plan: &Plan) -> Result<()> {
    if plan.steps.is_empty() {
        return Ok(());
    }
    let mut needed: BTreeMap<AssetId, u128> = BTreeMap::new();
    let mut gas: u64 = 0;
    for step in plan
        .steps
        .iter()
        .filter(|step| is_of(step.by.as_deref(), wallet))
    {
        let uses = match &step.step {
            Step::Store(_) => STORE_GAS,
            _ => STEP_GAS,
        };
        gas = gas.saturating_add(uses);
        if let Step::Seed { asset, amount } = &step.step {
            needed.insert(asset.clone(), amount.raw());
        }
    }
    let price = &market.desired.config.chain.gas_price;
    let fee = needed.entry(AssetId::native(price.denom())).or_default();
    *fee = fee.saturating_add(price.cost_ceil(gas));
    let mut missing = Vec::new();
    for (asset, amount) in needed {
        let has = match &asset {
            AssetId::Native(denom) => market.node.balance(wallet.address(), denom).await?,
            AssetId::Cw20(token) => {
                let query = Cw20QueryMsg::Balance {
                    address: wallet.address().to_owned(),
                };
                let balance: BalanceResponse = market.node.query_smart(token, &query).await?;
                balance.balance.u128()
            }
        };
        if has < amount {
            missing.push(format!("{amount} {asset}, of which it has {has}"));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "{} cannot pay for this plan, its fees and its seeds: send it what is missing and run this again\n  {}",
        wallet.address(),
        missing.join("\n  ")
    )
}

fn is_of(by: Option<&str>, wallet: &Wallet) -> bool {
    by.is_none_or(|by| by == wallet.address())
}
