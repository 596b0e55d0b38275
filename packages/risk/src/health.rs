//! Health of a Book: the test at both levels, the surplus, the health factor, and how far an action may go.

use crate::book::{Basis, Book, BookError, Holding, Level, Worth};
use crate::form::{Entry, Exposure};
use crate::num::{div_wide_rem, Amount, HealthFactor, NumError, SignedValue, Value, ONE};
use crate::quadratic::S256;
use crate::rough::{Rough, RoughForces, RoughLine};
use crate::search::largest;
use ruint::aliases::U256;

/// Debts as they are: the scale of `tau`, and one unit of [`Value`] in the scale of entries.
pub(crate) const ONE_UNIT: u128 = ONE as u128;

/// Health factors above 1000 are measured finer than in 1e-12 USD.
const FINE_FROM: u128 = 1_000 * ONE as u128;

impl Book {
    /// The health test. Without debt always true.
    pub fn is_healthy(&self, level: Level) -> Result<bool, BookError> {
        if !self.owes() {
            return Ok(true);
        }
        for basis in self.bases(level) {
            let exposure = self.expose(&self.worths(*basis)?, *basis)?;
            if !exposure.passes(&self.forces)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// S at a level, USD, rounded down; never above what it is.
    pub fn surplus(&self, level: Level) -> Result<SignedValue, BookError> {
        let mut least: Option<SignedValue> = None;
        for basis in self.bases(level) {
            let here = self.surplus_at(*basis)?;
            least = Some(least.map_or(here, |least| least.min(here)));
        }
        Ok(least.unwrap_or_default())
    }

    pub(crate) fn surplus_at(&self, basis: Basis) -> Result<SignedValue, BookError> {
        let exposure = self.expose(&self.worths(basis)?, basis)?;
        let norm = exposure.norm_up(&self.forces)?;
        Ok(signed_value(exposure.surplus(norm, &self.forces)?)?)
    }

    /// The largest factor by which all debts could grow at Maintenance; none without debt. Rounded down, at most 1e9.
    pub fn health_factor(&self) -> Result<Option<HealthFactor>, BookError> {
        if !self.owes() {
            return Ok(None);
        }
        let worths = self.worths(Basis::Maintenance)?;
        let health = self.sides(&worths)?.health(&self.forces)?;
        if health.raw() <= FINE_FROM {
            return Ok(Some(health));
        }
        // A tiny debt times a large factor: its rounding to 1e-12 USD would show. The factor is a ratio, so both sides may be
        // measured finer, where they fit.
        for places in [18, 16, 14] {
            if let Some(fine) = self.fine_worths(places)? {
                return self.sides(&fine)?.health(&self.forces).map(Some);
            }
        }
        Ok(Some(health))
    }

    /// Everything in `10^-places` USD at Maintenance; `None` where it is too large for that.
    fn fine_worths(&self, places: u8) -> Result<Option<Vec<Worth>>, BookError> {
        let mut worths = Vec::with_capacity(self.holdings.len());
        let fits = |value: &u128| *value <= Value::MAX.raw();
        for holding in &self.holdings {
            let price = holding.collateral_price(Basis::Maintenance);
            // what counts nothing, or next to nothing, must not stand in the way by its size
            let price = price.filter(|_| holding.terms.maintenance.counted != 0);
            let collateral = match price {
                None => 0,
                Some(price) => price
                    .fine_down(holding.collateral, holding.decimals, places)
                    .unwrap_or(u128::MAX),
            };
            let debt = if holding.debt.is_zero() {
                0
            } else {
                holding
                    .debt_price(Basis::Maintenance)?
                    .fine_up(holding.debt, holding.decimals, places)
                    .unwrap_or(u128::MAX)
            };
            let counted = holding.counted(collateral, Basis::Maintenance)?;
            if collateral == u128::MAX || !fits(&counted) || !fits(&debt) {
                return Ok(None);
            }
            worths.push(Worth { collateral, debt });
        }
        Ok(Some(worths))
    }

    /// The most that may be owed of an asset in all at Initial; at least what is owed already.
    /// `None` where the account is not healthy at Initial as it is.
    pub fn max_debt(&self, asset: u8) -> Result<Option<Amount>, BookError> {
        let at = self.find(asset)?;
        let holding = self.holding(at)?;
        let bases = self.bases(Level::Initial);
        let price = holding.debt_price(Basis::Initial)?;
        let Some((lines, all)) = self.lines(at, bases, |basis| {
            let mut slope = Exposure::new(self.scenarios_at(basis));
            slope.add_short(&holding.short(1, ONE_UNIT)?)?;
            Ok(slope)
        })?
        else {
            return Ok(None);
        };
        let owed = price.value_up(holding.debt, holding.decimals)?.raw();
        let room = Value::MAX.raw().saturating_sub(owed);
        let more = self.edge(at, &lines, all.min(room), |worth, more| {
            worth.debt = owed.saturating_add(more);
        })?;
        let value = Value::new(owed.saturating_add(more));
        let amount = price.amount_down(value, holding.decimals)?;
        Ok(Some(amount.max(holding.debt)))
    }

    /// The least that must be held of an asset in all at Initial; at most what is held already.
    /// `None` where the account is not healthy at Initial as it is.
    pub fn min_collateral(&self, asset: u8) -> Result<Option<Amount>, BookError> {
        let at = self.find(asset)?;
        let holding = self.holding(at)?;
        if !self.owes() {
            return Ok(Some(Amount::ZERO));
        }
        let bases = self.bases(Level::Initial);
        let Some((lines, _)) = self.lines(at, bases, |basis| {
            let mut slope = Exposure::new(self.scenarios_at(basis));
            let counted = holding.counted(ONE_UNIT, basis)?;
            slope.add_long(&negative(holding.long(counted, 1, basis)?))?;
            Ok(slope)
        })?
        else {
            return Ok(None);
        };
        let Some(price) = holding.collateral_price(Basis::Initial) else {
            // It counts nothing, so none of it is needed.
            return Ok(Some(Amount::ZERO));
        };
        let held = price
            .value_down(holding.collateral, holding.decimals)?
            .raw();
        let taken = self.edge(at, &lines, held, |worth, taken| {
            worth.collateral = held.saturating_sub(taken);
        })?;
        let rest = Value::new(held.saturating_sub(taken));
        let amount = price.amount_up(rest, holding.decimals)?;
        Ok(Some(amount.min(holding.collateral)))
    }

    /// The lines of an action on one holding, one per basis, and C; `None` where the account does not pass as it is.
    fn lines(
        &self,
        at: usize,
        bases: &[Basis],
        slope: impl Fn(Basis) -> Result<Exposure, NumError>,
    ) -> Result<Option<(Vec<ActionLine>, u128)>, BookError> {
        let holding = self.holding(at)?;
        let mut lines = Vec::new();
        let mut all = 0u128;
        for basis in bases {
            let worths = self.worths(*basis)?;
            let line = ActionLine {
                basis: *basis,
                others: self.expose_without(at, &worths, *basis)?,
                worth: worths.get(at).copied().unwrap_or_default(),
                slope: slope(*basis)?,
            };
            if !line.point(holding, line.worth)?.passes(&self.forces)? {
                return Ok(None);
            }
            let total = worths
                .iter()
                .try_fold(0u128, |sum, worth| sum.checked_add(worth.collateral));
            all = all.max(total.ok_or(NumError::AmountTooLarge)?);
            lines.push(line);
        }
        Ok(Some((lines, all)))
    }

    /// The largest change in `[0, high]` after which every line passes; no change does.
    fn edge(
        &self,
        at: usize,
        lines: &[ActionLine],
        high: u128,
        change: impl Fn(&mut Worth, u128),
    ) -> Result<u128, BookError> {
        let holding = self.holding(at)?;
        let point = |line: &ActionLine, by: u128| {
            let mut worth = line.worth;
            change(&mut worth, by);
            line.point(holding, worth)
        };
        let forces = RoughForces::new(&self.forces);
        let mut rough = Vec::with_capacity(lines.len());
        for line in lines {
            rough.push(RoughLine {
                base: Rough::new(&point(line, 0)?, &self.forces),
                slope: Rough::new(&line.slope, &self.forces),
                forces: &forces,
            });
        }
        largest(high, &rough, &mut |by| {
            for line in lines {
                if !point(line, by)?.passes(&self.forces)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }
}

/// One basis under an action on one holding.
struct ActionLine {
    basis: Basis,
    /// What does not move.
    others: Exposure,
    worth: Worth,
    slope: Exposure,
}

impl ActionLine {
    fn point(&self, holding: &Holding, worth: Worth) -> Result<Exposure, NumError> {
        let mut point = self.others.clone();
        holding.enter(&mut point, &worth, self.basis)?;
        Ok(point)
    }
}

pub(crate) fn negative(entry: Entry<'_>) -> Entry<'_> {
    Entry {
        value: entry.value.negate(),
        ..entry
    }
}

/// 1e-48 to 1e-12, rounded down.
pub(crate) fn signed_value(surplus: S256) -> Result<SignedValue, NumError> {
    let scale = U256::from(crate::terms::COUNTED_ONE);
    let (whole, rest) = div_wide_rem(surplus.magnitude(), scale).ok_or(NumError::DivisionByZero)?;
    let whole = i128::try_from(whole).map_err(|_| NumError::AmountTooLarge)?;
    Ok(SignedValue::new(if surplus.is_negative() {
        let down = i128::from(!rest.is_zero());
        whole.saturating_neg().saturating_sub(down)
    } else {
        whole
    }))
}
