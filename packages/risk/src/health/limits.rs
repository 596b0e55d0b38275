//! How far an action on one asset may go.

use super::estimate::{EstimatedCorrelations, EstimatedExposure, EstimatedLine};
use super::search::largest;
use crate::units::{Amount, AssetIndex, NumError, Value, ONE_UNIT};
use crate::valuation::{Basis, Book, BookError, Exposure, Holding, Level, PositionValue};

impl Book {
    /// How much more may be borrowed, without regard to liquidity and caps.
    pub fn max_borrow(&self, asset: AssetIndex) -> Result<Amount, BookError> {
        let holding = self.holding(self.find(asset)?)?;
        if holding.weights.borrow_weight.is_none() {
            return Ok(Amount::ZERO);
        }
        unpriced(self.max_debt(asset)).map(|most| match most {
            Some(most) => most.saturating_sub(holding.debt),
            None => Amount::ZERO,
        })
    }

    /// How much may be withdrawn, without regard to liquidity.
    pub fn max_withdraw(&self, asset: AssetIndex) -> Result<Amount, BookError> {
        let holding = self.holding(self.find(asset)?)?;
        unpriced(self.min_collateral(asset)).map(|least| match least {
            Some(least) => holding.collateral.saturating_sub(least),
            None => Amount::ZERO,
        })
    }

    /// The most that may be owed of an asset in all at Initial; at least what is owed already.
    /// `None` where the account is not healthy at Initial as it is.
    pub fn max_debt(&self, asset: AssetIndex) -> Result<Option<Amount>, BookError> {
        let at = self.find(asset)?;
        let holding = self.holding(at)?;
        let bases = self.bases(Level::Initial);
        let price = holding.debt_price(Basis::Initial)?;
        let Some((lines, all)) = self.lines(at, bases, |basis| {
            let mut slope = Exposure::new(self.scenarios_at(basis));
            slope.add_short(&holding.short(Value::new(1), ONE_UNIT)?)?;
            Ok(slope)
        })?
        else {
            return Ok(None);
        };
        let owed = price.value_up(holding.debt, holding.decimals)?.raw();
        let room = Value::MAX.raw().saturating_sub(owed);
        let more = self.edge(at, &lines, all.min(room), |value, more| {
            value.debt = Value::new(owed.saturating_add(more));
        })?;
        let value = Value::new(owed.saturating_add(more));
        let amount = price.amount_down(value, holding.decimals)?;
        Ok(Some(amount.max(holding.debt)))
    }

    /// The least that must be held of an asset in all at Initial; at most what is held already.
    /// `None` where the account is not healthy at Initial as it is.
    pub fn min_collateral(&self, asset: AssetIndex) -> Result<Option<Amount>, BookError> {
        let at = self.find(asset)?;
        let holding = self.holding(at)?;
        if !self.owes() {
            return Ok(Some(Amount::ZERO));
        }
        let bases = self.bases(Level::Initial);
        let Some((lines, _)) = self.lines(at, bases, |basis| {
            let mut slope = Exposure::new(self.scenarios_at(basis));
            let counted = holding.counted_down(Value::new(ONE_UNIT), basis)?;
            slope.add_long(&holding.long(counted, 1, basis)?.negated())?;
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
        let taken = self.edge(at, &lines, held, |value, taken| {
            value.collateral = Value::new(held.saturating_sub(taken));
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
            let values = self.values(*basis)?;
            let line = ActionLine {
                basis: *basis,
                others: self.expose_without(at, &values, *basis)?,
                value: values.get(at).copied().unwrap_or_default(),
                slope: slope(*basis)?,
            };
            if !line
                .point(holding, line.value)?
                .passes(&self.correlations)?
            {
                return Ok(None);
            }
            let total = values
                .iter()
                .try_fold(0u128, |sum, value| sum.checked_add(value.collateral.raw()));
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
        change: impl Fn(&mut PositionValue, u128),
    ) -> Result<u128, BookError> {
        let holding = self.holding(at)?;
        let point = |line: &ActionLine, by: u128| {
            let mut value = line.value;
            change(&mut value, by);
            line.point(holding, value)
        };
        let correlations = EstimatedCorrelations::new(&self.correlations);
        let mut estimates = Vec::with_capacity(lines.len());
        for line in lines {
            estimates.push(EstimatedLine {
                base: EstimatedExposure::new(&point(line, 0)?, &self.correlations),
                slope: EstimatedExposure::new(&line.slope, &self.correlations),
                correlations: &correlations,
            });
        }
        largest(high, &estimates, &mut |by| {
            for line in lines {
                if !point(line, by)?.passes(&self.correlations)? {
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
    value: PositionValue,
    slope: Exposure,
}

impl ActionLine {
    fn point(&self, holding: &Holding, value: PositionValue) -> Result<Exposure, NumError> {
        let mut point = self.others.clone();
        holding.enter(&mut point, &value, self.basis)?;
        Ok(point)
    }
}

/// Where a price that is needed is not usable, nothing may be taken.
fn unpriced(found: Result<Option<Amount>, BookError>) -> Result<Option<Amount>, BookError> {
    match found {
        Err(BookError::PriceNotUsable { .. }) => Ok(None),
        found => found,
    }
}
