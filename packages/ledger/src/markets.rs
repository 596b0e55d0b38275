//! The markets that a message has to do with, each loaded and accrued once.

use crate::error::{LedgerError, Result};
use crate::fact::Accrued;
use crate::reader::Records;
use crate::records::{asset, market, Asset};
use ballast_interface::AssetId;
use ballast_risk::facts::Accrual;
use ballast_risk::{
    Account, Amount, AssetIndex, BookError, Market, MarketError, NumError, PositionError,
    ScaledDebt, SupplyShares,
};
use cosmwasm_std::Storage;

/// The share price is told for a million shares, in base units.
pub const SHARE_PRICE_OF: SupplyShares = SupplyShares::new(1_000_000);

/// What a full repayment is advised with: the interest of so many seconds to come.
const DAY: u64 = 86_400;

/// One asset with its totals, accrued to now.
#[derive(Clone, Debug)]
pub struct LoadedMarket {
    pub index: AssetIndex,
    pub asset: Asset,
    pub market: Market,
    pub accrual: Accrual,
    /// The totals before anything changed them: only markets that have these are written.
    before: Option<Market>,
    /// Its parameters are written too: the first deposit makes it open to all.
    seeded_now: bool,
}

impl LoadedMarket {
    pub fn load(records: &dyn Records, index: AssetIndex, now: u64) -> Result<Self> {
        let asset = asset::load(records, index)?;
        let mut market = market::load(records, index)?;
        let accrual = market.accrue(&asset.rates, asset.reserve_factor, now);
        Ok(Self {
            index,
            asset,
            market,
            accrual,
            before: None,
            seeded_now: false,
        })
    }

    pub fn name(&self) -> String {
        self.asset.asset.to_string()
    }

    /// What it earned since it was last written.
    pub fn accrued(&self) -> Accrued {
        Accrued {
            asset: self.asset.asset.clone(),
            accrual: self.accrual,
            debt_index: self.market.debt_index(),
        }
    }

    /// Everything held of the asset, lent and protected.
    pub fn held(&self) -> Result<Amount, NumError> {
        held(&self.market)
    }

    pub fn share_price(&self) -> Amount {
        self.market.amount_of(SHARE_PRICE_OF).unwrap_or_default()
    }

    /// From now on anybody may deposit.
    pub fn seed(&mut self) {
        self.asset.seeded = true;
        self.seeded_now = true;
    }

    /// Refuses an action that is paused now.
    pub fn not_paused(&self, action: &'static str, until: u64, now: u64) -> Result<()> {
        if now < until {
            return Err(LedgerError::Paused {
                action,
                asset: self.name(),
                until,
            });
        }
        Ok(())
    }

    /// A market's refusal, with the asset's name.
    pub fn explain(&self, error: MarketError) -> LedgerError {
        match error {
            MarketError::InsufficientCash { asked, available } => LedgerError::InsufficientCash {
                asset: self.name(),
                asked,
                available,
            },
            other => LedgerError::Market(other),
        }
    }

    /// A position's refusal, with the names of account and asset.
    pub fn explain_position(&self, account: &str, error: PositionError) -> LedgerError {
        match error {
            PositionError::Market(error) => self.explain(error),
            PositionError::NothingSupplied { mode } => LedgerError::NothingSupplied {
                account: account.to_owned(),
                asset: self.name(),
                mode,
            },
            PositionError::InsufficientSupply { mode, asked, found } => {
                LedgerError::InsufficientSupply {
                    asset: self.name(),
                    mode,
                    asked,
                    found,
                }
            }
            PositionError::NothingOwed => LedgerError::NoDebt {
                account: account.to_owned(),
                asset: self.name(),
            },
            PositionError::Positions(error) => error.into(),
            PositionError::Num(error) => error.into(),
        }
    }

