//! What holds for all accounts: groups, matrix, credit, margin.

use super::format::{Config, ConfigFrom, Group, RampLine};
use super::ramp::Ramp;
use super::Num;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

/// ρ in units of 1e-4; `entries[g][h]`, h ≤ g.
type Matrix = Vec<Vec<i64>>;

#[derive(Debug, Clone)]
pub struct Structure {
    pub groups: Vec<String>,
    pub sigma: Vec<Ramp<Num>>,
    pub credit: Num,
    pub margin: Num,
    /// Σ over the ends of a ramp of weight · ρ, in units of 1 / `over`; halves of a symmetric form.
    form: Vec<Vec<BigInt>>,
    over: BigInt,
}

fn number(text: &str) -> Result<Num, String> {
    Num::parse(text).ok_or_else(|| format!("not a decimal: {text}"))
}

fn read_matrix(rows: &[Vec<String>]) -> Result<Matrix, String> {
    let ten_thousand = BigInt::from(10_000);
    let entry = |text: &String| {
        let scaled = number(text)?.times(&ten_thousand);
        let floor = scaled.floor();
        if floor != scaled.ceil() {
            return Err(format!("more than four decimals: {text}"));
        }
        i64::try_from(floor).map_err(|_| format!("out of range: {text}"))
    };
    rows.iter()
        .enumerate()
        .map(|(g, row)| row.iter().take(g + 1).map(entry).collect())
        .collect()
}

/// What one ramp moves together.
#[derive(Clone)]
struct Point {
    rho: Matrix,
    credit: Num,
    margin: Num,
}

impl Point {
    fn ramp(config: &Config, ramp: Option<&RampLine<ConfigFrom>>) -> Result<Ramp<Self>, String> {
        let or = |text: &Option<String>, target: &str| number(text.as_deref().unwrap_or(target));
        let target = Self {
            rho: read_matrix(&config.rho)?,
            credit: number(&config.correlation_credit)?,
            margin: number(&config.min_margin)?,
        };
        Ramp::read(target, ramp, &|from: &ConfigFrom| {
            Ok(Self {
                rho: read_matrix(from.rho.as_ref().unwrap_or(&config.rho))?,
                credit: or(&from.correlation_credit, &config.correlation_credit)?,
                margin: or(&from.min_margin, &config.min_margin)?,
            })
        })
    }
}

/// The stress of every group, in the order of the configuration.
fn stresses(
    config: &Config,
    ramp: Option<&RampLine<ConfigFrom>>,
) -> Result<Vec<Ramp<Num>>, String> {
    let all = |groups: &[Group]| {
        let stress = |group: &Group| {
            let named = groups.iter().find(|other| other.name == group.name);
            number(&named.unwrap_or(group).stress)
        };
        config.groups.iter().map(stress).collect()
    };
    let ramp: Ramp<Vec<Num>> = Ramp::read(all(&config.groups)?, ramp, &|from: &ConfigFrom| {
        all(from.groups.as_ref().unwrap_or(&config.groups))
    })?;
    let one = |group: usize| ramp.map(|point| point[group].clone());
    Ok((0..config.groups.len()).map(one).collect())
}

/// V = ((T−t)·V0 + t·V1)/T: whole numbers over the product of T and the steps of the matrix.
fn form(ramp: &Ramp<Point>) -> (Vec<Vec<BigInt>>, BigInt) {
    let left = BigInt::from(ramp.duration - ramp.elapsed);
    let gone = BigInt::from(ramp.elapsed);
    let entry = |(from, target): (&i64, &i64)| &left * *from + &gone * *target;
    let rows = ramp.from.rho.iter().zip(&ramp.target.rho);
    let form = rows.map(|(from, target)| from.iter().zip(target).map(entry).collect());
    (form.collect(), BigInt::from(10_000) * ramp.duration)
}

impl Structure {
    pub fn read(config: &Config) -> Result<Self, String> {
        let (stress, matrix) = match config.ramp.as_ref() {
            Some(ramp) if ramp.from.groups.is_some() => (Some(ramp), None),
            other => (None, other),
        };
        let ramp = Point::ramp(config, matrix)?;
        let (form, over) = form(&ramp);
        Ok(Self {
            groups: config
                .groups
                .iter()
                .map(|group| group.name.clone())
                .collect(),
            sigma: stresses(config, stress)?,
            credit: ramp.blend(|point| point.credit.clone()),
            margin: ramp.blend(|point| point.margin.clone()),
            form,
            over,
        })
    }

    pub fn group(&self, name: &str) -> Result<usize, String> {
        self.groups
            .iter()
            .position(|group| group == name)
            .ok_or_else(|| format!("no group {name}"))
    }

    /// Bounds of `over · V`, in units of 1e-240.
    fn quadratic(&self, groups: &[Num]) -> (BigInt, BigInt) {
        let (mut lo, mut hi) = (BigInt::zero(), BigInt::zero());
        let two = BigInt::from(2);
        for (g, row) in self
            .form
            .iter()
            .enumerate()
            .filter(|(g, _)| !groups[*g].is_zero())
        {
            for (h, entry) in row
                .iter()
                .enumerate()
                .filter(|(h, entry)| !entry.is_zero() && !groups[*h].is_zero())
            {
                let (a, b) = if g == h {
                    square(&groups[g])
                } else {
                    groups[g].product(&groups[h])
                };
                let weight = if g == h { entry.clone() } else { entry * &two };
                let (a, b) = if *entry > BigInt::zero() {
                    (a, b)
                } else {
                    (b, a)
                };
                lo += a * &weight;
                hi += b * &weight;
            }
        }
        (lo.max(BigInt::zero()), hi.max(BigInt::zero()))
    }

    /// N = √(κ·V + (1−κ)·G² + B²).
    pub fn noise(&self, groups: &[Num], own: &Num) -> Num {
        let (v_lo, v_hi) = self.quadratic(groups);
        let sum = groups.iter().fold(Num::zero(), |sum, x| &sum + &x.abs());
        let (g_lo, g_hi) = square(&sum);
        let (b_lo, b_hi) = square(own);
        let distrust = &Num::one() - &self.credit;
        // In units of 1e-360, times `over`; back to 1e-240 by one division.
        let lo = v_lo * self.credit.lo()
            + (g_lo * distrust.lo() + b_lo * &*super::num::UNIT) * &self.over;
        let hi = v_hi * self.credit.hi()
            + (g_hi * distrust.hi() + b_hi * &*super::num::UNIT) * &self.over;
        let by = &self.over * &*super::num::UNIT;
        let down = lo.div_floor(&by);
        let up = if lo == hi && (&down * &by) == lo {
            down.clone()
        } else {
            hi.div_ceil(&by)
        };
        Num::sqrt_of_square(&down, &up)
    }
}

/// The square of an interval is never negative, whatever the product of two would say.
fn square(x: &Num) -> (BigInt, BigInt) {
    let size = x.abs();
    size.product(&size)
}
