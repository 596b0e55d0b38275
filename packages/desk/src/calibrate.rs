//! From prices to a market, and the reason of every number.
//!
//! * *Stress*: the worst within the horizon, from the tail and the worst windows as they were, of no distribution.
//! * *Groups*: assets whose ratio hardly moves.
//! * *Correlations*: of windows in which one of two fell through its tail, about zero, shrunk towards their mean by their noise.
//! * *Credit*: what the rolling windows leave of the matrix (P-14).
//!
//! The same prices and settings give the same market, to the last digit.

mod assemble;
mod correlate;
mod credit;
mod error;
mod explained;
mod group;
mod notes;
mod sensitivity;
mod stress;

pub use error::CalibrateError;
pub use explained::{
    AssetReason, Calibration, CreditReason, Explained, GroupReason, Note, NoteKind, PairReason,
    Sensitivity, SideReason, WorstWindow,
};

use crate::moves::Moves;
use crate::prices::{Prices, Series};
use crate::settings::Settings;

/// An asset with what its price did.
pub(crate) struct Asset<'a> {
    pub series: &'a Series,
    pub moves: Moves,
    /// Its price is meant to stay where it is.
    pub pegged: bool,
    /// Its history is shorter than the settings ask for.
    pub short: bool,
}

/// What every part of a calibration looks at.
pub(crate) struct Desk<'a> {
    pub prices: &'a Prices,
    pub settings: &'a Settings,
    /// Steps of a horizon.
    pub steps: usize,
    pub assets: Vec<Asset<'a>>,
}

/// Fewer windows than this say nothing of a tail.
pub const LEAST_WINDOWS: usize = 30;

/// A market out of prices, and why.
pub fn calibrate(prices: &Prices, settings: &Settings) -> Result<Calibration, CalibrateError> {
    let desk = Desk::new(prices, settings)?;
    let stresses = stress::stresses(&desk);
    let groups = group::groups(&desk, &stresses)?;
    let matrix = correlate::matrix(&desk, &groups)?;
    let credit = credit::credit(&desk, &groups, &matrix);
    let market = assemble::market(
        &desk,
        &assemble::Parts {
            groups: &groups,
            matrix: &matrix,
            credit: &credit,
        },
    )?;
    market.parameters()?;
    let sensitivity = sensitivity::sensitivity(&market);
    let explained = Explained {
        begins: prices.time(0),
        ends: prices.time(prices.len().saturating_sub(1)),
        step: prices.step(),
        settings: settings.clone(),
        notes: notes::notes(&desk, &stresses),
        assets: assemble::asset_reasons(&desk, &stresses, &groups),
        groups: groups.reasons(&desk),
        pairs: matrix.pairs,
        shrinkage: matrix.shrinkage,
        shrunk_towards: matrix.towards,
        matrix_moved: matrix.moved,
        credit,
        worst_windows: assemble::worst_windows(&desk),
        sensitivity,
    };
    Ok(Calibration { market, explained })
}

impl<'a> Desk<'a> {
    fn new(prices: &'a Prices, settings: &'a Settings) -> Result<Self, CalibrateError> {
        let horizon = settings.horizon_hours.saturating_mul(3_600);
        if horizon < prices.step() || !horizon.is_multiple_of(prices.step()) {
            return Err(CalibrateError::Horizon {
                hours: settings.horizon_hours,
                step: prices.step(),
            });
        }
        let steps = usize::try_from(horizon / prices.step()).unwrap_or(usize::MAX);
        let mut assets = Vec::new();
        for series in prices.series() {
            let moves = Moves::of(series, prices.len(), steps);
            let found = moves.count();
            if found < LEAST_WINDOWS {
                return Err(CalibrateError::TooShort {
                    ticker: series.ticker.clone(),
                    found,
                });
            }
            let history = u64::try_from(found)
                .unwrap_or(u64::MAX)
                .saturating_mul(prices.step());
            assets.push(Asset {
                series,
                moves,
                pegged: notes::is_pegged(series, prices.len()),
                short: history < settings.min_history_days.saturating_mul(crate::time::DAY),
            });
        }
        Ok(Self {
            prices,
            settings,
            steps,
            assets,
        })
    }

    /// Steps between the beginnings of rolling windows and their length: a third of it.
    pub fn rolling(&self) -> (usize, usize) {
        let steps =
            self.settings.rolling_days.saturating_mul(crate::time::DAY) / self.prices.step().max(1);
        let length = usize::try_from(steps).unwrap_or(usize::MAX).max(3);
        (length / 3, length)
    }
}
