//! Lara: sees what anybody can see, sends what anybody can send.

use super::world::World;
use anyhow::Result;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{
    ExecuteMsg, Liquidate, LiquidationQuoteResponse, QueryMsg, Receive,
};
use ballast_interface::lens::{self, UnhealthyPage};
use ballast_interface::{AccountId, AssetId};
use ballast_lending::ContractError;
use ballast_risk::{Amount, HealthFactor};
use ballast_testing::{Addr, AppResponse, Message, Outcome, Refused};

/// What the contract answers, or why it will not.
type Quoted = std::result::Result<LiquidationQuoteResponse, Refused>;

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
        let quote = match quote(world, account)? {
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

/// All accounts that can be liquidated, as the contract lists them.
pub fn endangered(world: &World) -> Result<Vec<AccountId>> {
    let mut all = Vec::new();
    let mut start_after = None;
    loop {
        let page: UnhealthyPage = world.suite.lens().query(&lens::QueryMsg::Unhealthy {
            max_health: HealthFactor::ONE,
            start_after,
            limit: None,
        })?;
        let below = page
            .items
            .into_iter()
            .filter(|item| item.health_factor < HealthFactor::ONE);
        all.extend(below.map(|item| item.account));
        start_after = page.next;
        if start_after.is_none() {
            return Ok(all);
        }
    }
}

/// Owes something, and its debts could not grow without liquidation.
pub fn is_below_one(world: &World, account: &AccountId) -> Result<bool> {
    let health = world.suite.health(account)?.health_factor;
    Ok(health.is_some_and(|health| health < HealthFactor::ONE))
}

/// The best pair; where that one is refused, the pair that repays most of those that are not.
fn quote(world: &World, account: &AccountId) -> Result<Quoted> {
    let refused = match world.suite.best_liquidation(account) {
        Ok(best) => return Ok(Ok(best)),
        Err(refused) => refused,
    };
    let positions = world.suite.account(account)?.positions;
    let mut found: Vec<(f64, LiquidationQuoteResponse)> = Vec::new();
    for debt in positions.iter().filter(|p| !p.debt.is_zero()) {
        for collateral in positions
            .iter()
            .filter(|p| !p.lent.is_zero() || !p.protected.is_zero())
        {
            let asked = QueryMsg::LiquidationQuote {
                account: account.clone(),
                debt: Some(debt.asset.clone()),
                collateral: Some(collateral.asset.clone()),
                repay: None,
            };
            if let Ok(quote) = world.suite.query::<LiquidationQuoteResponse>(&asked) {
                found.push((world.dollars(&quote.debt, quote.repay)?, quote));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(found.pop().map(|(_, quote)| quote).ok_or(refused))
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
        let msg = ExecuteMsg::Liquidate(Liquidate {
            account: account.clone(),
            collateral: quote.collateral.clone(),
            min_received: None,
            receive,
            receive_account: 0,
        });
        Message::paid(msg, (quote.debt.clone(), quote.repay))
    };
    match world.suite.pay(lara, order(Receive::Asset)) {
        Err(refused)
            if matches!(
                refused.lending(),
                Some(ContractError::NoCashForSeizure { .. })
            ) =>
        {
            world.suite.pay(lara, order(Receive::Shares))
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

/// The contract's own words, without those of the chain around them.
fn reason(refused: &Refused) -> String {
    let said = refused.0.root_cause().to_string();
    let own = said.strip_prefix("Generic error: Querier contract error: ");
    own.unwrap_or(&said).to_owned()
}
