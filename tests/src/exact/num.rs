//! Rigorous intervals of decimals: `lo ≤ x ≤ hi` in units of 1e-120.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::ops::{Add, Neg, Sub};
use std::sync::LazyLock;

/// Decimals that are kept. Values reach 1e26 USD and a form may cancel completely, so an error δ in N² moves N by √δ:
/// 120 decimals leave N with more than 40.
pub const PLACES: u32 = 120;

/// One, in units.
pub static UNIT: LazyLock<BigInt> = LazyLock::new(|| BigInt::from(10).pow(PLACES));

/// What is known of the sign of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Negative,
    /// The interval straddles zero and is not the point zero.
    TooCloseToCall,
    NotNegative,
}

/// An interval that surely contains the number it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Num {
    lo: BigInt,
    hi: BigInt,
}

/// ⌊a / b⌋ and ⌈a / b⌉ for b > 0.
fn div_out(lo: &BigInt, hi: &BigInt, by: &BigInt) -> Num {
    let (down, rest) = lo.div_mod_floor(by);
    if lo == hi {
        let up = if rest.is_zero() {
            down.clone()
        } else {
            &down + 1
        };
        return Num { lo: down, hi: up };
    }
    Num {
        lo: down,
        hi: hi.div_ceil(by),
    }
}

impl Num {
    pub fn zero() -> Self {
        Self::int(&BigInt::zero())
    }

    pub fn one() -> Self {
        Self::int(&BigInt::one())
    }

    pub fn int(value: &BigInt) -> Self {
        Self::raw(value * &*UNIT)
    }

    /// An exact number of units.
    pub fn raw(units: BigInt) -> Self {
        Self {
            lo: units.clone(),
            hi: units,
        }
    }

    /// `digits · 10^-places`, exact.
    pub fn decimal(digits: &BigInt, places: u32) -> Self {
        Self::raw(digits * BigInt::from(10).pow(PLACES - places))
    }

