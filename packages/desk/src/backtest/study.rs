//! The whole comparison: the market as governed, at other credits, and beside a classic market at equal safety.

use super::basket::{baskets, Basket, Kind};
use super::classic::{Classic, DebtWeights};
use super::crash::{crashes, Crash};
use super::error::BacktestError;
use super::life::Outcome;
use super::policy::Policy;
use super::run::{run, Ticks};
use super::tally::Tally;
use super::terms::{Closes, Practice};
use crate::market::Market;
use ballast_risk::Ratio;

/// Factors of the classic market are multiplied with 0.4 to 1.6, in thousandths.
const SCALES: [u64; 2] = [400, 1_600];
const THOUSANDTH: u64 = 1_000_000_000_000_000;

/// The outcomes of each basket.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub outcomes: Vec<Vec<Outcome>>,
}

/// A point of a frontier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frontier {
    /// The correlation credit, or what the classic factors were multiplied with.
    pub at: Ratio,
    pub total: Tally,
}

/// A governed market beside the classic ones that are as safe.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    pub governed: Run,
    /// Debts weigh as governed.
    pub classic: Run,
    /// Debts weigh 1.
    pub unweighted: Run,
    pub classic_scale: Ratio,
    pub unweighted_scale: Ratio,
    /// The classic market at every scale that was tried, debts as governed.
    pub tried: Vec<Frontier>,
}

/// All that a back-test found.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    pub baskets: Vec<Basket>,
    pub practice: Practice,
    pub crashes: Vec<Crash>,
    pub compared: Walk,
    /// At κ = 0, ¼, ½, ¾ and 1.
    pub credits: Vec<Frontier>,
    /// Each calibrated on what came before, judged on what came after.
    pub walk_forward: Option<Walk>,
}

impl Run {
    pub fn total(&self) -> Tally {
        Tally::of(self.outcomes.iter().flatten())
    }

    pub fn basket(&self, at: usize) -> Tally {
        Tally::of(self.outcomes.get(at).into_iter().flatten())
    }

    pub fn kind(&self, baskets: &[Basket], kind: Kind) -> Tally {
        let both = baskets.iter().zip(&self.outcomes);
        Tally::of(both.filter(|(b, _)| b.kind == kind).flat_map(|(_, o)| o))
    }

    pub fn crash(&self, crash: &Crash) -> Tally {
        let all = self.outcomes.iter().flatten();
        Tally::of(all.filter(|outcome| crash.hit(outcome)))
    }
}

/// How many ticks a study makes: one for each basket of each run.
pub fn ticks(baskets: usize, walks: usize) -> usize {
    let tried = (SCALES[1] - SCALES[0]).ilog2() as usize + 1;
    baskets * (5 + walks * (1 + 2 * (tried + 1)))
}

/// Runs everything. `walk_forward`: a market for each part of the history, calibrated on what came before.
pub fn study(
    closes: &Closes,
    market: &Market,
    walk_forward: Option<&Policy>,
    practice: &Practice,
    ticks: &dyn Ticks,
) -> Result<Study, BacktestError> {
    market.parameters()?;
    let needed = practice.days + 1;
    let found = closes.steps.len();
    if found < needed + 1 {
        return Err(BacktestError::TooShort {
            found,
            days: practice.days,
            needed: needed + 1,
        });
    }
    let baskets = baskets(market);
    if baskets.is_empty() {
        return Err(BacktestError::NoBasket);
    }
    let bench = Bench {
        closes,
        baskets: &baskets,
        practice,
        ticks,
    };
    let policy = Policy::constant(market.clone());
    let compared = bench.walk(&policy)?;
    if compared.governed.total().starts == 0 {
        return Err(BacktestError::NothingOpens {
            days: practice.days,
        });
    }
    let mut credits = Vec::new();
    for quarters in 0..=4 {
        let at = Ratio::percent(25 * quarters);
        let total = if at == market.correlation_credit {
            compared.governed.total()
        } else {
            let run = bench.run(&policy.map(|market| market.with_credit(at)))?;
            run.total()
        };
        credits.push(Frontier { at, total });
    }
    let walk_forward = walk_forward.map(|policy| bench.walk(policy)).transpose()?;
    Ok(Study {
        crashes: crashes(closes, market, practice.days),
        practice: *practice,
        compared,
        credits,
        walk_forward,
        baskets,
    })
}

/// What all runs of a study share.
struct Bench<'a> {
    closes: &'a Closes,
    baskets: &'a [Basket],
    practice: &'a Practice,
    ticks: &'a dyn Ticks,
}

impl Bench<'_> {
    fn run(&self, policy: &Policy) -> Result<Run, BacktestError> {
        let outcomes = run(self.closes, self.baskets, policy, self.practice, self.ticks)?;
        Ok(Run { outcomes })
    }

    fn walk(&self, policy: &Policy) -> Result<Walk, BacktestError> {
        let governed = self.run(policy)?;
        let allowed = governed.total().insolvent;
        let classic = self.as_safe(policy, DebtWeights::Governed, allowed)?;
        let unweighted = self.as_safe(policy, DebtWeights::One, allowed)?;
        Ok(Walk {
            governed,
            classic: classic.run,
            classic_scale: classic.scale,
            tried: classic.tried,
            unweighted: unweighted.run,
            unweighted_scale: unweighted.scale,
        })
    }

    /// The largest scale at which no more accounts end insolvent than `allowed`, by halving: more is owed at a larger one.
    fn as_safe(
        &self,
        policy: &Policy,
        weights: DebtWeights,
        allowed: usize,
    ) -> Result<AsSafe, BacktestError> {
        let at = |scale| {
            let classic = Classic { weights, scale };
            self.run(&policy.map(|market| classic.of(market)))
        };
        let scale = |thousandths: u64| Ratio::new(thousandths * THOUSANDTH);
        let [mut passes, mut fails] = SCALES;
        let (mut best, mut tried) = (None, Vec::new());
        while fails - passes > 1 {
            let middle = u64::midpoint(passes, fails);
            let found = at(scale(middle))?;
            let total = found.total();
            tried.push(Frontier {
                at: scale(middle),
                total,
            });
            if total.insolvent <= allowed {
                (passes, best) = (middle, Some(found));
            } else {
                fails = middle;
            }
        }
        tried.sort_by_key(|point| point.at);
        let run = match best {
            Some(run) => run,
            None => at(scale(passes))?,
        };
        Ok(AsSafe {
            run,
            scale: scale(passes),
            tried,
        })
    }
}

/// A classic market as safe as another.
struct AsSafe {
    run: Run,
    scale: Ratio,
    tried: Vec<Frontier>,
}
