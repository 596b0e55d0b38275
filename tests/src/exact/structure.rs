//! What holds for all accounts: groups, matrix, credit, margin.

use super::way::Way;
use super::wire::{Config, ConfigFrom, Group, RampLine};
use super::Num;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

/// ρ in units of 1e-4; `entries[g][h]`, h ≤ g.
type Matrix = Vec<Vec<i64>>;

#[derive(Debug, Clone)]
pub struct Structure {
    pub groups: Vec<String>,
    pub sigma: Vec<Way<Num>>,
    pub credit: Num,
    pub margin: Num,
    /// Σ over the points of a ramp of weight · ρ, in units of 1 / `over`; halves of a symmetric form.
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
struct Point {
    rho: Matrix,
    credit: Num,
    margin: Num,
}

impl Point {
    fn way(config: &Config, ramp: Option<&RampLine<ConfigFrom>>) -> Result<Way<Self>, String> {
        let or = |text: &Option<String>, target: &str| number(text.as_deref().unwrap_or(target));
        let target = Self {
            rho: read_matrix(&config.rho)?,
            credit: number(&config.correlation_credit)?,
            margin: number(&config.min_margin)?,
        };
        Way::read(target, ramp, &|from: &ConfigFrom| {
            Ok(Self {
                rho: read_matrix(from.rho.as_ref().unwrap_or(&config.rho))?,
                credit: or(&from.correlation_credit, &config.correlation_credit)?,
                margin: or(&from.min_margin, &config.min_margin)?,
            })
        })
    }
}

/// The stress of every group, in the order of the configuration.
fn stresses(config: &Config, ramp: Option<&RampLine<ConfigFrom>>) -> Result<Vec<Way<Num>>, String> {
    let all = |groups: &[Group]| {
        let stress = |group: &Group| {
            let named = groups.iter().find(|other| other.name == group.name);
            number(&named.unwrap_or(group).stress)
        };
        config.groups.iter().map(stress).collect()
    };
    let way: Way<Vec<Num>> = Way::read(all(&config.groups)?, ramp, &|from: &ConfigFrom| {
        all(from.groups.as_ref().unwrap_or(&config.groups))
    })?;
    let one = |group: usize| way.map(|point| point[group].clone());
    Ok((0..config.groups.len()).map(one).collect())
}

/// V = ((T−t)·V0 + t·V1)/T, once for every step: whole numbers over the product of all T.
fn form(way: &Way<Point>) -> (Vec<Vec<BigInt>>, BigInt) {
    let whole = |rho: &Matrix| -> Vec<Vec<BigInt>> {
        let row = |row: &Vec<i64>| row.iter().map(|entry| BigInt::from(*entry)).collect();
        rho.iter().map(row).collect()
    };
    let mut form = whole(&way.start().rho);
    let mut over = BigInt::from(10_000);
    let mut shared = BigInt::from(1);
    for step in way.steps() {
        let (left, gone) = (
            BigInt::from(step.duration - step.elapsed),
            &shared * step.elapsed,
        );
        for (row, target) in form.iter_mut().zip(whole(&step.target.rho)) {
            for (entry, target) in row.iter_mut().zip(target) {
                *entry = &*entry * &left + target * &gone;
            }
        }
        shared *= step.duration;
        over *= step.duration;
    }
    (form, over)
}

impl Structure {
    pub fn read(config: &Config) -> Result<Self, String> {
        let (first, second) = (config.ramp.as_ref(), config.stress_ramp.as_ref());
        let of_stress = |ramp: &RampLine<ConfigFrom>| ramp.from.groups.is_some();
        let (stress, matrix) = match first {
            Some(ramp) if of_stress(ramp) => (Some(ramp), None),
            other => (second, other),
        };
        if second.is_some_and(|ramp| !of_stress(ramp)) || (second.is_some() && matrix.is_none()) {
            return Err("two ramps of one kind".into());
        }
        let way = Point::way(config, matrix)?;
        let (form, over) = form(&way);
        Ok(Self {
            groups: config
                .groups
                .iter()
                .map(|group| group.name.clone())
                .collect(),
            sigma: stresses(config, stress)?,
            credit: way.blend(|point| point.credit.clone()),
            margin: way.blend(|point| point.margin.clone()),
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
