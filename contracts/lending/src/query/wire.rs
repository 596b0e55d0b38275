use super::settings::named_scenarios;
use crate::book::State;
use crate::error::Result;
use crate::execute::validated;
use crate::state::correlations;
use ballast_interface::AccountId;
use ballast_risk::{AssetJson, BookJson, ConfigJson, Holding, Level, PriceJson, RampJson, Ratio};
use cosmwasm_std::Deps;
use std::collections::BTreeMap;

/// The account as `evaluate` reads it: the answers are the same, number for number.
pub fn book(deps: Deps, now: u64, account: AccountId) -> Result<BookJson> {
    let key = validated(deps.api, account)?;
    let state = State::load_all(deps.storage, now, key)?;
    let structure = correlations::load(deps.storage)?;
    let book = state.book(deps, Level::Maintenance, &[])?;
    let mut answer = BookJson {
        id: Some(state.key.to_string()),
        config: ConfigJson::of(&structure, named_scenarios(deps)?, now),
        assets: BTreeMap::new(),
        liquidation: book.rules.clone(),
        collateral: BTreeMap::new(),
        debt: BTreeMap::new(),
        max: None,
        quote: None,
        episode: book.episode,
        collateral_share: BTreeMap::new(),
    };
    for holding in &book.holdings {
        let name = state.markets.name(holding.asset);
        if !holding.collateral.is_zero() {
            answer.collateral.insert(name.clone(), holding.collateral);
        }
        if !holding.debt.is_zero() {
            answer.debt.insert(name.clone(), holding.debt);
        }
        if holding.counted_share < Ratio::ONE {
            let share = holding.counted_share;
            answer.collateral_share.insert(name.clone(), share);
        }
        let asset = asset(&state, holding, &structure.groups, now)?;
        answer.assets.insert(name, asset);
    }
    Ok(answer)
}

fn asset(state: &State, holding: &Holding, groups: &[String], now: u64) -> Result<AssetJson> {
    let asset = &state.markets.get(holding.asset)?.asset;
    let target = asset.risk.target();
    Ok(AssetJson {
        decimals: asset.decimals,
        collateral_factor: asset.collateral_factor,
        liquidation_threshold: target.liquidation_threshold,
        borrow_weight: target.borrow_weight,
        group: groups
            .get(usize::from(asset.group))
            .cloned()
            .unwrap_or_default(),
        price: PriceJson {
            spot: holding.price.spot,
            low: holding.price.low,
            high: holding.price.high,
            status: holding.price.status,
            wide: holding.price.wide,
        },
        liquidation: asset.bonus.clone(),
        ramp: RampJson::of(&asset.risk, now),
    })
}
