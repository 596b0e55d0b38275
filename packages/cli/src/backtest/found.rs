//! What the table, the page and the files all show.

use super::input::Input;
use ballast_desk::backtest::{Kind, Run, Study, Tally, Walk};
use ballast_risk::Ratio;

/// A finished back-test with what it was made of.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub input: &'a Input,
    pub study: &'a Study,
}

/// One market of a comparison.
#[derive(Clone, Debug)]
pub struct Market<'a> {
    pub title: String,
    pub run: &'a Run,
}

impl<'a> Found<'a> {
    /// The governed market first, then the classic ones that are as safe.
    pub fn markets(&self, walk: &'a Walk) -> [Market<'a>; 3] {
        let scale = |of: Ratio| format!("factors × {of}");
        [
            Market {
                title: format!("governed, κ = {}", self.input.market.correlation_credit),
                run: &walk.governed,
            },
            Market {
                title: format!("classic, as safe: {}", scale(walk.classic_scale)),
                run: &walk.classic,
            },
            Market {
                title: format!(
                    "classic, debts weigh 1, as safe: {}",
                    scale(walk.unweighted_scale)
                ),
                run: &walk.unweighted,
            },
        ]
    }

    /// The kinds that the portfolio has.
    pub fn kinds(&self) -> Vec<Kind> {
        let there = |kind: &Kind| self.study.baskets.iter().any(|basket| basket.kind == *kind);
        Kind::ALL.into_iter().filter(there).collect()
    }

    /// By how much more the governed market carries than the classic one, points per 100 USD of collateral.
    pub fn lead(&self, walk: &Walk, kind: Kind) -> f64 {
        let baskets = &self.study.baskets;
        let carried = |run: &Run| run.kind(baskets, kind).carried();
        carried(&walk.governed) - carried(&walk.classic)
    }
}

/// The five figures of a line, each with its heading.
pub const HEADINGS: [&str; 6] = [
    "accounts",
    "debt carried per 100 USD",
    "insolvent of 1,000",
    "liquidated of 100",
    "cost per 100 USD lent",
    "bad debt per 10,000 USD lent",
];

pub fn cells(tally: &Tally) -> [String; 6] {
    [
        tally.starts.to_string(),
        format!("{:.2}", tally.carried()),
        format!("{:.2}", tally.insolvent_per_1000()),
        format!("{:.1}", tally.liquidated_per_100()),
        format!("{:.3}", tally.cost_per_100()),
        format!("{:.2}", tally.bad_debt_per_10000()),
    ]
}

/// With its sign, always.
pub fn signed(number: f64) -> String {
    if number < 0.0 {
        format!("−{:.2}", number.abs())
    } else {
        format!("+{number:.2}")
    }
}

pub fn percent(ratio: Ratio) -> String {
    format!("{} %", 100.0 * ratio.raw() as f64 / 1e18)
}
