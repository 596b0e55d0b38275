//! Prices move by the oracle's own messages only, or by the script of a scripted one.

use crate::build::Feed;
use crate::chain::Suite;
use crate::error::Refused;
use crate::listing::Listing;
use crate::oracle::{bounds, guarded};
use ballast_interface::oracle::{
    ExecuteMsg, Limits, PriceQuote, PriceReport, PriceStatus, Source, SourceSwap,
};
use ballast_interface::AssetId;
use ballast_risk::integer::mul_div_down;
use ballast_risk::Price;

/// Five feeders, of which three make a price and one may lie.
pub const FEEDERS: [&str; 5] = ["fay", "finn", "flora", "franz", "frida"];

/// What each of the feeders makes of a price, in ten-thousandths of it.
const VIEWS: [u128; 5] = [9_990, 9_995, 10_000, 10_005, 10_010];

/// As long as a fixed price may hold.
const FIXED_FOR: u64 = 90 * 86_400;

/// A price that the owner set.
#[derive(Clone, Debug)]
pub(crate) struct FixedPrice {
    pub asset: AssetId,
    pub price: Price,
    pub until: u64,
}

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

    /// The scripted oracle holds the price it has for an hour.
    #[track_caller]
    pub fn halt(&mut self, ticker: &str) {
        let asset = self.id(ticker);
        let mut quotes = self.oracle.prices(&self.app.wrap(), vec![asset]).unwrap();
        let held = PriceQuote {
            status: PriceStatus::Halted,
            halted_until: Some(self.now().saturating_add(3_600)),
            ..quotes.pop().unwrap()
        };
        self.quote(ticker, held);
    }

    /// The owner sets a price: low = spot = high from now on.
    #[track_caller]
    pub fn fix_price(&mut self, asset: &AssetId, price: Price) -> Result<(), Refused> {
        let until = self.now().saturating_add(FIXED_FOR);
        // wide: stories move prices as they please
        let limits = bounds("0.000000000000000001", "1000000000");
        self.set_source(asset, Source::Fixed { price, until }, limits)?;
        self.fixed.retain(|fixed| fixed.asset != *asset);
        self.fixed.push(FixedPrice {
            asset: asset.clone(),
            price,
            until,
        });
        Ok(())
    }

    /// A fixed price ends after 90 days: the owner says it once more.
    #[track_caller]
    pub(crate) fn renew_fixed_prices(&mut self) {
        let now = self.now();
        let ended = self.fixed.iter().filter(|fixed| fixed.until <= now);
        for fixed in ended.cloned().collect::<Vec<_>>() {
            self.fix_price(&fixed.asset, fixed.price).unwrap();
        }
    }

    /// All feeders report, each with its own view of the prices. Reports must be newer than the last: a second goes by.
    #[track_caller]
    pub fn report(&mut self, prices: &[(AssetId, Price)]) -> Result<(), Refused> {
        self.report_as(prices, |_, _, seen| seen)
    }

    /// The same, where a feeder may say something else than it sees: by its place in [`FEEDERS`], the asset, and what it sees.
    #[track_caller]
    pub fn report_as(
        &mut self,
        prices: &[(AssetId, Price)],
        said: impl Fn(usize, &AssetId, Price) -> Price,
    ) -> Result<(), Refused> {
        self.pass(1);
        for (place, (feeder, view)) in FEEDERS.iter().zip(VIEWS).enumerate() {
            let prices = prices.iter();
            let prices: Vec<_> = prices
                .map(|(asset, seen)| (asset.clone(), said(place, asset, *seen)))
                .collect();
            let prices = self.view(&prices, view)?;
            self.tell_oracle(feeder, ExecuteMsg::Report { prices })?;
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
        let feeders = self.feeders(&FEEDERS, 3, 1);
        self.tell_oracle("owner", feeders)?;
        let price = |listing: &Listing| (self.id(&listing.ticker), listing.price);
        let prices: Vec<_> = listings.iter().map(price).collect();
        for (asset, _) in &prices {
            self.set_source(asset, Source::Feeders {}, guarded(3_600))?;
        }
        match prices.is_empty() {
            true => Ok(()),
            false => self.report(&prices),
        }
    }

    #[track_caller]
    fn set_source(
        &mut self,
        asset: &AssetId,
        source: Source,
        limits: Limits,
    ) -> Result<(), Refused> {
        let owner = self.owner();
        let msg = ExecuteMsg::SetAsset {
            asset: asset.clone(),
            source,
            limits,
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
        unsettled: None,
        halted_until: None,
    }
}
