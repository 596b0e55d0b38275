use crate::error::Result;
use ballast_interface::lending::{
    AssetResponse, AssetsPage, MarketResponse, MarketsPage, Pauses, RiskRamp,
};
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, correlations, Asset};
use ballast_ledger::{page, LoadedMarket, Stored, SHARE_PRICE_OF};
use ballast_risk::governance::{AssetParams, AssetPoint, Correlations};
use ballast_risk::AssetIndex;
use cosmwasm_std::{Deps, Storage};

pub fn asset(deps: Deps, now: u64, name: &AssetId) -> Result<AssetResponse> {
    let id = asset::index(&Stored(deps.storage), name)?;
    let structure = correlations::load(&Stored(deps.storage))?;
    shown(asset::load(&Stored(deps.storage), id)?, &structure, now)
}

pub fn assets(
    deps: Deps,
    now: u64,
    start_after: Option<AssetId>,
    limit: Option<u32>,
) -> Result<AssetsPage> {
    let structure = correlations::load(&Stored(deps.storage))?;
    let size = page::size(limit);
    let mut items = Vec::new();
    for id in ids(deps.storage, start_after, size)? {
        items.push(shown(
            asset::load(&Stored(deps.storage), id)?,
            &structure,
            now,
        )?);
    }
    let (items, next) = page::cut(items, size, |item| item.asset.clone());
    Ok(AssetsPage { items, next })
}

pub fn market(deps: Deps, now: u64, name: &AssetId) -> Result<MarketResponse> {
    let id = asset::index(&Stored(deps.storage), name)?;
    totals(LoadedMarket::load(&Stored(deps.storage), id, now)?)
}

pub fn markets(
    deps: Deps,
    now: u64,
    start_after: Option<AssetId>,
    limit: Option<u32>,
) -> Result<MarketsPage> {
    let size = page::size(limit);
    let mut items = Vec::new();
    for id in ids(deps.storage, start_after, size)? {
        items.push(totals(LoadedMarket::load(&Stored(deps.storage), id, now)?)?);
    }
    let (items, next) = page::cut(items, size, |item| item.asset.clone());
    Ok(MarketsPage { items, next })
}

/// The ids of a page and one more, in the order of listing.
fn ids(
    storage: &dyn Storage,
    start_after: Option<AssetId>,
    size: usize,
) -> Result<impl Iterator<Item = AssetIndex>> {
    let first = match start_after {
        None => 0,
        Some(name) => asset::index(&Stored(storage), &name)?
            .place()
            .saturating_add(1),
    };
    let all = asset::all(&Stored(storage))?;
    Ok(all.skip(first).take(size.saturating_add(1)))
}

fn shown(asset: Asset, structure: &Correlations, now: u64) -> Result<AssetResponse> {
    let group = structure.groups().get(asset.group.place());
    let group = group.cloned().unwrap_or_default();
    let present = AssetPoint::in_force(&asset.risk, now)?;
    let risk = |point: &AssetPoint| AssetParams {
        collateral_factor: asset.collateral_factor.min(point.liquidation_threshold),
        liquidation_threshold: point.liquidation_threshold,
        borrow_weight: point.borrow_weight,
        group: group.clone(),
    };
    let way = asset.risk.from(now).zip(asset.risk.under_way(now));
    let until = |end: u64| Some(end).filter(|end| now < *end);
    Ok(AssetResponse {
        risk: risk(&present),
        ramp: way.map(|(from, ramp)| RiskRamp {
            from: risk(from),
            target: risk(asset.risk.target(now)),
            to: ramp.course,
            progress: ramp.progress,
            ends_at: ramp.ends_at,
        }),
        pauses: Pauses {
            supply: until(asset.paused.supply.until()),
            borrow: until(asset.paused.borrow.until()),
            liquidate: until(asset.paused.liquidate),
        },
        asset: asset.asset,
        decimals: asset.decimals,
        liquidation: asset.bonus,
        rates: asset.rates,
        reserve_factor: asset.reserve_factor,
        flash_fee: asset.flash_fee,
        caps: asset.caps,
        seeded: asset.seeded,
    })
}

fn totals(loaded: LoadedMarket) -> Result<MarketResponse> {
    let market = &loaded.market;
    let utilisation = market.utilisation()?;
    let borrow_rate = loaded.asset.rates.yearly(utilisation)?;
    Ok(MarketResponse {
        cash: market.cash(),
        borrowed: market.borrowed()?,
        supplied: market.supplied()?,
        protected: market.protected(),
        reserves: market.reserves()?,
        supply_shares: market.supply_shares(),
        reserve_shares: market.reserve_shares(),
        scaled_debt: market.scaled_debt(),
        debt_index: market.debt_index(),
        share_price: market.amount_of(SHARE_PRICE_OF)?,
        utilisation,
        borrow_rate,
        supply_rate: loaded
            .asset
            .rates
            .supply_yearly(utilisation, loaded.asset.reserve_factor)?,
        epoch: market.epoch(),
        accrued_at: market.accrued_at(),
        asset: loaded.asset.asset,
    })
}
