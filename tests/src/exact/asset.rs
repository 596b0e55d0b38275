//! What one USD of an asset means in the formula: counted value, group part, own part.

use super::wire::{AssetLine, LiquidationTerms, Status};
use super::Num;
use num_bigint::BigInt;

/// Which factor the collateral is counted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// CF.
    Collateral,
    /// LT.
    Threshold,
}

/// Which price a value is taken at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Collateral at low, debt at high, and neither unless fresh.
    Risk,
    /// Spot; stale or frozen: collateral at high, debt at low.
    Liquidation,
}

/// Per USD of collateral: p, p·σ, p·b.
#[derive(Debug, Clone)]
pub struct Long {
    pub counted: Num,
    pub group: Num,
    pub own: Num,
}

/// Per USD of debt: σ, b'.
#[derive(Debug, Clone)]
pub struct Short {
    pub group: Num,
    pub own: Num,
}

#[derive(Debug, Clone)]
pub struct Prices {
    pub spot: Num,
    pub low: Num,
    pub high: Num,
    pub status: Status,
}

/// How bonus and fee of an asset are set.
#[derive(Debug, Clone)]
pub struct Bonus {
    pub min: Num,
    pub slope: Num,
    pub max: Num,
    pub protocol_fee: Num,
}

#[derive(Debug, Clone)]
pub struct Asset {
    pub name: String,
    pub group: usize,
    pub unit: BigInt,
    pub prices: Prices,
    pub threshold: Num,
    pub borrowable: bool,
    pub bonus: Bonus,
    pub initial: Long,
    pub maintenance: Long,
    pub short: Short,
}

/// One end of a ramp, as it bears on an asset.
#[derive(Debug, Clone)]
pub struct Point {
    pub threshold: Num,
    pub weight: Option<Num>,
    pub sigma: Num,
}

/// Where between two points the present stands.
#[derive(Debug, Clone)]
pub struct Between {
    pub from: Point,
    pub to: Point,
    pub elapsed: u64,
    pub duration: u64,
}

impl Between {
    pub fn blend(&self, number: impl Fn(&Point) -> Num) -> Num {
        let target = number(&self.to);
        let start = number(&self.from);
        if start == target {
            return target;
        }
        Num::blend(&start, &target, self.elapsed, self.duration)
    }
}

/// `√(h² − σ²)`; parameters guarantee h ≥ σ, and rounding of an interval may not.
fn own_part(stress: &Num, sigma: &Num) -> Num {
    let (stress_lo, stress_hi) = stress.product(stress);
    let (sigma_lo, sigma_hi) = sigma.product(sigma);
    Num::sqrt_of_square(&(stress_lo - sigma_hi), &(stress_hi - sigma_lo))
}

/// p = min(1, f / 0.05).
fn counted(factor: &Num) -> Num {
    factor.times(&BigInt::from(20)).min(&Num::one())
}

/// h = min(1 − f, 0.95).
fn long_stress(factor: &Num) -> Num {
    (&Num::one() - factor).min(&Num::lit("0.95"))
}

fn long_at(factor: &Num, sigma: &Num) -> Long {
    let p = counted(factor);
    let own = own_part(&long_stress(factor), sigma);
    Long {
        group: p.mul(sigma),
        own: p.mul(&own),
        counted: p,
    }
}

fn short_own(point: &Point) -> Num {
    point.weight.as_ref().map_or_else(Num::zero, |weight| {
        own_part(&(weight - &Num::one()), &point.sigma)
    })
}

fn long_between(between: &Between) -> Long {
    let at = |point: &Point| long_at(&point.threshold, &point.sigma);
    Long {
        counted: between.blend(|point| at(point).counted),
        group: between.blend(|point| at(point).group),
        own: between.blend(|point| at(point).own),
    }
}

fn number(text: &str) -> Result<Num, String> {
    Num::parse(text).ok_or_else(|| format!("not a decimal: {text}"))
}

