//! The assets of the demo as one Book, out of which accounts are made.

use crate::demo::path::{self, TICKERS};
use anyhow::{anyhow, Result};
use ballast_risk::json::{AssetJson, BookJson, ConfigJson, PriceJson};
use ballast_risk::{
    Amount, AssetIndex, Book, Holding, Price, PriceBand, PriceStatus, Ratio, Value,
};
use ballast_testing::{standard, Listing};
use std::collections::BTreeMap;

/// One asset of an account before it is opened, USD.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    pub ticker: &'static str,
    pub held: f64,
    pub owed: f64,
}

/// Every asset with its parameters, nothing held and nothing owed. Assets are numbered as in [`TICKERS`].
#[derive(Clone, Debug)]
pub struct Market {
    empty: Book,
}

impl Market {
    /// With the parameters of the demo, a correlation credit of 0.75 and these prices.
    pub fn new(prices: &[Price]) -> Result<Self> {
        let structure = standard::correlations(Ratio::percent(75));
        let mut assets = BTreeMap::new();
        for listing in standard::listings() {
            let json = asset(&listing);
            assets.insert(listing.ticker, json);
        }
        let one = TICKERS.map(|ticker| (ticker.to_owned(), Amount::new(1)));
        let book = BookJson {
            id: None,
            config: ConfigJson {
                correlation_credit: structure.correlation_credit,
                min_margin: structure.min_margin,
                groups: structure.groups,
                rho: structure.rho,
                scenarios: Vec::new(),
                ramp: None,
            },
            assets,
            liquidation: standard::liquidation(),
            collateral: one.into(),
            debt: BTreeMap::new(),
            max: None,
            quote: None,
            episode: None,
        };
        let names = book.names();
        let mut empty = book.book()?;
        for (holding, name) in empty.holdings.iter_mut().zip(&names) {
            let known = TICKERS.iter().position(|ticker| ticker == name);
            let known = known.ok_or_else(|| anyhow!("no asset {name}"))?;
            holding.asset = AssetIndex::at(known);
            holding.collateral = Amount::ZERO;
        }
        set_prices(&mut empty, prices);
        Ok(Self { empty })
    }

    /// An account, with the assets that it has to do with.
    pub fn account(&self, sides: &[Side]) -> Result<Book> {
        let mut book = self.empty.clone();
        for side in sides {
            let known = TICKERS.iter().position(|ticker| *ticker == side.ticker);
            let mut holdings = book.holdings.iter_mut();
            let found = holdings.find(|holding| Some(holding.asset.place()) == known);
            let holding = found.ok_or_else(|| anyhow!("no asset {}", side.ticker))?;
            holding.collateral = units(holding, side.held)?;
            holding.debt = units(holding, side.owed)?;
        }
        book.holdings
            .retain(|holding| !holding.collateral.is_zero() || !holding.debt.is_zero());
        Ok(book)
    }
}

fn units(holding: &Holding, usd: f64) -> Result<Amount> {
    let value: Value = format!("{usd:.6}").parse()?;
    Ok(holding.price.spot.amount_down(value, holding.decimals)?)
}

fn asset(listing: &Listing) -> AssetJson {
    AssetJson {
        decimals: listing.decimals,
        collateral_factor: listing.risk.collateral_factor,
        liquidation_threshold: listing.risk.liquidation_threshold,
        borrow_weight: listing.risk.borrow_weight,
        group: listing.risk.group.clone(),
        price: PriceJson {
            spot: listing.price,
            low: listing.price,
            high: listing.price,
            status: PriceStatus::Fresh,
            wide: false,
            unsettled: None,
        },
        liquidation: listing.bonus.clone(),
        ramp: None,
    }
}

/// Fresh, and known exactly.
pub fn set_prices(book: &mut Book, prices: &[Price]) {
    for holding in &mut book.holdings {
        if let Some(price) = prices.get(holding.asset.place()) {
            holding.price = PriceBand {
                spot: *price,
                low: *price,
                high: *price,
                status: PriceStatus::Fresh,
                wide: false,
                unsettled: None,
            };
        }
    }
}

/// What an amount of a holding's asset is worth, USD for people.
pub fn dollars(holding: &Holding, amount: Amount) -> f64 {
    let tokens = amount.raw() as f64 / 10f64.powi(i32::from(holding.decimals));
    path::dollars(holding.price.spot) * tokens
}

/// All that is held and all that is owed, USD.
pub fn totals(book: &Book) -> (f64, f64) {
    let held = book.holdings.iter().map(|h| dollars(h, h.collateral));
    let owed = book.holdings.iter().map(|h| dollars(h, h.debt));
    (held.sum(), owed.sum())
}