    /// A literal such as "-0.42"; `None` when it is not a decimal.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, body) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (whole, part) = body.split_once('.').unwrap_or((body, ""));
        let digits = format!("{whole}{part}");
        if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = Self::decimal(&digits.parse().ok()?, u32::try_from(part.len()).ok()?);
        Some(if negative { -number } else { number })
    }

    /// A literal of a test or of a constant of the specification.
    pub fn lit(text: &str) -> Self {
        Self::parse(text).expect("a decimal literal")
    }

    pub fn lo(&self) -> &BigInt {
        &self.lo
    }

    pub fn hi(&self) -> &BigInt {
        &self.hi
    }

    /// The point in the middle, when a search needs one number.
    pub fn mid(&self) -> Self {
        Self::raw((&self.lo + &self.hi).div_floor(&BigInt::from(2)))
    }

    pub fn is_zero(&self) -> bool {
        self.lo.is_zero() && self.hi.is_zero()
    }

    pub fn sign(&self) -> Sign {
        if self.hi.is_negative() {
            Sign::Negative
        } else if self.lo.is_negative() {
            Sign::TooCloseToCall
        } else {
            Sign::NotNegative
        }
    }

    /// Surely ≥ 0.
    pub fn surely_not_negative(&self) -> bool {
        !self.lo.is_negative()
    }

    /// Surely < 0.
    pub fn surely_negative(&self) -> bool {
        self.hi.is_negative()
    }

    /// `self ≤ other` cannot be excluded.
    pub fn may_be_at_most(&self, other: &Self) -> bool {
        self.lo <= other.hi
    }

    pub fn surely_above(&self, other: &Self) -> bool {
        self.lo > other.hi
    }

    /// 0 < self, strictly.
    pub fn surely_positive(&self) -> bool {
        self.lo.is_positive()
    }

    pub fn mul(&self, other: &Self) -> Self {
        let (lo, hi) = self.product(other);
        div_out(&lo, &hi, &UNIT)
    }

    /// Bounds of the product, in units of 1e-240: exact where both are.
    pub fn product(&self, other: &Self) -> (BigInt, BigInt) {
        if self.lo == self.hi && other.lo == other.hi {
            let exact = &self.lo * &other.lo;
            return (exact.clone(), exact);
        }
        if !self.lo.is_negative() && !other.lo.is_negative() {
            return (&self.lo * &other.lo, &self.hi * &other.hi);
        }
        let corners = [
            &self.lo * &other.lo,
            &self.lo * &other.hi,
            &self.hi * &other.lo,
            &self.hi * &other.hi,
        ];
        let lo = corners.iter().min().expect("four corners").clone();
        let hi = corners.iter().max().expect("four corners").clone();
        (lo, hi)
    }

    pub fn times(&self, whole: &BigInt) -> Self {
        let (a, b) = (&self.lo * whole, &self.hi * whole);
        if whole.is_negative() {
            Self { lo: b, hi: a }
        } else {
            Self { lo: a, hi: b }
        }
    }

    /// Divides by a whole number > 0.
    pub fn over(&self, whole: &BigInt) -> Self {
        assert!(whole.is_positive(), "divides by a positive number only");
        div_out(&self.lo, &self.hi, whole)
    }

    /// Divides by a number that is surely > 0.
    pub fn div(&self, by: &Self) -> Self {
        assert!(by.lo.is_positive(), "divides by a positive number only");
        let (low_by, high_by) = (
            if self.lo.is_negative() {
                &by.lo
            } else {
                &by.hi
            },
            if self.hi.is_negative() {
                &by.hi
            } else {
                &by.lo
            },
        );
        let lo = (&self.lo * &*UNIT).div_floor(low_by);
        let hi = (&self.hi * &*UNIT).div_ceil(high_by);
        Self { lo, hi }
    }

    /// Root of a number that is surely ≥ 0 but for the rounding of its interval.
    pub fn sqrt(&self) -> Self {
        Self::sqrt_of_square(&(&self.lo * &*UNIT), &(&self.hi * &*UNIT))
    }

    /// Root of a number given in units of 1e-240.
    pub fn sqrt_of_square(lo: &BigInt, hi: &BigInt) -> Self {
        let down = if lo.is_positive() {
            lo.sqrt()
        } else {
            BigInt::zero()
        };
        if !hi.is_positive() {
            return Self {
                hi: down.clone(),
                lo: down,
            };
        }
        let root = if lo == hi { down.clone() } else { hi.sqrt() };
        let up = if &root * &root == *hi { root } else { root + 1 };
        Self { lo: down, hi: up }
    }

    pub fn max(&self, other: &Self) -> Self {
        Self {
            lo: (&self.lo).max(&other.lo).clone(),
            hi: (&self.hi).max(&other.hi).clone(),
        }
    }

    pub fn min(&self, other: &Self) -> Self {
        Self {
            lo: (&self.lo).min(&other.lo).clone(),
            hi: (&self.hi).min(&other.hi).clone(),
        }
    }

    pub fn abs(&self) -> Self {
        if !self.lo.is_negative() {
            self.clone()
        } else if self.hi.is_negative() {
            -self
        } else {
            Self {
                lo: BigInt::zero(),
                hi: (-&self.lo).max(self.hi.clone()),
            }
        }
    }

    /// `(from·(duration − elapsed) + to·elapsed) / duration`.
    pub fn blend(from: &Self, to: &Self, elapsed: u64, duration: u64) -> Self {
        let left = BigInt::from(duration - elapsed);
        (&from.times(&left) + &to.times(&BigInt::from(elapsed))).over(&BigInt::from(duration))
    }

    pub fn floor(&self) -> BigInt {
        self.lo.div_floor(&UNIT)
    }

    /// A number that is surely ≥ 0 in decimals, rounded down.
    pub fn shown(&self, places: u32) -> String {
        let units = (&self.lo / BigInt::from(10).pow(PLACES - places)).to_string();
        let places = places as usize;
        let digits = format!("{units:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        format!("{whole}.{part}")
    }

    pub fn ceil(&self) -> BigInt {
        self.hi.div_ceil(&UNIT)
    }

    /// Good to about 15 digits: for a first guess and for messages, never to decide.
    pub fn approx(&self) -> f64 {
        let mid: BigInt = (&self.lo + &self.hi) / 2;
        let bits = mid.bits();
        let shift = bits.saturating_sub(64);
        let head = (&mid >> shift).to_f64().unwrap_or(f64::NAN);
        head * 2f64.powi(i32::try_from(shift).unwrap_or(i32::MAX)) / 1e120
    }
}

impl Add for &Num {
    type Output = Num;
    fn add(self, other: &Num) -> Num {
        Num {
            lo: &self.lo + &other.lo,
            hi: &self.hi + &other.hi,
        }
    }
}

impl Sub for &Num {
    type Output = Num;
    fn sub(self, other: &Num) -> Num {
        Num {
            lo: &self.lo - &other.hi,
            hi: &self.hi - &other.lo,
        }
    }
}

impl Neg for &Num {
    type Output = Num;
    fn neg(self) -> Num {
        Num {
            lo: -&self.hi,
            hi: -&self.lo,
        }
    }
}

impl Neg for Num {
    type Output = Num;
    fn neg(self) -> Num {
        -&self
    }
}

impl std::fmt::Display for Num {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let units = (&self.lo + &self.hi).div_floor(&BigInt::from(2));
        let digits = format!("{:0>121}", units.abs().to_string());
        let (whole, part) = digits.split_at(digits.len() - PLACES as usize);
        write!(
            out,
            "{}{whole}.{}",
            if units.is_negative() { "-" } else { "" },
            &part[..30]
        )
    }
}
