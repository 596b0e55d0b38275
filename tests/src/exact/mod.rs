//! The model that the program under test is judged by.
//!
//! It is written from `docs/spec.md` (sections 2, 5, 6 and 7) and the `evaluate` format alone. Whoever changes it reads the
//! specification, **never** `packages/risk`: an error copied from there would be invisible here. It shares no type, no number
//! library and no algorithm with the program: amounts, prices and factors are read from the JSON line as exact decimals, and
//! everything after that is an interval with outward rounding to 120 decimals ([`Num`]).
//!
//! An interval is needed because an own part `√(h² − σ²)` is irrational, so that no finite fraction is the surplus. What is exact
//! stays exact: sums and products of decimals, and roots of squares, are intervals of width zero. [`Sign::TooCloseToCall`] is
//! answered only where the interval of S straddles zero; at 120 decimals its width stays below 1e-40 USD for every Book that
//! the specification allows.
//!
//! Reading order: [`format`](self) (the line) → `ramp` → `asset` (what a factor means) → `structure` (groups, ρ, κ, m) → `exposure` (C, D, X, B,
//! losses: all linear in the positions) → `model` (S, HF) → `line`, `solve` (where health ends) → `pair`, `pro_rata` (what a liquidation may do).

mod asset;
mod exposure;
pub mod format;
mod line;
mod model;
mod num;
mod pair;
mod pro_rata;
mod ramp;
mod solve;
mod structure;

pub use asset::{Asset, Terms, View};
pub use exposure::{Exposure, Surplus};
pub use line::{Level, Line};
pub use model::{Account, Model, Refusal};
pub use num::{Num, Sign};
pub use pair::{Aim, Pair, Wanted};
pub use pro_rata::ProRata;
pub use solve::{last_not_negative, Bracket};
pub use structure::Structure;