impl Bonus {
    fn read(line: &LiquidationTerms) -> Result<Self, String> {
        Ok(Self {
            min: number(&line.bonus_min)?,
            slope: number(&line.bonus_slope)?,
            max: number(&line.bonus_max)?,
            protocol_fee: number(&line.protocol_fee)?,
        })
    }
}

/// The stress of a group at both ends of a ramp of the groups, if there is one.
#[derive(Debug, Clone)]
pub struct SigmaRamp {
    pub from: Num,
    pub to: Num,
    pub elapsed: u64,
    pub duration: u64,
}

fn between(line: &AssetLine, sigma: &SigmaRamp) -> Result<Between, String> {
    let weight = line.borrow_weight.as_deref().map(number).transpose()?;
    let to = Point {
        threshold: number(&line.liquidation_threshold)?,
        weight,
        sigma: sigma.to.clone(),
    };
    let Some(ramp) = &line.ramp else {
        let from = Point {
            sigma: sigma.from.clone(),
            ..to.clone()
        };
        return Ok(Between {
            from,
            to,
            elapsed: sigma.elapsed,
            duration: sigma.duration,
        });
    };
    if sigma.from != sigma.to {
        return Err("an asset ramp and a ramp of the groups overlap".into());
    }
    let start = ramp.from.borrow_weight.as_deref().map(number).transpose()?;
    let from = Point {
        threshold: number(&ramp.from.liquidation_threshold)?,
        weight: start.or_else(|| to.weight.clone()),
        sigma: sigma.to.clone(),
    };
    let (elapsed, duration) = (seconds(&ramp.elapsed)?, seconds(&ramp.duration)?);
    Ok(Between {
        from,
        to,
        elapsed: elapsed.min(duration),
        duration,
    })
}

pub(super) fn seconds(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("not a number of seconds: {text}"))
}

impl Asset {
    pub fn read(
        name: &str,
        line: &AssetLine,
        group: usize,
        sigma: &SigmaRamp,
    ) -> Result<Self, String> {
        let between = between(line, sigma)?;
        let threshold = between.blend(|point| point.threshold.clone());
        let sigma_now = between.blend(|point| point.sigma.clone());
        let factor = number(&line.collateral_factor)?.min(&threshold);
        Ok(Self {
            name: name.into(),
            group,
            unit: BigInt::from(10).pow(line.decimals),
            prices: Prices {
                spot: number(&line.price.spot)?,
                low: number(&line.price.low)?,
                high: number(&line.price.high)?,
                status: line.price.status,
            },
            threshold,
            borrowable: line.borrow_weight.is_some(),
            bonus: Bonus::read(&line.liquidation)?,
            initial: long_at(&factor, &sigma_now),
            maintenance: long_between(&between),
            short: Short {
                group: sigma_now,
                own: between.blend(short_own),
            },
        })
    }

    pub fn long(&self, terms: Terms) -> &Long {
        match terms {
            Terms::Collateral => &self.initial,
            Terms::Threshold => &self.maintenance,
        }
    }

    /// USD of one whole token as collateral; `None`: it counts nothing.
    pub fn long_price(&self, view: View) -> Option<&Num> {
        match (view, self.prices.status) {
            (View::Risk, Status::Fresh) => Some(&self.prices.low),
            (View::Liquidation, Status::Fresh) => Some(&self.prices.spot),
            (View::Liquidation, Status::Stale | Status::Frozen) => Some(&self.prices.high),
            _ => None,
        }
    }

    /// USD of one whole token as debt; `None`: no statement can be made about an account that owes it.
    pub fn short_price(&self, view: View) -> Option<&Num> {
        match (view, self.prices.status) {
            (View::Risk, Status::Fresh) => Some(&self.prices.high),
            (View::Liquidation, Status::Fresh) => Some(&self.prices.spot),
            (View::Liquidation, Status::Stale | Status::Frozen) => Some(&self.prices.low),
            _ => None,
        }
    }

    /// Value of an amount at a price of one whole token.
    pub fn value(&self, amount: &BigInt, price: &Num) -> Num {
        price.times(amount).over(&self.unit)
    }
}
