//! A Book: one account with everything that its health depends on, in numbers.

use crate::account::MAX_POSITIONS;
use crate::form::{counted, Entry, Exposure};
use crate::num::{scale, Amount, NumError, Price, Ratio, Value, ONE};
use crate::params::{LiquidationBonus, LiquidationConfig};
use crate::quadratic::S256;
use crate::terms::{Forces, LongWeight, Terms};
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a price may be used for.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum PriceStatus {
    #[default]
    Fresh,
    /// Older than its source allows.
    Stale,
    /// The breaker waits for a confirmation, or the price is known from one side only.
    Frozen,
    /// Held as it was, by the guardian for a time or by the owner.
    Halted,
    /// Never had one.
    Missing,
}

/// What the oracle says of one asset, USD per whole token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub spot: Price,
    pub low: Price,
    pub high: Price,
    pub status: PriceStatus,
    /// Low and high lie too far apart to take new risk on; for liquidation the price is as good as its status.
    pub wide: bool,
}

impl Quote {
    fn status_at(&self, basis: Basis) -> PriceStatus {
        match (basis, self.status) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) if self.wide => {
                PriceStatus::Frozen
            }
            (_, status) => status,
        }
    }
}

/// The two levels of the requirement.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// For taking new risk: collateral factors, collateral at low, debt at high.
    Initial,
    /// For liquidation: liquidation thresholds, spot on both sides.
    Maintenance,
}

#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum BookError {
    #[error("the price of asset {asset} is {status:?}; a fresh one is needed for this")]
    PriceNotUsable { asset: u8, status: PriceStatus },
    #[error("asset {asset} is not in this book")]
    NotInBook { asset: u8 },
    #[error("a book holds at most {MAX_POSITIONS} assets besides the one asked about")]
    TooManyAssets,
    #[error(transparent)]
    Num(#[from] NumError),
}

/// One asset of the account, what it owns and owes of it after accrual, and how that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub asset: u8,
    pub decimals: u8,
    pub terms: Terms,
    pub bonus: LiquidationBonus,
    pub quote: Quote,
    pub collateral: Amount,
    pub debt: Amount,
    /// The fraction that counts at Initial under the asset's collateral cap.
    pub counted_share: Ratio,
    /// The asset's move in each scenario, 1e-18.
    pub moves: Vec<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    pub forces: Forces,
    pub rules: LiquidationConfig,
    pub scenarios: usize,
    pub holdings: Vec<Holding>,
    /// The lowest equity per debt at a liquidation of the present episode.
    pub episode: Option<Ratio>,
}

/// Which factors and which prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    Initial,
    /// The thresholds at the prices of Initial: its second condition, which binds only during ramps.
    Threshold,
    Maintenance,
}

/// What one holding is worth, USD in 1e-12, before anything is left uncounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Worth {
    pub collateral: u128,
    pub debt: u128,
}

impl Holding {
    pub(crate) fn weight(&self, basis: Basis) -> LongWeight {
        match basis {
            Basis::Initial => self.terms.initial,
            Basis::Threshold | Basis::Maintenance => self.terms.maintenance,
        }
    }

    /// The price its collateral counts at; `None` counts nothing.
    pub(crate) fn collateral_price(&self, basis: Basis) -> Option<Price> {
        match (basis, self.quote.status_at(basis)) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) => Some(self.quote.low),
            (Basis::Initial | Basis::Threshold, _) => None,
            (Basis::Maintenance, PriceStatus::Fresh) => Some(self.quote.spot),
            (Basis::Maintenance, PriceStatus::Missing) => None,
            (Basis::Maintenance, _) => Some(self.quote.high),
        }
    }

    /// The price its debt counts at; without one nothing can be said.
    pub(crate) fn debt_price(&self, basis: Basis) -> Result<Price, BookError> {
        match (basis, self.quote.status_at(basis)) {
            (Basis::Initial | Basis::Threshold, PriceStatus::Fresh) => Ok(self.quote.high),
            (Basis::Maintenance, PriceStatus::Fresh) => Ok(self.quote.spot),
            (
                Basis::Maintenance,
                PriceStatus::Stale | PriceStatus::Frozen | PriceStatus::Halted,
            ) => Ok(self.quote.low),
            (_, status) => Err(BookError::PriceNotUsable {
                asset: self.asset,
                status,
            }),
        }
    }

    pub(crate) fn worth(&self, basis: Basis) -> Result<Worth, BookError> {
        let collateral = match self.collateral_price(basis) {
            Some(price) if !self.collateral.is_zero() => {
                price.value_down(self.collateral, self.decimals)?
            }
            _ => Value::ZERO,
        };
        let debt = if self.debt.is_zero() {
            Value::ZERO
        } else {
            self.debt_price(basis)?.value_up(self.debt, self.decimals)?
        };
        Ok(Worth {
            collateral: collateral.raw(),
            debt: debt.raw(),
        })
    }

    /// The value that counts at a basis, rounded down.
    pub(crate) fn counted(&self, value: u128, basis: Basis) -> Result<u128, NumError> {
        let shared = if basis == Basis::Initial && self.counted_share < Ratio::ONE {
            Value::new(value).times_down(self.counted_share)?.raw()
        } else {
            value
        };
        counted(shared, self.weight(basis))
    }
}

