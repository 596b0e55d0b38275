//! What is odd about the prices, said aloud.

use super::assemble::worst_windows;
use super::explained::{Note, NoteKind, WorstWindow};
use super::stress::{share, Stress, MOST_FALL, MOST_RISE};
use super::{Asset, Desk};
use crate::moves::float;
use crate::prices::Series;
use crate::time;

/// A peg is within this of 1 USD most of the time; beyond it, it has lost it.
const PEG: f64 = 0.02;
/// The same price for so long is no price.
const STALE_SECONDS: u64 = 7 * time::DAY;
/// One step by more than this factor is more likely a mistake than a market.
const JUMP: f64 = 3.0;
/// Below this part of its highest an asset has collapsed.
const COLLAPSED: f64 = 0.1;

/// At least nine closes in ten lie within 2 % of 1 USD.
pub(super) fn is_pegged(series: &Series, rows: usize) -> bool {
    let near = (0..rows)
        .filter_map(|at| series.close(at))
        .filter(|close| (close - 1.0).abs() <= PEG)
        .count();
    float(near) >= 0.9 * float(series.count().max(1))
}

pub(super) fn notes(desk: &Desk<'_>, stresses: &[Stress]) -> Vec<Note> {
    let mut notes = Notes {
        asset: None,
        all: Vec::new(),
    };
    let worst = worst_windows(desk);
    for ticker in desk.prices.ignored() {
        notes.say(
            NoteKind::Ignored,
            format!("column {ticker} is not among [assets] and was not read"),
        );
    }
    for (asset, stress) in desk.assets.iter().zip(stresses) {
        notes.asset = Some(asset.series.ticker.clone());
        notes.history(desk, asset);
        notes.missed(desk, asset, worst.first());
        notes.quality(desk, asset);
        notes.limits(desk, asset, stress);
    }
    notes.all
}

struct Notes {
    asset: Option<String>,
    all: Vec<Note>,
}

impl Notes {
    fn say(&mut self, kind: NoteKind, text: String) {
        self.all.push(Note {
            asset: self.asset.clone(),
            kind,
            text,
        });
    }

    fn history(&mut self, desk: &Desk<'_>, asset: &Asset<'_>) {
        let day = |at| time::format(desk.prices.time(at));
        for gap in asset.series.gaps() {
            self.say(
                NoteKind::Gap,
                format!(
                    "no price for {} steps from {} on; no window ends there",
                    gap.steps,
                    day(gap.at)
                ),
            );
        }
        if asset.short {
            let first = asset.series.first().unwrap_or(0);
            let rule = if asset.pegged {
                "its stress is its own"
            } else {
                "it has at least the highest stress of the assets with a long one"
            };
            self.say(
                NoteKind::ShortHistory,
                format!(
                    "prices from {} on, {} windows, fewer than {} days; {rule}",
                    day(first),
                    asset.moves.count(),
                    desk.settings.min_history_days
                ),
            );
        }
        let last = asset.series.last().unwrap_or(0);
        if last + 1 < desk.prices.len() {
            self.say(
                NoteKind::EndsEarly,
                format!(
                    "no price after {}; what it does since is in no number",
                    day(last)
                ),
            );
        }
    }

    /// An asset that was not there on the worst day looks calmer than those that were.
    fn missed(&mut self, desk: &Desk<'_>, asset: &Asset<'_>, worst: Option<&WorstWindow>) {
        let Some(worst) = worst.filter(|_| !asset.pegged) else {
            return;
        };
        let fall = asset.moves.fall.get(desk.prices.place(worst.at));
        if fall.is_some_and(|fall| fall.is_nan()) {
            self.say(
                NoteKind::MissedWorst,
                format!(
                    "no price on {}, when the others fell by {:.0} % in the mean; its stress has not seen that",
                    worst.day,
                    100.0 * worst.loss
                ),
            );
        }
    }

    fn quality(&mut self, desk: &Desk<'_>, asset: &Asset<'_>) {
        let closes: Vec<(usize, f64)> = (0..desk.prices.len())
            .filter_map(|at| Some((at, asset.series.close(at)?)))
            .collect();
        let day = |at| time::format(desk.prices.time(at));
        let mut steps = closes
            .windows(2)
            .filter_map(|two| two.first().zip(two.get(1)));
        let jumped = |((_, before), (_, after)): &(&(usize, f64), &(usize, f64))| {
            after / before > JUMP || before / after > JUMP
        };
        if let Some(((_, before), (at, after))) = steps.find(jumped) {
            self.say(NoteKind::Jump, format!("from {before} to {after} in one step on {}; if that is a mistake, correct the cell or begin the asset later", day(*at)));
        }
        let highest = closes
            .iter()
            .fold(0.0, |most: f64, (_, close)| most.max(*close));
        if let Some((at, last)) = closes
            .last()
            .filter(|(_, last)| *last < COLLAPSED * highest)
        {
            self.say(
                NoteKind::Collapsed,
                format!(
                    "{last} on {}, {:.1} % of its highest; consider no collateral of it",
                    day(*at),
                    100.0 * last / highest
                ),
            );
        }
        self.stale(desk, &closes);
        if asset.pegged {
            self.depegs(desk, &closes);
        }
    }

    fn stale(&mut self, desk: &Desk<'_>, closes: &[(usize, f64)]) {
        let mut longest = (0, 0);
        let mut since = 0;
        for (place, two) in closes.windows(2).enumerate() {
            let same = two
                .first()
                .zip(two.get(1))
                .is_some_and(|((_, a), (_, b))| a.to_bits() == b.to_bits());
            since = if same { since } else { place + 1 };
            if place + 1 - since > longest.1 {
                longest = (since, place + 1 - since);
            }
        }
        let seconds = desk
            .prices
            .step()
            .saturating_mul(u64::try_from(longest.1).unwrap_or(u64::MAX));
        if let Some((at, close)) = closes.get(longest.0).filter(|_| seconds >= STALE_SECONDS) {
            self.say(NoteKind::Stale, format!("{close} for {} steps from {} on: a price that does not move looks calm and is not", longest.1 + 1, time::format(desk.prices.time(*at))));
        }
    }

    fn depegs(&mut self, desk: &Desk<'_>, closes: &[(usize, f64)]) {
        let off = || closes.iter().filter(|(_, close)| (close - 1.0).abs() > PEG);
        let worst = off().max_by(|(_, a), (_, b)| (a - 1.0).abs().total_cmp(&(b - 1.0).abs()));
        if let Some((at, close)) = worst {
            self.say(
                NoteKind::Depeg,
                format!(
                    "{} closes more than {:.0} % from 1 USD, the farthest {close} on {}",
                    off().count(),
                    100.0 * PEG,
                    time::format(desk.prices.time(*at))
                ),
            );
        }
    }

    fn limits(&mut self, desk: &Desk<'_>, asset: &Asset<'_>, stress: &Stress) {
        if stress.fall > MOST_FALL {
            self.say(
                NoteKind::NoCollateral,
                format!(
                    "a fall of {:.0} % leaves no factor; it is no collateral",
                    100.0 * share(stress.fall)
                ),
            );
        }
        if stress.rise > MOST_RISE && !desk.settings.asset(&asset.series.ticker).collateral_only {
            self.say(
                NoteKind::NotBorrowable,
                format!(
                    "a rise of {:.0} % is more than a weight can say; it cannot be borrowed",
                    100.0 * share(stress.rise)
                ),
            );
        }
    }
}
