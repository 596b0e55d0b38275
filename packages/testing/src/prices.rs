//! Prices move by the oracle's own messages only, or by the script of a scripted one.

use crate::build::Feed;
use crate::chain::Suite;
use crate::error::Refused;
use crate::listing::Listing;
use ballast_interface::oracle::{
    ExecuteMsg, Limits, PriceQuote, PriceReport, PriceStatus, Source, SourceSwap,
};
use ballast_interface::AssetId;
use ballast_risk::{mul_div_down, Price, Ratio};

/// What each of the five feeders makes of a price, in ten-thousandths of it.
const VIEWS: [u128; 5] = [9_990, 9_995, 10_000, 10_005, 10_010];

/// Each feeder's report counts for an hour.
const MAX_AGE: u64 = 3_600;

impl Suite {
    /// A new price of one asset, set by the owner or by the script.
    #[track_caller]
    pub fn price(&mut self, ticker: &str, price: &str) {
        let price = price.parse().unwrap();
        if self.feed == Feed::Scripted {
            return self.quote(ticker, fresh(price, self.now()));
        }
        let asset = self.id(ticker);
        self.fix_price(&asset, price).unwrap();
    }

    /// The owner sets a price: low = spot = high from now on.
    #[track_caller]
    pub fn fix_price(&mut self, asset: &AssetId, price: Price) -> Result<(), Refused> {
        let source = Source::Fixed { price };
        self.set_source(asset, source)
    }

    /// All feeders report, each with its own view of the prices. Reports must be newer than the last: a second goes by.
    #[track_caller]
    pub fn report(&mut self, prices: &[(AssetId, Price)]) -> Result<(), Refused> {
        self.pass(1);
        for (feeder, view) in self.feeders.clone().iter().zip(VIEWS) {
            let report = self.view(prices, view)?;
            self.call_oracle(feeder, &ExecuteMsg::Report { prices: report })?;
        }
        Ok(())
    }

    /// The first price of each listing, from wherever prices come on this chain.
    pub(crate) fn open_prices(&mut self, listings: &[Listing]) -> Result<(), Refused> {
        if self.feed == Feed::Feeders {
            return self.open_feeders(listings);
        }
        for listing in listings {
            self.price(&listing.ticker, &listing.price.to_string());
        }
        Ok(())
    }

    fn open_feeders(&mut self, listings: &[Listing]) -> Result<(), Refused> {
        let owner = self.owner();
        let feeders = self.feeders.iter().map(ToString::to_string).collect();
        self.call_oracle(
            &owner,
            &ExecuteMsg::SetFeeders {
                feeders,
                quorum: 3,
                faults: 1,
            },
        )?;
        let price = |listing: &Listing| (self.id(&listing.ticker), listing.price);
        let prices: Vec<_> = listings.iter().map(price).collect();
        for (asset, _) in &prices {
            self.set_source(asset, Source::Feeders {})?;
        }
        self.report(&prices)
    }

    #[track_caller]
    fn set_source(&mut self, asset: &AssetId, source: Source) -> Result<(), Refused> {
        let owner = self.owner();
        let msg = ExecuteMsg::SetAsset {
            asset: asset.clone(),
            source,
            limits: limits(),
            swap: Some(SourceSwap::AnyPrice),
        };
        self.call_oracle(&owner, &msg).map(|_| ())
    }

    fn view(&self, prices: &[(AssetId, Price)], view: u128) -> Result<Vec<PriceReport>, Refused> {
        let mut reports = Vec::new();
        for (asset, price) in prices {
            let seen = mul_div_down(price.raw(), view, 10_000).map_err(Refused::new)?;
            reports.push(PriceReport {
                asset: asset.clone(),
                price: Price::new(seen).into(),
                time: self.now().into(),
            });
        }
        Ok(reports)
    }
}

/// Low, spot and high are one.
fn fresh(price: Price, published_at: u64) -> PriceQuote {
    PriceQuote {
        spot: price,
        low: price,
        high: price,
        published_at,
        status: PriceStatus::Fresh,
        wide: false,
        halted_until: None,
    }
}

/// Wide bounds, a step of ten times and no average: stories move prices as they please.
fn limits() -> Limits {
    Limits {
        max_age: MAX_AGE,
        min_price: Price::new(1),
        max_price: Price::new(1_000_000_000_000_000_000_000_000_000),
        max_step: Some(Ratio::percent(1_000)),
        step_window: None,
        confirm_after: None,
        half_life: Some(0),
        max_spread: None,
    }
}
