//! The one reader and the one writer: an account and its markets, accrued to now, in memory; the Book made of them
//! and of the oracle's prices; and back to storage.

use crate::error::{ContractError, Result};
use crate::event;
use crate::scene::Scene;
use crate::state::{account, asset, market, AccountKey, Asset};
use ballast_risk::Account;
use ballast_risk::{Book, BookError, Holding, Level, PriceBand, PriceStatus};
use ballast_risk::{Accrual, Market, MarketError};
use ballast_risk::{Amount, NumError, Ratio};
use ballast_risk::{CorrelationsInForce, AssetWeights};
use cosmwasm_std::{Deps, Event, Storage};

/// One asset with its totals, accrued to now.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: u8,
    pub asset: Asset,
    pub market: Market,
    pub accrual: Accrual,
    /// Only markets whose totals moved are written.
    touched: bool,
}

impl Listed {
    pub fn load(storage: &dyn Storage, id: u8, now: u64) -> Result<Self> {
        let asset = asset::load(storage, id)?;
        let mut market = market::load(storage, id)?;
        let accrual = market.accrue(&asset.rates, asset.reserve_factor, now);
        Ok(Self {
            id,
            asset,
            market,
            accrual,
            touched: false,
        })
    }

    /// Everything held of the asset, lent and protected.
    pub fn held(&self) -> Result<Amount, NumError> {
        self.market.supplied()?.add(self.market.protected)
    }

    /// A market's refusal, with the asset's name.
    pub fn refused(&self, error: MarketError) -> Box<ContractError> {
        Box::new(match error {
            MarketError::InsufficientCash { asked, available } => ContractError::InsufficientCash {
                asset: self.asset.asset.to_string(),
                asked,
                available,
                instead: "",
            },
            other => ContractError::Market(other),
        })
    }
}

/// The markets that a message has to do with, each at most once.
#[derive(Clone, Debug)]
pub struct Markets {
    pub now: u64,
    // an account's at most 16, and those named in the message
    listed: Vec<Listed>,
}

impl Markets {
    pub fn new(now: u64) -> Self {
        Self {
            now,
            listed: Vec::new(),
        }
    }

    pub fn load(&mut self, storage: &dyn Storage, id: u8) -> Result<()> {
        if self.get(id).is_err() {
            self.listed.push(Listed::load(storage, id, self.now)?);
        }
        Ok(())
    }

    pub fn load_all(&mut self, storage: &dyn Storage, account: &Account) -> Result<()> {
        let mut positions = account.positions().iter();
        positions.try_for_each(|position| self.load(storage, position.asset))
    }

    pub fn get(&self, id: u8) -> Result<&Listed> {
        let found = self.listed.iter().find(|listed| listed.id == id);
        Ok(found.ok_or(ContractError::Corrupt { record: "market" })?)
    }

    /// To change its totals: it will be written.
    pub fn change(&mut self, id: u8) -> Result<&mut Listed> {
        let found = self.listed.iter_mut().find(|listed| listed.id == id);
        let listed = found.ok_or(ContractError::Corrupt { record: "market" })?;
        listed.touched = true;
        Ok(listed)
    }

    pub fn name(&self, id: u8) -> String {
        match self.get(id) {
            Ok(listed) => listed.asset.asset.to_string(),
            Err(_) => id.to_string(),
        }
    }

    /// A Book's refusal, with the asset's name.
    pub fn refused(&self, error: BookError) -> Box<ContractError> {
        Box::new(match error {
            BookError::PriceNotUsable { asset, status } => ContractError::PriceNotUsable {
                asset: self.name(asset),
                status,
            },
            BookError::Num(error) => ContractError::Num(error),
            other => ContractError::Book(other),
        })
    }

    pub fn save(&self, storage: &mut dyn Storage) {
        for listed in self.listed.iter().filter(|listed| listed.touched) {
            market::save(storage, listed.id, &listed.market);
        }
    }

    /// One for each market that is written and earned interest.
    pub fn accruals(&self) -> Vec<Event> {
        let touched = self.listed.iter().filter(|listed| listed.touched);
        let earned = touched.filter(|listed| !listed.accrual.interest.is_zero());
        earned.map(event::accrued).collect()
    }
}

/// An account and its markets in memory.
#[derive(Clone, Debug)]
pub struct State {
    pub key: AccountKey,
    pub account: Account,
    pub markets: Markets,
}

impl State {
    /// The account and one market; the others only where health is asked about.
    pub fn load(storage: &dyn Storage, now: u64, key: AccountKey, id: u8) -> Result<Self> {
        let account = account::load(storage, &key)?;
        let mut markets = Markets::new(now);
        markets.load(storage, id)?;
        Ok(Self {
            key,
            account,
            markets,
        })
    }

