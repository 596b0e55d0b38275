//! Lara: sees what anybody can see, sends what anybody can send.

use super::world::World;
use anyhow::Result;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{Cw20HookMsg, Liquidate, LiquidationQuoteResponse, Receive};
use ballast_interface::{AccountId, AssetId};
use ballast_lending::ContractError;
use ballast_risk::num::{Amount, HealthFactor};
use ballast_testing::{Addr, AppResponse, Outcome};

/// A rescue takes one pair, now and then a second; more than this many is a loop that leads nowhere.
const MOST_PAIRS: usize = 8;

/// What Lara did for one account. Values in USD.
#[derive(Clone, Debug, Default)]
pub struct Rescue {
    pub liquidations: usize,
    pub liquidated: f64,
    pub bonus: f64,
    pub bad_debt: f64,
    /// Why she stopped although the account is still below 1.
    pub refusal: Option<String>,
}

/// Repays for an account, best pair first, until it is healthy or nothing more can be done.
pub fn rescue(world: &mut World, account: &AccountId) -> Result<Rescue> {
    let lara = world.suite.who("lara");
    let mut rescue = Rescue::default();
    for _ in 0..MOST_PAIRS {
        if !is_below_one(world, account)? {
            return Ok(rescue);
        }
        let quote = match world.suite.best_liquidation(account) {
            Ok(quote) => quote,
            Err(refused) => {
                rescue.refusal = Some(reason(&refused));
                return Ok(rescue);
            }
        };
        match liquidate(world, &lara, account, &quote) {
            Ok(done) => count(world, &done, &mut rescue)?,
            Err(refused) => {
                rescue.refusal = Some(reason(&refused));
                return Ok(rescue);
            }
        }
    }
    if is_below_one(world, account)? {
        rescue.refusal = Some(format!("still below 1 after {MOST_PAIRS} liquidations"));
    }
    Ok(rescue)
}

/// Owes something, and its debts could not grow without liquidation.
pub fn is_below_one(world: &World, account: &AccountId) -> Result<bool> {
    let health = world.suite.health(account)?.health_factor;
    Ok(health.is_some_and(|health| health < HealthFactor::ONE))
}

/// Takes the asset; where the market has too little cash for it, shares.
fn liquidate(
    world: &mut World,
    lara: &Addr,
    account: &AccountId,
    quote: &LiquidationQuoteResponse,
) -> Outcome {
    world.suite.mint(lara, &quote.debt, quote.repay)?;
    let order = |receive| {
        Cw20HookMsg::Liquidate(Liquidate {
            account: account.clone(),
            collateral: quote.collateral.clone(),
            min_received: None,
            receive,
            receive_account: 0,
        })
    };
    let first = world
        .suite
        .pay(lara, &quote.debt, quote.repay, order(Receive::Asset));
    match first {
        Err(refused)
            if matches!(
                refused.lending(),
                Some(ContractError::InsufficientCash { .. })
            ) =>
        {
            world
                .suite
                .pay(lara, &quote.debt, quote.repay, order(Receive::Shares))
        }
        other => other,
    }
}

/// Reads what happened from the events, as an indexer would.
fn count(world: &World, done: &AppResponse, rescue: &mut Rescue) -> Result<()> {
    for event in &done.events {
        let of = |key: &str| {
            let found = event.attributes.iter().find(|a| a.key == key);
            found.map(|a| a.value.as_str()).unwrap_or_default()
        };
        match event.ty.strip_prefix("wasm-") {
            Some(kind) if kind == name::LIQUIDATE => {
                let repaid = usd(world, of(key::DEBT_ASSET), of(key::REPAID))?;
                let seized = usd(world, of(key::COLLATERAL_ASSET), of(key::SEIZED))?;
                rescue.liquidations += 1;
                rescue.liquidated += repaid;
                rescue.bonus += (seized - repaid).max(0.0);
            }
            Some(kind) if kind == name::WRITE_OFF => {
                rescue.bad_debt += usd(world, of(key::ASSET), of(key::AMOUNT))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn usd(world: &World, asset: &str, amount: &str) -> Result<f64> {
    let mut known = world.suite.assets().iter().map(|asset| &asset.id);
    let id: Option<&AssetId> = known.find(|id| id.name() == asset);
    let amount: Amount = amount.parse()?;
    id.map_or(Ok(0.0), |id| world.dollars(id, amount))
}

/// The last line of an error: the contract's own words.
fn reason(refused: &ballast_testing::Refused) -> String {
    refused.0.root_cause().to_string()
}
