//! What the health of every account depends on alike: rules, structure, scenarios and prices. Read once, for one account
//! or for many.

use crate::book::Markets;
use crate::error::{ContractError, Result};
use crate::state::{correlations, scenarios, settings, Settings, StoredScenario};
use ballast_interface::oracle::PriceQuote;
use ballast_risk::{Book, Level, PriceBand};
use ballast_risk::CorrelationsInForce;
use cosmwasm_std::{Deps, Storage};

#[derive(Clone, Debug)]
pub struct Scene {
    pub settings: Settings,
    pub correlations: CorrelationsInForce,
    pub scenarios: Vec<StoredScenario>,
    /// What the oracle has said so far.
    board: Vec<(u8, PriceQuote)>,
}

impl Scene {
    /// Scenarios are read at Initial only.
    pub fn load(storage: &dyn Storage, now: u64, level: Level) -> Result<Self> {
        let structure = correlations::load(storage)?;
        Ok(Self {
            settings: settings::load(storage)?,
            correlations: CorrelationsInForce::new(&structure, now)?,
            scenarios: match level {
                Level::Initial => scenarios::load(storage)?,
                Level::Maintenance => Vec::new(),
            },
            board: Vec::new(),
        })
    }

    /// One oracle query for all of `ids` that have no price here yet; none where there are none.
    pub fn ask(&mut self, deps: Deps, markets: &Markets, ids: &[u8]) -> Result<()> {
        let known = |id: &u8| self.board.iter().any(|(known, _)| known == id);
        let new: Vec<u8> = ids.iter().copied().filter(|id| !known(id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let names = new
            .iter()
            .map(|id| Ok(markets.get(*id)?.asset.asset.clone()));
        let names = names.collect::<Result<Vec<_>>>()?;
        let prices = self.settings.oracle.prices(&deps.querier, names)?;
        if prices.len() != new.len() {
            return Err(ContractError::WrongPrices {
                asked: new.len(),
                found: prices.len(),
            }
            .into());
        }
        self.board.extend(new.into_iter().zip(prices));
        Ok(())
    }

    /// Gives every holding the price it has here.
    pub fn price(&self, book: &mut Book) {
        for holding in &mut book.holdings {
            let found = self.board.iter().find(|(id, _)| *id == holding.asset);
            if let Some((_, price)) = found {
                holding.price = quote(price);
            }
        }
    }
}

fn quote(price: &PriceQuote) -> PriceBand {
    PriceBand {
        spot: price.spot,
        low: price.low,
        high: price.high,
        status: price.status,
        wide: price.wide,
    }
}