    /// The account and all its markets.
    pub fn load_all(storage: &dyn Storage, now: u64, key: AccountKey) -> Result<Self> {
        let account = account::load(storage, &key)?;
        let mut markets = Markets::new(now);
        markets.load_all(storage, &account)?;
        Ok(Self {
            key,
            account,
            markets,
        })
    }

    pub fn save(mut self, storage: &mut dyn Storage) -> Result<Vec<Event>> {
        self.account.tidy();
        account::save(storage, &self.key, &self.account)?;
        self.markets.save(storage);
        Ok(self.markets.accruals())
    }

    /// The Book of the account, with `asked` besides its own assets; all their markets are loaded.
    /// One oracle query, for the assets that count at `level` or are asked about.
    pub fn book(&self, deps: Deps, level: Level, asked: &[u8]) -> Result<Book> {
        let mut scene = Scene::load(deps.storage, self.markets.now, level)?;
        self.book_in(&mut scene, deps, level, asked)
    }

    /// The same where several books share what is read.
    pub fn book_in(
        &self,
        scene: &mut Scene,
        deps: Deps,
        level: Level,
        asked: &[u8],
    ) -> Result<Book> {
        let mut holdings = Vec::new();
        for id in self.assets(asked) {
            let mut holding = self.holding(id, &scene.correlations)?;
            if level == Level::Initial {
                holding.moves = scene.scenarios.iter().map(|s| s.move_of(id)).collect();
            }
            holdings.push(holding);
        }
        let priced = holdings.iter();
        let priced = priced.filter(|h| counts(h, level) || asked.contains(&h.asset));
        let priced: Vec<u8> = priced.map(|h| h.asset).collect();
        scene.ask(deps, &self.markets, &priced)?;
        let mut book = Book {
            correlations: scene.correlations.clone(),
            rules: scene.settings.liquidation.clone(),
            scenarios: match level {
                Level::Initial => scene.scenarios.len(),
                Level::Maintenance => 0,
            },
            holdings,
            episode: self.account.lowest_equity(self.markets.now),
        };
        scene.price(&mut book);
        Ok(book)
    }

    /// Its own assets, then those asked about.
    fn assets(&self, asked: &[u8]) -> Vec<u8> {
        let own = self.account.positions().iter().filter(|p| !p.is_empty());
        let mut ids: Vec<u8> = own.map(|p| p.asset).collect();
        for id in asked {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        ids
    }

    fn holding(&self, id: u8, correlations: &CorrelationsInForce) -> Result<Holding> {
        let Listed { asset, .. } = self.markets.get(id)?;
        let now = self.markets.now;
        let group = usize::from(asset.group);
        let weights = AssetWeights::new(asset.collateral_factor, &asset.risk, group, correlations, now)?;
        let mut holding = Holding {
            asset: id,
            decimals: asset.decimals,
            weights,
            bonus: asset.bonus.clone(),
            price: PriceBand {
                status: PriceStatus::Missing,
                ..PriceBand::default()
            },
            collateral: Amount::ZERO,
            debt: Amount::ZERO,
            counted_share: Ratio::ONE,
            moves: Vec::new(),
        };
        self.fill(&mut holding)?;
        Ok(holding)
    }

    /// What the account has and owes of a holding's asset, and how much of it counts under its cap.
    pub fn fill(&self, holding: &mut Holding) -> Result<()> {
        let listed = self.markets.get(holding.asset)?;
        let market = &listed.market;
        let position = self.account.position(holding.asset);
        holding.collateral = position.map_or(Ok(Amount::ZERO), |p| p.collateral(market))?;
        holding.debt = position.map_or(Ok(Amount::ZERO), |p| p.debt(market))?;
        if listed.asset.caps.collateral_cap.is_some() {
            holding.counted_share = listed.asset.caps.counted_share(listed.held()?);
        }
        Ok(())
    }

    /// The account with one market, for what moves only that.
    pub fn alone(&self, id: u8) -> Result<Self> {
        Ok(Self {
            key: self.key.clone(),
            account: self.account.clone(),
            markets: Markets {
                now: self.markets.now,
                listed: vec![self.markets.get(id)?.clone()],
            },
        })
    }
}

/// Collateral with a threshold of 0 counts at neither level, but what is left of it decides about a write-off.
fn counts(holding: &Holding, level: Level) -> bool {
    let may_count = level == Level::Maintenance || !holding.weights.threshold.is_zero();
    !holding.debt.is_zero() || (!holding.collateral.is_zero() && may_count)
}
