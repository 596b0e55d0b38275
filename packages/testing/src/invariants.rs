//! What must hold after every message, whatever it was. The ids are those of `docs/spec.md`, section 9.

use crate::asset::Kind;
use crate::chain::Suite;
use crate::error::{Broken, Refused};
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{AccountResponse, MarketResponse};
use ballast_interface::AssetId;
use cosmwasm_std::Uint256;
use cw_multi_test::AppResponse;

/// What the markets were after the last message: some properties are about steps.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    markets: Vec<MarketResponse>,
}

/// P-01 and P-02: what can be seen of one state.
pub fn check(suite: &Suite) -> Result<(), Broken> {
    let markets = answered(suite.markets())?;
    let accounts = answered(suite.accounts())?;
    for market in &markets {
        if !lies(suite, market) {
            covered(suite, market)?;
        }
        sums(market, &accounts)?;
    }
    Ok(())
}

/// P-04 and P-05: what can be seen only from one state to the next. Remembers the present one.
pub fn step(suite: &mut Suite, done: Option<&AppResponse>) -> Result<(), Broken> {
    let markets = answered(suite.markets())?;
    for before in &suite.watch.markets {
        if let Some(after) = markets.iter().find(|m| m.asset == before.asset) {
            moved(before, after, written_off(done, &before.asset))?;
        }
    }
    suite.watch = Watch { markets };
    Ok(())
}

/// A hostile token has no balances to hold its market against.
fn lies(suite: &Suite, market: &MarketResponse) -> bool {
    let mut hostile = suite.assets.iter().filter(|it| it.kind == Kind::Hostile);
    hostile.any(|it| it.id == market.asset)
}

/// P-01: tracked cash and protected holdings are there, in the bank or at the token.
fn covered(suite: &Suite, market: &MarketResponse) -> Result<(), Broken> {
    let tracked = market.cash.add(market.protected);
    let there = answered(suite.balance(&suite.lending().0, &market.asset))?;
    match tracked {
        Ok(tracked) if tracked <= there => Ok(()),
        _ => Err(Broken {
            id: "P-01",
            asset: market.asset.to_string(),
            found: format!(
                "cash {} and protected {} are tracked, the contract has {there}",
                market.cash, market.protected
            ),
        }),
    }
}

/// P-02: the accounts' parts add up to the market's totals, to the unit.
fn sums(market: &MarketResponse, accounts: &[AccountResponse]) -> Result<(), Broken> {
    let of = |part: fn(&ballast_interface::lending::PositionResponse) -> u128| {
        let positions = accounts.iter().flat_map(|a| &a.positions);
        let here = positions.filter(|p| p.asset == market.asset);
        here.map(part).fold(0u128, u128::saturating_add)
    };
    let shares = of(|p| p.shares.raw()).saturating_add(market.reserve_shares.raw());
    let totals = [
        ("shares", shares, market.supply_shares.raw()),
        (
            "scaled debt",
            of(|p| p.scaled_debt.raw()),
            market.scaled_debt.raw(),
        ),
        (
            "protected",
            of(|p| p.protected.raw()),
            market.protected.raw(),
        ),
    ];
    for (what, parts, total) in totals {
        if parts != total {
            return Err(Broken {
                id: "P-02",
                asset: market.asset.to_string(),
                found: format!(
                    "{what} of accounts and reserves are {parts}, the market says {total}"
                ),
            });
        }
    }
    Ok(())
}

/// P-04: a share is worth less only by a recorded write-off. P-05: the debt index never falls.
fn moved(before: &MarketResponse, after: &MarketResponse, written_off: bool) -> Result<(), Broken> {
    let broken = |id, found| Broken {
        id,
        asset: before.asset.to_string(),
        found,
    };
    if after.debt_index < before.debt_index {
        let found = format!(
            "debt index fell from {} to {}",
            before.debt_index, after.debt_index
        );
        return Err(broken("P-05", found));
    }
    if before.epoch == after.epoch && !written_off && fell(before, after) {
        let found = format!(
            "share price fell without a write-off: {} of {} shares, then {} of {}",
            before.supplied, before.supply_shares, after.supplied, after.supply_shares
        );
        return Err(broken("P-04", found));
    }
    Ok(())
}

/// Compares `(supplied + 1) / (shares + 1000)`, the price of a share with its virtual part, without rounding.
fn fell(before: &MarketResponse, after: &MarketResponse) -> bool {
    let value = |m: &MarketResponse| Uint256::from(m.supplied.raw()).saturating_add(1u128.into());
    let shares =
        |m: &MarketResponse| Uint256::from(m.supply_shares.raw()).saturating_add(1_000u128.into());
    let was = value(before).saturating_mul(shares(after));
    let is = value(after).saturating_mul(shares(before));
    is < was
}

fn written_off(done: Option<&AppResponse>, asset: &AssetId) -> bool {
    let kind = format!("wasm-{}", name::WRITE_OFF);
    let events = done.iter().flat_map(|done| &done.events);
    events
        .filter(|event| event.ty == kind)
        .flat_map(|event| &event.attributes)
        .any(|a| a.key == key::ASSET && a.value == asset.name())
}

/// A query that must always answer.
fn answered<T>(answer: Result<T, Refused>) -> Result<T, Broken> {
    answer.map_err(|error| Broken {
        id: "query",
        asset: "every market".to_owned(),
        found: error.to_string(),
    })
}
