//! What accounts are judged with: the rules, the correlations in force, scenarios, and prices, each read once.

use crate::error::{LedgerError, Result};
use crate::markets::{LoadedMarket, Markets};
use crate::reader::{PriceSource, Records};
use crate::records::{correlations, scenarios, settings, Settings, StoredScenario};
use ballast_interface::oracle::PriceQuote;
use ballast_risk::governance::LiquidationConfig;
use ballast_risk::{
    Account, Amount, AssetIndex, AssetWeights, Book, CorrelationsInForce, Holding, Level, PriceBand,
};

/// Several books may be made of one valuation: they share what is read.
#[derive(Clone, Debug)]
pub struct Valuation {
    pub settings: Settings,
    rules: LiquidationConfig,
    pub in_force: CorrelationsInForce,
    scenarios: Vec<StoredScenario>,
    /// What the oracle has said so far.
    prices: Vec<(AssetIndex, PriceQuote)>,
}

impl Valuation {
    /// Scenarios are read at Initial only.
    pub fn load(records: &dyn Records, now: u64, level: Level) -> Result<Self> {
        let structure = correlations::load(records)?;
        let settings = settings::load(records)?;
        Ok(Self {
            rules: settings.rules(now),
            settings,
            in_force: CorrelationsInForce::new(&structure, now)?,
            scenarios: match level {
                Level::Initial => scenarios::load(records)?,
                Level::Maintenance => Vec::new(),
            },
            prices: Vec::new(),
        })
    }

    /// One oracle query for all of `assets` that have no price here yet; none where there are none.
    pub fn ask(
        &mut self,
        source: &dyn PriceSource,
        markets: &Markets,
        assets: &[AssetIndex],
    ) -> Result<()> {
        let known = |index: &AssetIndex| self.price(*index).is_some();
        let new: Vec<AssetIndex> = assets.iter().copied().filter(|i| !known(i)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let names = new
            .iter()
            .map(|index| Ok(markets.get(*index)?.asset.asset.clone()));
        let names = names.collect::<Result<Vec<_>>>()?;
        let prices = source.prices(&self.settings.oracle, names)?;
        if prices.len() != new.len() {
            return Err(LedgerError::WrongPrices {
                asked: new.len(),
                found: prices.len(),
            });
        }
        self.prices.extend(new.into_iter().zip(prices));
        Ok(())
    }

    /// What the oracle said of an asset.
    pub fn price(&self, asset: AssetIndex) -> Option<&PriceQuote> {
        let found = self.prices.iter().find(|(known, _)| *known == asset);
        found.map(|(_, price)| price)
    }

    /// The Book of an account, with `asked` besides its own assets; all their markets are loaded. One oracle query, for
    /// the assets that count at `level` or are asked about.
    pub fn book(
        &mut self,
        source: &dyn PriceSource,
        markets: &Markets,
        account: &Account,
        view: View<'_>,
    ) -> Result<Book> {
        let View { level, asked } = view;
        let mut holdings = Vec::new();
        for index in assets_of(account, asked) {
            let loaded = markets.get(index)?;
            let mut holding = self.holding(loaded, markets.now)?;
            fill(&mut holding, account, loaded)?;
            if level == Level::Initial {
                holding.moves = self.scenarios.iter().map(|s| s.move_of(index)).collect();
            }
            holdings.push(holding);
        }
        let priced = holdings.iter();
        let priced = priced.filter(|h| counts(h, level) || asked.contains(&h.asset));
        let priced: Vec<AssetIndex> = priced.map(|h| h.asset).collect();
        self.ask(source, markets, &priced)?;
        for holding in &mut holdings {
            if let Some(price) = self.price(holding.asset) {
                holding.price = band(price);
            }
        }
        Ok(Book {
            correlations: self.in_force.clone(),
            rules: self.rules.clone(),
            scenarios: match level {
                Level::Initial => self.scenarios.len(),
                Level::Maintenance => 0,
            },
            holdings,
            episode: account.episode(markets.now),
        })
    }

    /// How an asset weighs now, without amounts and without a price.
    fn holding(&self, loaded: &LoadedMarket, now: u64) -> Result<Holding> {
        let asset = &loaded.asset;
        let weights = AssetWeights::new(
            asset.collateral_factor,
            &asset.risk,
            asset.group,
            &self.in_force,
            now,
        )?;
        Ok(Holding {
            asset: loaded.index,
            decimals: asset.decimals,
            weights,
            bonus: asset.bonus.clone(),
            price: PriceBand::MISSING,
            liquidation_paused: now < asset.paused.liquidate,
            collateral: Amount::ZERO,
            debt: Amount::ZERO,
            moves: Vec::new(),
        })
    }
}

/// Which level a Book is for, and which assets are in it beside the account's own.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub level: Level,
    pub asked: &'a [AssetIndex],
}

impl View<'_> {
    pub fn at(level: Level) -> Self {
        Self { level, asked: &[] }
    }
}

/// Gives every holding of a Book the amounts of an account: the same prices and parameters, another state.
pub fn fill_all(book: &mut Book, account: &Account, markets: &Markets) -> Result<()> {
    for holding in &mut book.holdings {
        fill(holding, account, markets.get(holding.asset)?)?;
    }
    Ok(())
}

/// What an account has and owes of a holding's asset.
pub fn fill(holding: &mut Holding, account: &Account, loaded: &LoadedMarket) -> Result<()> {
    let market = &loaded.market;
    let position = account.position(holding.asset);
    holding.collateral = position.map_or(Ok(Amount::ZERO), |p| p.collateral(market))?;
    holding.debt = position.map_or(Ok(Amount::ZERO), |p| p.debt(market))?;
    Ok(())
}

/// Its own assets, then those asked about.
fn assets_of(account: &Account, asked: &[AssetIndex]) -> Vec<AssetIndex> {
    let own = account.positions().iter().filter(|p| !p.is_empty());
    let mut all: Vec<AssetIndex> = own.map(|p| p.asset()).collect();
    for index in asked {
        if !all.contains(index) {
            all.push(*index);
        }
    }
    all
}

/// Collateral with a threshold of 0 counts at neither level, but what is left of it decides about a write-off.
fn counts(holding: &Holding, level: Level) -> bool {
    let may_count = level == Level::Maintenance || !holding.weights.threshold.is_zero();
    !holding.debt.is_zero() || (!holding.collateral.is_zero() && may_count)
}

fn band(price: &PriceQuote) -> PriceBand {
    PriceBand {
        spot: price.spot,
        low: price.low,
        high: price.high,
        status: price.status,
        wide: price.wide,
        unsettled: price.unsettled,
    }
}
