//! What one USD of an asset means in the formula: counted value, group part, own part.

use super::format::{AssetFrom, AssetLine, LiquidationTerms, PriceLine, Status};
use super::ramp::Ramp;
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
    /// Collateral at low, debt at high, and neither unless fresh and close together.
    Risk,
    /// Spot, or what unsettled readings span; stale or frozen: collateral at high, debt at low; halted: at twice the high and half the low.
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
    pub wide: bool,
    /// What liquidation takes in the place of a fresh spot: debt at the first, collateral at the second.
    pub unsettled: Option<(Num, Num)>,
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

/// The factors of an asset that ramp together.
#[derive(Debug, Clone)]
struct Point {
    threshold: Num,
    weight: Option<Num>,
}

/// The factors and the stress of the group, each on its way: products are taken at each pair of their ends.
struct Ramps<'a> {
    factors: Ramp<Point>,
    sigma: &'a Ramp<Num>,
}

impl Ramps<'_> {
    fn blend(&self, number: impl Fn(&Point, &Num) -> Num) -> Num {
        self.factors
            .blend(|point| self.sigma.blend(|sigma| number(point, sigma)))
    }

    fn long(&self) -> Long {
        let at = |point: &Point, sigma: &Num| long_at(&point.threshold, sigma);
        Long {
            counted: self.factors.blend(|point| counted(&point.threshold)),
            group: self.blend(|point, sigma| at(point, sigma).group),
            own: self.blend(|point, sigma| at(point, sigma).own),
        }
    }

    fn short(&self) -> Short {
        Short {
            group: self.sigma.blend(Clone::clone),
            own: self.blend(|point, sigma| {
                let stress = |weight: &Num| weight - &Num::one();
                let own = |weight| own_part(&stress(weight), sigma);
                point.weight.as_ref().map_or_else(Num::zero, own)
            }),
        }
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

fn factors(line: &AssetLine) -> Result<Ramp<Point>, String> {
    let weight = |text: &Option<String>| text.as_deref().map(number).transpose();
    let target = Point {
        threshold: number(&line.liquidation_threshold)?,
        weight: weight(&line.borrow_weight)?,
    };
    let fallback = target.weight.clone();
    Ramp::read(target, line.ramp.as_ref(), &|from: &AssetFrom| {
        Ok(Point {
            threshold: number(&from.liquidation_threshold)?,
            weight: weight(&from.borrow_weight)?.or_else(|| fallback.clone()),
        })
    })
}

fn unsettled(price: &PriceLine) -> Result<Option<(Num, Num)>, String> {
    let readings = price.unsettled.as_ref();
    readings
        .map(|span| Ok((number(&span.low)?, number(&span.high)?)))
        .transpose()
}

impl Asset {
    pub fn read(
        name: &str,
        line: &AssetLine,
        group: usize,
        sigma: &Ramp<Num>,
    ) -> Result<Self, String> {
        let factors = factors(line)?;
        let ramps = Ramps { factors, sigma };
        let threshold = ramps.factors.blend(|point| point.threshold.clone());
        let sigma_now = sigma.blend(Clone::clone);
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
                wide: line.price.wide,
                unsettled: unsettled(&line.price)?,
            },
            threshold,
            borrowable: line.borrow_weight.is_some(),
            bonus: Bonus::read(&line.liquidation)?,
            initial: long_at(&factor, &sigma_now),
            maintenance: ramps.long(),
            short: ramps.short(),
        })
    }

    pub fn long(&self, terms: Terms) -> &Long {
        match terms {
            Terms::Collateral => &self.initial,
            Terms::Threshold => &self.maintenance,
        }
    }

    /// USD of one whole token as collateral; `None`: it counts nothing.
    pub fn long_price(&self, view: View) -> Option<Num> {
        let prices = &self.prices;
        match (view, prices.status) {
            (View::Risk, Status::Fresh) if !prices.wide => Some(prices.low.clone()),
            (View::Liquidation, Status::Fresh) => match &prices.unsettled {
                Some((_, high)) => Some(high.clone()),
                None => Some(prices.spot.clone()),
            },
            (View::Liquidation, Status::Stale | Status::Frozen) => Some(prices.high.clone()),
            (View::Liquidation, Status::Halted) => Some(prices.high.times(&BigInt::from(2))),
            _ => None,
        }
    }

    /// USD of one whole token as debt; `None`: no statement can be made about an account that owes it.
    pub fn short_price(&self, view: View) -> Option<Num> {
        let prices = &self.prices;
        match (view, prices.status) {
            (View::Risk, Status::Fresh) if !prices.wide => Some(prices.high.clone()),
            (View::Liquidation, Status::Fresh) => match &prices.unsettled {
                Some((low, _)) => Some(low.clone()),
                None => Some(prices.spot.clone()),
            },
            (View::Liquidation, Status::Stale | Status::Frozen) => Some(prices.low.clone()),
            (View::Liquidation, Status::Halted) => Some(prices.low.over(&BigInt::from(2))),
            _ => None,
        }
    }

    /// Value of an amount at a price of one whole token.
    pub fn value(&self, amount: &BigInt, price: &Num) -> Num {
        price.times(amount).over(&self.unit)
    }
}
