use crate::error::Result;
use crate::remote::Remote;
use ballast_interface::AccountId;
use ballast_ledger::records::correlations;
use ballast_ledger::{named_scenarios, Ledger, Valuation, View};
use ballast_risk::json::{AssetJson, BookJson, ConfigJson, PriceJson, RampJson};
use ballast_risk::{Holding, Level};
use std::collections::BTreeMap;

/// The account as `evaluate` reads it: the answers are the same, number for number.
pub fn book(remote: &Remote<'_>, account: AccountId) -> Result<BookJson> {
    let ledger = remote.open(&account)?;
    let now = remote.now;
    let structure = correlations::load(remote)?;
    let mut valuation = Valuation::load(remote, now, Level::Maintenance)?;
    let view = View::at(Level::Maintenance);
    let book = valuation.book(&remote.querier, &ledger.markets, ledger.account(), view)?;
    let mut answer = BookJson {
        id: Some(ledger.key().to_string()),
        config: ConfigJson::of(&structure, named_scenarios(remote)?, now),
        assets: BTreeMap::new(),
        liquidation: book.rules.clone(),
        collateral: BTreeMap::new(),
        debt: BTreeMap::new(),
        max: None,
        quote: None,
        episode: book.episode,
    };
    for holding in &book.holdings {
        let name = ledger.markets.name(holding.asset);
        if !holding.collateral.is_zero() {
            answer.collateral.insert(name.clone(), holding.collateral);
        }
        if !holding.debt.is_zero() {
            answer.debt.insert(name.clone(), holding.debt);
        }
        let asset = asset(&ledger, holding, structure.groups(), now)?;
        answer.assets.insert(name, asset);
    }
    Ok(answer)
}

fn asset(ledger: &Ledger<'_>, holding: &Holding, groups: &[String], now: u64) -> Result<AssetJson> {
    let asset = &ledger.markets.get(holding.asset)?.asset;
    let target = asset.risk.target(now);
    Ok(AssetJson {
        decimals: asset.decimals,
        collateral_factor: asset.collateral_factor,
        liquidation_threshold: target.liquidation_threshold,
        borrow_weight: target.borrow_weight,
        group: groups.get(asset.group.place()).cloned().unwrap_or_default(),
        price: PriceJson {
            spot: holding.price.spot,
            low: holding.price.low,
            high: holding.price.high,
            status: holding.price.status,
            wide: holding.price.wide,
            unsettled: holding.price.unsettled,
        },
        liquidation: asset.bonus.clone(),
        ramp: RampJson::of(&asset.risk, now),
    })
}
