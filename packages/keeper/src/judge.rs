//! Accounts judged by the contract's own code, at prices that were seen and at a time.

use crate::accounts::{AssetBits, Slot, Standing};
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, check_layout};
use ballast_ledger::{
    fill, LedgerError, LoadedMarket, Markets, PriceSource, Records, Valuation, View,
};
use ballast_risk::{
    Account, AssetIndex, AssetWeights, Book, BookError, CorrelationsInForce, DebtIndex,
    HealthFactor, Holding, Level, PriceBand, PriceStatus, Value,
};

/// Accounts with a health factor up to this are judged again whenever anything happens.
const EDGE: HealthFactor = HealthFactor::new(1_005 * HealthFactor::ONE.raw() / 1_000);
/// A debt of fewer base units, or of less value, is rounded by more than the edge allows for.
const COARSE_UNITS: u128 = 10_000;
const COARSE_VALUE: Value = Value::new(10_000);

/// A market at a time, with prices.
#[derive(Clone, Debug)]
pub struct Judge {
    /// By the number of the asset.
    assets: Vec<Known>,
    /// Without holdings.
    book: Book,
}

/// One asset: how it weighs, what it costs, and its totals accrued to the time.
#[derive(Clone, Debug)]
struct Known {
    holding: Holding,
    market: LoadedMarket,
}

impl Judge {
    /// Reads everything but accounts; one question for all prices.
    pub fn new(
        records: &dyn Records,
        prices: &dyn PriceSource,
        now: u64,
    ) -> Result<Self, LedgerError> {
        check_layout(records)?;
        let listed: Vec<AssetIndex> = asset::all(records)?.collect();
        let mut markets = Markets::new(now);
        for index in &listed {
            markets.load(records, *index)?;
        }
        let mut valuation = Valuation::load(records, now, Level::Maintenance)?;
        let view = View {
            level: Level::Maintenance,
            asked: &listed,
        };
        let mut book = valuation.book(prices, &markets, &Account::default(), view)?;
        let known = std::mem::take(&mut book.holdings).into_iter();
        let known = known.map(|holding| {
            let market = markets.get(holding.asset)?.clone();
            Ok::<_, LedgerError>(Known { holding, market })
        });
        Ok(Self {
            assets: known.collect::<Result<_, _>>()?,
            book,
        })
    }

    /// An account as the contract would see it.
    pub fn book(&self, account: &Account, now: u64) -> Result<Book, LedgerError> {
        let mut book = self.book.clone();
        self.fill(&mut book, account)?;
        book.episode = account.episode(now);
        Ok(book)
    }

    fn fill(&self, book: &mut Book, account: &Account) -> Result<(), LedgerError> {
        book.holdings.clear();
        for position in account.positions().iter().filter(|p| !p.is_empty()) {
            let known = self.known(position.asset())?;
            let mut holding = known.holding.clone();
            fill(&mut holding, account, &known.market)?;
            book.holdings.push(holding);
        }
        Ok(())
    }

    fn known(&self, asset: AssetIndex) -> Result<&Known, LedgerError> {
        let known = self.assets.get(asset.place());
        known.ok_or(LedgerError::Corrupt { record: "market" })
    }

    pub fn asset(&self, asset: AssetIndex) -> Result<&AssetId, LedgerError> {
        Ok(&self.known(asset)?.market.asset.asset)
    }

    pub fn market(&self, asset: AssetIndex) -> Result<&LoadedMarket, LedgerError> {
        Ok(&self.known(asset)?.market)
    }

    pub fn price(&self, asset: AssetIndex) -> Result<&PriceBand, LedgerError> {
        Ok(&self.known(asset)?.holding.price)
    }

    /// The assets whose prices are not what they were in another judge's eyes.
    pub fn repriced_since(&self, before: &Self) -> AssetBits {
        let mut changed = AssetBits::default();
        for (index, known) in self.assets.iter().enumerate() {
            let was = before.assets.get(index).map(|was| &was.holding.price);
            if was != Some(&known.holding.price) {
                changed.add(known.holding.asset);
            }
        }
        changed
    }

    /// Everything but prices, totals and rules of liquidation: while it stays, only those move an account's health.
    pub fn terms(&self) -> (&CorrelationsInForce, Vec<&AssetWeights>) {
        let weights = self.assets.iter().map(|known| &known.holding.weights);
        (&self.book.correlations, weights.collect())
    }

    pub fn debt_indices(&self) -> Vec<DebtIndex> {
        let markets = self.assets.iter().map(|known| &known.market.market);
        markets.map(|market| market.debt_index()).collect()
    }

    pub fn markets(&self) -> impl Iterator<Item = &LoadedMarket> {
        self.assets.iter().map(|known| &known.market)
    }

    /// Where an account stands; `bench` is a Book to work in.
    pub fn standing(&self, slot: &Slot, bench: &mut Book) -> Standing {
        self.stand(slot, bench).unwrap_or(Standing::Unjudged)
    }

    /// A Book to judge many accounts in, one after the other.
    pub fn bench(&self) -> Book {
        self.book.clone()
    }

    fn stand(&self, slot: &Slot, bench: &mut Book) -> Result<Standing, LedgerError> {
        let account = slot.account()?;
        if !account.owes() {
            return Ok(Standing::Free);
        }
        self.fill(bench, &account)?;
        if !bench.health_is_at_most(EDGE).map_err(LedgerError::Book)? {
            let coarse = bench.holdings.iter().any(is_coarse);
            return Ok(if coarse {
                Standing::Edge
            } else {
                Standing::Far
            });
        }
        Ok(if bench.is_healthy(Level::Maintenance).map_err(book)? {
            Standing::Edge
        } else if is_known(bench) {
            Standing::Liquidatable
        } else {
            Standing::Unjudged
        })
    }
}

fn book(error: BookError) -> LedgerError {
    LedgerError::Book(error)
}

/// A collateral that counts and never had a price says nothing of its account: it is not liquidated.
fn is_known(book: &Book) -> bool {
    book.holdings.iter().all(|holding| {
        let counts = !holding.collateral.is_zero() && !holding.weights.threshold.is_zero();
        !counts || holding.price.status != PriceStatus::Missing
    })
}

/// Is its debt so small that its rounding shows beside the edge?
fn is_coarse(holding: &Holding) -> bool {
    if holding.debt.is_zero() {
        return false;
    }
    let (price, debt) = (holding.price.low, holding.debt);
    let value = price.value_down(debt, holding.decimals);
    debt.raw() < COARSE_UNITS || !matches!(value, Ok(value) if value >= COARSE_VALUE)
}
