//! What holds for all accounts: groups, matrix, credit, margin.

use super::asset::{seconds, SigmaRamp};
use super::wire::{Config, Group};
use super::Num;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;

/// ρ in units of 1e-4; `entries[g][h]`, h ≤ g.
type Matrix = Vec<Vec<i64>>;

#[derive(Debug, Clone)]
pub struct Structure {
    pub groups: Vec<String>,
    pub sigma: Vec<SigmaRamp>,
    pub credit: Num,
    pub margin: Num,
    /// Σ over both ends of a ramp of weight · ρ, in units of 1 / `over`; halves of a symmetric form.
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

/// Where a ramp of the configuration stands; a Book without one stands at the end of one.
struct Clock {
    elapsed: u64,
    duration: u64,
}

impl Clock {
    fn read(config: &Config) -> Result<Self, String> {
        let Some(ramp) = &config.ramp else {
            return Ok(Self {
                elapsed: 1,
                duration: 1,
            });
        };
        let (elapsed, duration) = (seconds(&ramp.elapsed)?, seconds(&ramp.duration)?);
        Ok(Self {
            elapsed: elapsed.min(duration),
            duration,
        })
    }

    fn blend(&self, from: Option<&String>, to: &str) -> Result<Num, String> {
        let target = number(to)?;
        let Some(from) = from else { return Ok(target) };
        Ok(Num::blend(
            &number(from)?,
            &target,
            self.elapsed,
            self.duration,
        ))
    }

    fn form(&self, from: &Matrix, to: &Matrix) -> Vec<Vec<BigInt>> {
        let left = BigInt::from(self.duration - self.elapsed);
        let gone = BigInt::from(self.elapsed);
        let rows = from.iter().zip(to);
        rows.map(|(a, b)| {
            a.iter()
                .zip(b)
                .map(|(a, b)| a * &left + b * &gone)
                .collect()
        })
        .collect()
    }
}

impl Structure {
    pub fn read(config: &Config) -> Result<Self, String> {
        let clock = Clock::read(config)?;
        let from = config.ramp.as_ref().map(|ramp| &ramp.from);
        let target = read_matrix(&config.rho)?;
        let start = match from.and_then(|from| from.rho.as_ref()) {
            Some(rows) => read_matrix(rows)?,
            None => target.clone(),
        };
        let old_groups = from
            .and_then(|from| from.groups.as_ref())
            .unwrap_or(&config.groups);
        let credit = from.and_then(|from| from.correlation_credit.as_ref());
        let margin = from.and_then(|from| from.min_margin.as_ref());
        Ok(Self {
            groups: config
                .groups
                .iter()
                .map(|group| group.name.clone())
                .collect(),
            sigma: read_sigma(old_groups, &config.groups, &clock)?,
            credit: clock.blend(credit, &config.correlation_credit)?,
            margin: clock.blend(margin, &config.min_margin)?,
            form: clock.form(&start, &target),
            over: BigInt::from(clock.duration) * 10_000,
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

fn read_sigma(from: &[Group], to: &[Group], clock: &Clock) -> Result<Vec<SigmaRamp>, String> {
    let one = |group: &Group| {
        let old = from
            .iter()
            .find(|old| old.name == group.name)
            .unwrap_or(group);
        Ok(SigmaRamp {
            from: number(&old.stress)?,
            to: number(&group.stress)?,
            elapsed: clock.elapsed,
            duration: clock.duration,
        })
    };
    to.iter().map(one).collect()
}
