//! Which pair to liquidate: of those that bring the account back to the target the one that costs the borrower least.

use super::error::LiquidationError;
use super::pair::Pair;
use super::path::Path;
use super::quote::Quoted;
use super::request::{Liquidation, LiquidationRequest};
use super::unhealthy::Unhealthy;
use crate::units::{mul_div_down, Amount, AssetIndex, HealthFactor, NumError, ONE_UNIT};
use crate::valuation::Book;

/// Up to so many pairs all are quoted. Beyond, what a pair must cost at least says which need not be: that bound leaves out how
/// whole units of the collateral are rounded.
const FEW: usize = 16;

/// Which sides of the pair are given, and what was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairChoice {
    pub debt: Option<AssetIndex>,
    pub collateral: Option<AssetIndex>,
    /// Absent: as much as it takes.
    pub max_repay: Option<Amount>,
}

/// A pair, and what it can do at most: S along it is concave, so it lies below its tangent at the account as it is.
struct Candidate {
    request: LiquidationRequest,
    order: Order,
}

/// The better first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    /// Reaches the target for no less than this, 1e-12 USD.
    Reaches { cost: u128 },
    /// Has but a part of what is needed: so many times as much is, 1e-18.
    Falls { short: u128 },
    /// Does not bring the account nearer to the target.
    Fails,
}

impl Order {
    /// Can it still be better than a pair that reaches the target for so much?
    fn may_beat(&self, cost: u128) -> bool {
        matches!(self, Order::Reaches { cost: least } if *least < cost)
    }
}

impl Book {
    /// Quotes the pair that costs the borrower least among those that reach the target, else the one that heals most.
    ///
    /// The pair named was quoted exactly, and so was every other that could be better. Sixteen positions have at most 256 pairs,
    /// which bounds the work. Where none is accepted, the refusal is that of the pair that seemed best.
    pub fn quote_best(&self, choice: &PairChoice) -> Result<Liquidation, LiquidationError> {
        let account = Unhealthy::new(self)?;
        let mut refusal = None;
        let mut best: Option<(Quoted, Option<HealthFactor>)> = None;
        let candidates = account.candidates(choice)?;
        let many = candidates.len() > FEW;
        for candidate in candidates {
            let reached = best.as_ref().filter(|(quoted, _)| quoted.reaches());
            if many && reached.is_some_and(|(quoted, _)| !candidate.order.may_beat(quoted.cost)) {
                break;
            }
            match account.quote(&candidate.request) {
                Ok(quoted) => best = Some(account.better(best, quoted)?),
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        match best {
            Some((quoted, _)) => Ok(quoted.liquidation),
            None => Err(refusal.unwrap_or(LiquidationError::NothingOpen)),
        }
    }
}

impl Quoted {
    fn reaches(&self) -> bool {
        self.liquidation.episode.is_none()
    }
}

impl Unhealthy<'_> {
    /// All pairs that the choice leaves open, the most promising first.
    fn candidates(&self, choice: &PairChoice) -> Result<Vec<Candidate>, LiquidationError> {
        let open =
            |fixed: Option<AssetIndex>, asset: AssetIndex| fixed.is_none_or(|fixed| fixed == asset);
        let each = || self.book.holdings.iter().zip(&self.values);
        let moves = || each().filter(|(holding, _)| !holding.is_left_alone());
        let debts =
            moves().filter(|(h, value)| !value.debt.is_zero() && open(choice.debt, h.asset));
        let mut candidates = Vec::new();
        for (debt, _) in debts {
            for (collateral, value) in moves() {
                if value.collateral.is_zero() || !open(choice.collateral, collateral.asset) {
                    continue;
                }
                let request = LiquidationRequest {
                    debt: debt.asset,
                    collateral: collateral.asset,
                    max_repay: choice.max_repay,
                };
                let order = self.promise(&Pair::new(self, &request)?)?;
                candidates.push(Candidate { request, order });
            }
        }
        candidates.sort_by(|a, b| a.order.cmp(&b.order));
        Ok(candidates)
    }

    /// First order at the account as it is, with the debts that the target asks for.
    fn promise(&self, pair: &Pair<'_>) -> Result<Order, NumError> {
        let start = self.line(pair, &self.now, self.target())?.tightest(0);
        if !start.is_rising() {
            return Ok(Order::Fails);
        }
        let (needed, most) = (start.distance(), pair.most()?);
        if needed <= most {
            let cost = mul_div_down(needed, u128::from(pair.bonus.raw()), ONE_UNIT)?;
            return Ok(Order::Reaches { cost });
        }
        let short = mul_div_down(needed, ONE_UNIT, most).unwrap_or(u128::MAX);
        Ok(Order::Falls { short })
    }

    /// The better of the best so far, with its health factor where that was asked for, and another.
    fn better(
        &self,
        best: Option<(Quoted, Option<HealthFactor>)>,
        other: Quoted,
    ) -> Result<(Quoted, Option<HealthFactor>), LiquidationError> {
        let Some((best, health)) = best else {
            return Ok((other, None));
        };
        let other_wins = match (best.reaches(), other.reaches()) {
            (true, true) => other.cost < best.cost,
            (false, false) => {
                let health = match health {
                    Some(health) => health,
                    None => best.after.health(&self.book.correlations)?,
                };
                let above = health.raw().saturating_add(1);
                let wins = self.passes(&other.after, above)?;
                return Ok(if wins {
                    (other, None)
                } else {
                    (best, Some(health))
                });
            }
            (_, reaches) => reaches,
        };
        Ok((if other_wins { other } else { best }, None))
    }
}
