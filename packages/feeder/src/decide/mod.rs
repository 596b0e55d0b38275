//! What is reported of one asset, and why or why not. Pure: rules, what was reported, what sources say and the time go in,
//! a decision comes out.
//!
//! 1. Answers that are too old, from the future or zero do not count.
//! 2. The price is the median of those that count; more than half of them must lie near it.
//! 3. It is reported where it is the first, where it moved by `deviation`, or where the last is older than `heartbeat`.
//! 4. What moved by more than `max_step` is reported only where a second source lies near it too.

mod rules;
mod said;

pub use rules::{Rules, RulesError};
pub use said::{Decision, Skip, Why};

use ballast_daemon::{check_time, NamedPrice};
use ballast_pricing::{differs, Bracket, Quorum, Report};
use ballast_risk::Price;

/// What one source said of one asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceAnswer {
    pub source: String,
    pub said: NamedPrice,
}

/// What is known of the asset before the sources are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What this feeder reported last.
    pub own: Option<Report>,
    /// What the oracle publishes: what a step is measured from where there is no own report.
    pub published: Option<Price>,
}

pub fn decide(rules: &Rules, known: &Known, answers: &[SourceAnswer], now: u64) -> Decision {
    match judged(rules, known, answers, now) {
        Ok(decision) => decision,
        Err(skip) => Decision::Skip(skip),
    }
}

fn judged(
    rules: &Rules,
    known: &Known,
    answers: &[SourceAnswer],
    now: u64,
) -> Result<Decision, Skip> {
    let (counted, refused) = counted(rules, answers, now);
    if counted.len() < rules.min_sources {
        return Err(Skip::TooFewSources {
            found: counted.len(),
            needed: rules.min_sources,
            refused,
        });
    }
    let price = median(&counted).ok_or(Skip::TooFewSources {
        found: 0,
        needed: 1,
        refused,
    })?;
    let near = |report: &&Report| !differs(price, report.price, rules.agree_within);
    let agreeing: Vec<&Report> = counted.iter().filter(near).collect();
    if agreeing.len().saturating_mul(2) <= counted.len() {
        return Err(Skip::Apart {
            agreeing: agreeing.len(),
            of: counted.len(),
            median: price,
        });
    }
    let from = known.own.map(|own| own.price).or(known.published);
    if let Some(from) = from.filter(|from| differs(*from, price, rules.max_step)) {
        if agreeing.len() < 2 {
            return Err(Skip::BigStep { from, to: price });
        }
    }
    // as old as the oldest of those that agree, and never ahead
    let time = agreeing.iter().map(|report| report.time).min();
    let report = Report {
        price,
        time: time.unwrap_or(now).min(now),
    };
    let why = why(rules, known, report, now)?;
    Ok(Decision::Report { report, why })
}

/// What counts, and how many do not.
fn counted(rules: &Rules, answers: &[SourceAnswer], now: u64) -> (Vec<Report>, usize) {
    let counts = |answer: &&SourceAnswer| {
        let said = &answer.said;
        let in_time = check_time(&answer.source, said.time, now, rules.max_age);
        in_time.is_ok() && !said.price.is_zero()
    };
    let counted = answers.iter().filter(counts);
    let counted: Vec<Report> = counted
        .map(|answer| Report {
            price: answer.said.price,
            time: answer.said.time,
        })
        .collect();
    let refused = answers.len().saturating_sub(counted.len());
    (counted, refused)
}

/// The mean of the middle two where their number is even. `None` without reports.
fn median(reports: &[Report]) -> Option<Price> {
    let any = Quorum::new(reports.len(), 1, 0).ok()?;
    Bracket::of(reports.to_vec(), any).map(|bracket| bracket.spot)
}

fn why(rules: &Rules, known: &Known, report: Report, now: u64) -> Result<Why, Skip> {
    let Some(own) = known.own else {
        return Ok(Why::First);
    };
    if report.time <= own.time {
        return Err(Skip::NothingNewer { time: own.time });
    }
    if differs(own.price, report.price, rules.deviation) {
        return Ok(Why::Moved { from: own.price });
    }
    let age = now.saturating_sub(own.time);
    if age >= rules.heartbeat {
        return Ok(Why::Heartbeat { age });
    }
    Err(Skip::Unmoved {
        reported: own.price,
        seen: report.price,
        age,
    })
}

#[cfg(test)]
mod tests;