impl Book {
    /// The place of an asset among the holdings.
    pub fn find(&self, asset: u8) -> Result<usize, BookError> {
        let found = self.holdings.iter().position(|h| h.asset == asset);
        found.ok_or(BookError::NotInBook { asset })
    }

    pub(crate) fn holding(&self, at: usize) -> Result<&Holding, BookError> {
        self.holdings.get(at).ok_or(BookError::NotInBook {
            asset: u8::try_from(at).unwrap_or(u8::MAX),
        })
    }

    pub fn owes(&self) -> bool {
        self.holdings.iter().any(|h| !h.debt.is_zero())
    }

    /// What has to hold at a level.
    pub(crate) fn bases(&self, level: Level) -> &'static [Basis] {
        let ramping = self.forces.is_ramping() || self.holdings.iter().any(|h| h.terms.ramping);
        match (level, ramping) {
            (Level::Initial, false) => &[Basis::Initial],
            (Level::Initial, true) => &[Basis::Initial, Basis::Threshold],
            (Level::Maintenance, _) => &[Basis::Maintenance],
        }
    }

    pub(crate) fn worths(&self, basis: Basis) -> Result<Vec<Worth>, BookError> {
        // One for the account's sixteen positions, one for an asset that is only asked about.
        if self.holdings.len() > MAX_POSITIONS.saturating_mul(2) {
            return Err(BookError::TooManyAssets);
        }
        let mut worths = Vec::with_capacity(self.holdings.len());
        for holding in &self.holdings {
            worths.push(holding.worth(basis)?);
        }
        Ok(worths)
    }

    /// The weighted sums of `worths`.
    pub(crate) fn expose(&self, worths: &[Worth], basis: Basis) -> Result<Exposure, NumError> {
        let mut exposure = Exposure::new(self.scenarios_at(basis));
        for (holding, worth) in self.holdings.iter().zip(worths) {
            holding.enter(&mut exposure, worth, basis)?;
        }
        Ok(exposure)
    }

    /// The weighted sums of all but one.
    pub(crate) fn expose_without(
        &self,
        at: usize,
        worths: &[Worth],
        basis: Basis,
    ) -> Result<Exposure, NumError> {
        let mut exposure = Exposure::new(self.scenarios_at(basis));
        let each = self.holdings.iter().zip(worths).enumerate();
        for (_, (holding, worth)) in each.filter(|(place, _)| *place != at) {
            holding.enter(&mut exposure, worth, basis)?;
        }
        Ok(exposure)
    }

    pub(crate) fn scenarios_at(&self, basis: Basis) -> usize {
        match basis {
            Basis::Initial => self.scenarios,
            Basis::Threshold | Basis::Maintenance => 0,
        }
    }
}

impl Holding {
    /// Adds both sides of what it is worth.
    pub(crate) fn enter(
        &self,
        exposure: &mut Exposure,
        worth: &Worth,
        basis: Basis,
    ) -> Result<(), NumError> {
        if worth.collateral != 0 {
            let counted = self.counted(worth.collateral, basis)?;
            exposure.add_long(&self.long(counted, u128::from(ONE), basis)?)?;
        }
        if worth.debt != 0 {
            exposure.add_short(&self.short(worth.debt, u128::from(ONE))?)?;
        }
        Ok(())
    }

    /// `value · scale` entering as collateral.
    pub(crate) fn long(
        &self,
        value: u128,
        scale: u128,
        basis: Basis,
    ) -> Result<Entry<'_>, NumError> {
        self.entry(self.weight(basis).own, value, scale)
    }

    /// `value · tau` entering as debt.
    pub(crate) fn short(&self, value: u128, tau: u128) -> Result<Entry<'_>, NumError> {
        self.entry(self.terms.short, value, tau)
    }

    fn entry(&self, own: u64, value: u128, by: u128) -> Result<Entry<'_>, NumError> {
        Ok(Entry {
            group: self.terms.group,
            own,
            value: S256::new(false, scale(U256::from(value), by)?),
            moves: &self.moves,
        })
    }
}
