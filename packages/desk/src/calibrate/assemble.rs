//! The market out of its parts.

use super::correlate::{ratio, rows, Matrix};
use super::explained::{AssetReason, CreditReason, WorstWindow};
use super::group::{Group, Groups, Member};
use super::stress::{named, share, Steps, Stress, MOST_FALL, MOST_RISE, WHOLE};
use super::{CalibrateError, Desk};
use crate::market::{Market, MarketAsset};
use crate::moves::{float, worst};
use crate::settings::AssetSettings;
use ballast_risk::governance::{LiquidationBonus, Scenario};
use ballast_risk::{Amount, Move, Ratio};

/// What is assembled.
pub(crate) struct Parts<'a> {
    pub groups: &'a Groups,
    pub matrix: &'a Matrix,
    pub credit: &'a CreditReason,
}

/// How many of the worst windows are told of.
const TOLD: usize = 12;
/// No factor above.
const MAX_FACTOR: Steps = 9_800;

pub(crate) fn market(desk: &Desk<'_>, parts: &Parts<'_>) -> Result<Market, CalibrateError> {
    let mut scenarios = desk.settings.scenarios.clone();
    let windows = worst_windows(desk);
    scenarios.extend(
        windows
            .iter()
            .take(desk.settings.worst_as_scenarios)
            .map(|window| scenario(desk, window)),
    );
    let group = |group: &Group| ballast_risk::governance::Group {
        name: group.name.clone(),
        stress: ratio(group.stress),
    };
    let mut market = Market {
        correlation_credit: ratio((parts.credit.credit * f64::from(WHOLE)).round() as Steps),
        min_margin: desk.settings.min_margin,
        rho: rows(&parts.matrix.entries),
        groups: parts.groups.0.iter().map(group).collect(),
        liquidation: desk.settings.liquidation.clone(),
        assets: std::collections::BTreeMap::new(),
        scenarios,
    };
    for (at, asset) in desk.assets.iter().enumerate() {
        if let Some((group, member)) = parts.groups.of(at) {
            let last = asset
                .series
                .last()
                .and_then(|last| asset.series.close(last))
                .unwrap_or(0.0);
            let one = One {
                settings: desk.settings.asset(&asset.series.ticker),
                group,
                member,
                last,
            };
            market
                .assets
                .insert(asset.series.ticker.clone(), one.asset(desk));
        }
    }
    Ok(market)
}

struct One<'a> {
    settings: AssetSettings,
    group: &'a Group,
    member: &'a Member,
    /// The last close.
    last: f64,
}

impl One<'_> {
    fn asset(self, desk: &Desk<'_>) -> MarketAsset {
        let desk = desk.settings;
        let fall = if self.member.fall > MOST_FALL {
            WHOLE
        } else {
            self.member.fall
        };
        let threshold = WHOLE.saturating_sub(fall).min(MAX_FACTOR);
        let borrowable = !self.settings.collateral_only && self.member.rise <= MOST_RISE;
        let decimals = self.settings.decimals.unwrap_or(6);
        let cap = self.cap(decimals, desk.cap_share);
        let bonus = self.settings.bonus.clone().unwrap_or(desk.bonus.clone());
        MarketAsset {
            decimals,
            group: self.group.name.clone(),
            collateral_factor: ratio(threshold).saturating_sub(desk.initial_gap),
            liquidation_threshold: ratio(threshold),
            borrow_weight: borrowable.then(|| ratio(WHOLE.saturating_add(self.member.rise))),
            supply_cap: cap,
            borrow_cap: cap.filter(|_| borrowable),
            bonus: within(bonus, threshold, desk.liquidation.bonus_floor),
            rates: self.settings.rates,
            reserve_factor: self.settings.reserve_factor,
        }
    }

    /// A part of the depth, in base units at the last price, to three digits, rounded down.
    fn cap(&self, decimals: u8, part: f64) -> Option<Amount> {
        let tokens = self.settings.depth_usd? * part / self.last;
        let units = tokens * 10f64.powi(i32::from(decimals));
        let scale = 10f64.powf((units.max(1.0).log10() - 2.0).floor().max(0.0));
        Some(Amount::new(((units / scale).floor() * scale) as u128))
    }
}

/// Lowered until `(1 + max)·LT` leaves a tenth of what is above the threshold.
fn within(bonus: LiquidationBonus, threshold: Steps, floor: Ratio) -> LiquidationBonus {
    let room = share(WHOLE.saturating_sub(threshold)) / share(threshold.max(1)) * 0.9;
    let room = ratio((room.min(1.0) * f64::from(WHOLE)).floor() as Steps);
    let most = bonus.bonus_max.min(room).max(floor);
    LiquidationBonus {
        bonus_min: bonus.bonus_min.min(most),
        bonus_max: most,
        ..bonus
    }
}

/// The worst of all that is not pegged: the mean of each asset's fall in its own stress.
pub(crate) fn worst_windows(desk: &Desk<'_>) -> Vec<WorstWindow> {
    let free = || desk.assets.iter().filter(|asset| !asset.pegged);
    let windows = desk.prices.len().saturating_sub(desk.steps);
    let mean = |at: usize| {
        let falls =
            || free().filter_map(|asset| asset.moves.fall.get(at).filter(|fall| !fall.is_nan()));
        if falls().count() == 0 {
            f64::NAN
        } else {
            falls().sum::<f64>() / float(falls().count())
        }
    };
    let losses: Vec<f64> = (0..windows).map(mean).collect();
    worst(&losses, desk.steps, TOLD)
        .iter()
        .map(|one| named(desk, one))
        .collect()
}

/// From beginning to end of the window, to a tenth of a percent.
fn scenario(desk: &Desk<'_>, window: &WorstWindow) -> Scenario {
    let at = desk.prices.place(window.at);
    let moved = |asset: &super::Asset<'_>| {
        let end = asset.moves.end.get(at).filter(|end| !end.is_nan())?;
        let thousandths = (end * 1_000.0).round().clamp(-1_000.0, 9_000.0) as i64;
        (thousandths != 0).then(|| {
            (
                asset.series.ticker.clone(),
                Move::new(thousandths.saturating_mul(1_000_000_000_000_000)),
            )
        })
    };
    Scenario {
        name: format!("as on {}", window.day),
        moves: desk.assets.iter().filter_map(moved).collect(),
    }
}

pub(crate) fn asset_reasons(
    desk: &Desk<'_>,
    stresses: &[Stress],
    groups: &Groups,
) -> Vec<AssetReason> {
    let each = desk.assets.iter().zip(stresses).enumerate();
    each.filter_map(|(at, (asset, stress))| {
        let (group, member) = groups.of(at)?;
        let mut reason = AssetReason {
            ticker: asset.series.ticker.clone(),
            group: group.name.clone(),
            windows: asset.moves.count(),
            pegged: asset.pegged,
            short_history: asset.short,
            long: stress.long.clone(),
            short: stress.short.clone(),
            basis: member.basis,
        };
        reason.long.stress = share(member.fall);
        reason.short.stress = share(member.rise);
        Some(reason)
    })
    .collect()
}