    /// Caps bind only what grew.
    pub fn check_caps(&self) -> Result<()> {
        let Some(before) = &self.before else {
            return Ok(());
        };
        let caps = &self.asset.caps;
        if let Some(allowed) = caps.supply_cap {
            let (had, reached) = (held(before)?, self.held()?);
            if reached > allowed && reached > had {
                let room = allowed.saturating_sub(had);
                return Err(self.cap_reached("supply_cap", [reached, allowed, room]));
            }
        }
        if let Some(allowed) = caps.borrow_cap {
            let (had, reached) = (before.borrowed()?, self.market.borrowed()?);
            if reached > allowed && reached > had {
                // scaled debt rounds up: what it leaves room for, not the difference
                let room = before.borrowable(before.scaled_debt(), allowed)?;
                return Err(self.cap_reached("borrow_cap", [reached, allowed, room]));
            }
        }
        Ok(())
    }

    fn cap_reached(&self, cap: &'static str, [asked, allowed, room]: [Amount; 3]) -> LedgerError {
        LedgerError::CapReached {
            cap,
            asset: self.name(),
            asked,
            allowed,
            room,
        }
    }

    /// What ends a debt of this asset for a day to come: with the interest of a day at the present rate. What is too much
    /// comes back.
    pub fn to_end(&self, debt: ScaledDebt) -> Result<Amount, NumError> {
        let mut tomorrow = self.market.clone();
        let then = tomorrow.accrued_at().saturating_add(DAY);
        tomorrow.accrue(&self.asset.rates, self.asset.reserve_factor, then);
        tomorrow.owed(debt)
    }
}

fn held(market: &Market) -> Result<Amount, NumError> {
    market.supplied()?.add(market.protected())
}

/// Each market at most once.
#[derive(Clone, Debug)]
pub struct Markets {
    pub now: u64,
    // an account's at most 16, and those named in the message
    loaded: Vec<LoadedMarket>,
}

impl Markets {
    pub fn new(now: u64) -> Self {
        Self {
            now,
            loaded: Vec::new(),
        }
    }

    pub fn load(&mut self, records: &dyn Records, index: AssetIndex) -> Result<()> {
        if self.get(index).is_err() {
            let market = LoadedMarket::load(records, index, self.now)?;
            self.loaded.push(market);
        }
        Ok(())
    }

    /// All that an account has to do with.
    pub fn load_all(&mut self, records: &dyn Records, account: &Account) -> Result<()> {
        let mut positions = account.positions().iter();
        positions.try_for_each(|position| self.load(records, position.asset()))
    }

    pub fn get(&self, index: AssetIndex) -> Result<&LoadedMarket> {
        let found = self.loaded.iter().find(|loaded| loaded.index == index);
        found.ok_or(LedgerError::Corrupt { record: "market" })
    }

    pub fn find(&self, name: &AssetId) -> Option<&LoadedMarket> {
        self.loaded
            .iter()
            .find(|loaded| loaded.asset.asset == *name)
    }

    /// To change its totals: it will be written.
    pub fn change(&mut self, index: AssetIndex) -> Result<&mut LoadedMarket> {
        let found = self.loaded.iter_mut().find(|loaded| loaded.index == index);
        let loaded = found.ok_or(LedgerError::Corrupt { record: "market" })?;
        if loaded.before.is_none() {
            loaded.before = Some(loaded.market.clone());
        }
        Ok(loaded)
    }

    pub fn name(&self, index: AssetIndex) -> String {
        match self.get(index) {
            Ok(loaded) => loaded.name(),
            Err(_) => index.to_string(),
        }
    }

    /// A Book's refusal, with the asset's name.
    pub fn explain(&self, error: BookError) -> LedgerError {
        match error {
            BookError::PriceNotUsable { asset, status } => LedgerError::PriceNotUsable {
                asset: self.name(asset),
                status,
            },
            BookError::Num(error) => LedgerError::Num(error),
            other => LedgerError::Book(other),
        }
    }

    pub fn check_caps(&self) -> Result<()> {
        self.loaded.iter().try_for_each(LoadedMarket::check_caps)
    }

    /// Writes what changed, and says what it earned.
    pub fn save(self, storage: &mut dyn Storage) -> Result<Vec<Accrued>> {
        let mut earned = Vec::new();
        for loaded in self.loaded {
            if loaded.seeded_now {
                asset::save(storage, loaded.index, &loaded.asset)?;
            }
            if loaded.before.is_none() {
                continue;
            }
            market::save(storage, loaded.index, &loaded.market)?;
            if !loaded.accrual.interest.is_zero() {
                earned.push(loaded.accrued());
            }
        }
        Ok(earned)
    }
}
