//! What a step of each parameter does to the debt that 100 USD of a basket carry, by the contract's own code.

use super::explained::Sensitivity;
use crate::market::{Held, Market};
use ballast_risk::{Amount, Book, Move, Price, PriceBand, PriceStatus, Ratio};

/// 1e-4 in the scale of a ratio.
const STEP: u64 = 100_000_000_000_000;
/// A hundredth of stresses, factors and correlations.
const HUNDREDTH: u64 = 100 * STEP;

/// 100 USD of equal parts of some assets, against one debt.
struct Basket {
    collateral: Vec<String>,
    debt: String,
}

impl Basket {
    fn name(&self) -> String {
        format!("{} → {}", self.collateral.join("+"), self.debt)
    }

    /// The most debt at Maintenance, USD; none where the market cannot say.
    fn carries(&self, market: &Market) -> Option<f64> {
        let parameters = market.parameters().ok()?;
        let one = Price::new(1_000_000_000_000_000_000);
        let price = PriceBand {
            spot: one,
            low: one,
            high: one,
            status: PriceStatus::Fresh,
            wide: false,
            unsettled: None,
        };
        // 100 USD in units of 1e-6, at 1 USD each
        let part = 100_000_000u128.checked_div(u128::try_from(self.collateral.len()).ok()?)?;
        let mut holdings = Vec::new();
        for asset in &parameters.assets {
            let holds = self.collateral.contains(&asset.ticker);
            let held = Held {
                collateral: Amount::new(if holds { part } else { 0 }),
                debt: Amount::new(if asset.ticker == self.debt {
                    100_000_000
                } else {
                    0
                }),
            };
            if holds || asset.ticker == self.debt {
                let mut holding = asset.holding(price, held);
                holding.decimals = 6;
                holdings.push(holding);
            }
        }
        let book = Book {
            correlations: parameters.in_force,
            rules: parameters.rules,
            scenarios: parameters.scenarios,
            holdings,
            episode: None,
        };
        let factor = book.health_factor().ok()??;
        // 1e-18 of 100 USD
        Some((factor.raw() / 10_000_000_000_000) as f64 / 1e3)
    }
}

pub(crate) fn sensitivity(market: &Market) -> Vec<Sensitivity> {
    let Some(debt) = calmest_debt(market) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for ticker in market.assets.keys() {
        all.push(of_threshold(market, ticker, &debt));
        all.extend(of_weight(market, ticker, &debt));
    }
    all.extend(of_correlations(market));
    let others: Vec<String> = market
        .assets
        .keys()
        .filter(|ticker| **ticker != debt)
        .take(15)
        .cloned()
        .collect();
    let baskets = [
        Basket {
            collateral: others,
            debt: debt.clone(),
        },
        Basket {
            collateral: vec![debt.clone()],
            debt: debt.clone(),
        },
    ];
    let [all_together, loop_of_one] = baskets;
    let credit = |by| Market {
        correlation_credit: moved(market.correlation_credit, by),
        ..market.clone()
    };
    all.push(row(
        "correlation_credit",
        market.correlation_credit,
        Stepped {
            step: 5 * HUNDREDTH,
            basket: all_together,
            market: &credit,
            now: market,
        },
    ));
    let margin = |by| Market {
        min_margin: moved(market.min_margin, by),
        ..market.clone()
    };
    all.push(row(
        "min_margin",
        market.min_margin,
        Stepped {
            step: 50 * STEP,
            basket: loop_of_one,
            market: &margin,
            now: market,
        },
    ));
    all
}

/// The borrowable asset of the least weight.
fn calmest_debt(market: &Market) -> Option<String> {
    let weights = market
        .assets
        .iter()
        .filter_map(|(ticker, asset)| Some((asset.borrow_weight?, ticker)));
    weights.min().map(|(_, ticker)| ticker.clone())
}

/// A change by some 1e-18, up or down.
#[derive(Clone, Copy)]
enum By {
    More(u64),
    Less(u64),
}

fn moved(of: Ratio, by: By) -> Ratio {
    match by {
        By::More(more) => Ratio::new(of.raw().saturating_add(more)),
        By::Less(less) => of.saturating_sub(Ratio::new(less)),
    }
}

struct Stepped<'a> {
    step: u64,
    basket: Basket,
    market: &'a dyn Fn(By) -> Market,
    now: &'a Market,
}

fn row(parameter: &str, value: Ratio, of: Stepped<'_>) -> Sensitivity {
    let float = |raw: u64| (raw / STEP) as f64 / 1e4;
    Sensitivity {
        parameter: parameter.to_owned(),
        value: float(value.raw()),
        step: float(of.step),
        basket: of.basket.name(),
        less: of.basket.carries(&(of.market)(By::Less(of.step))),
        now: of.basket.carries(of.now),
        more: of.basket.carries(&(of.market)(By::More(of.step))),
    }
}

/// With the group's stress along where the asset is alone in it; the bonus gives way.
fn of_threshold(market: &Market, ticker: &str, debt: &str) -> Sensitivity {
    let changed = |by| {
        let mut next = market.clone();
        let mut stress = None;
        if let Some(asset) = next.assets.get_mut(ticker) {
            asset.liquidation_threshold = moved(asset.liquidation_threshold, by);
            asset.collateral_factor = asset.collateral_factor.min(asset.liquidation_threshold);
            asset.bonus.bonus_max = market.liquidation.bonus_floor;
            asset.bonus.bonus_min = asset.bonus.bonus_min.min(asset.bonus.bonus_max);
            stress = Some((
                asset.group.clone(),
                asset.liquidation_threshold.complement(),
            ));
        }
        let alone = |group: &str| {
            market
                .assets
                .values()
                .filter(|asset| asset.group == group)
                .count()
                == 1
        };
        if let Some((name, stress)) = stress.filter(|(name, _)| alone(name)) {
            let mut groups = next.groups.iter_mut();
            if let Some(group) = groups.find(|group| group.name == name) {
                group.stress = group.stress.min(stress);
            }
        }
        next
    };
    let basket = Basket {
        collateral: vec![ticker.to_owned()],
        debt: debt.to_owned(),
    };
    let value = market
        .assets
        .get(ticker)
        .map_or(Ratio::ZERO, |asset| asset.liquidation_threshold);
    row(
        &format!("{ticker}.liquidation_threshold"),
        value,
        Stepped {
            step: HUNDREDTH,
            basket,
            market: &changed,
            now: market,
        },
    )
}

fn of_weight(market: &Market, ticker: &str, collateral: &str) -> Option<Sensitivity> {
    let value = market.assets.get(ticker)?.borrow_weight?;
    let changed = |by| {
        let mut next = market.clone();
        if let Some(asset) = next.assets.get_mut(ticker) {
            asset.borrow_weight = asset.borrow_weight.map(|weight| moved(weight, by));
        }
        next
    };
    let basket = Basket {
        collateral: vec![collateral.to_owned()],
        debt: ticker.to_owned(),
    };
    Some(row(
        &format!("{ticker}.borrow_weight"),
        value,
        Stepped {
            step: HUNDREDTH,
            basket,
            market: &changed,
            now: market,
        },
    ))
}

/// The first member of a group; of those that can be owed where it is to be owed.
fn first_of(market: &Market, group: &str, owed: bool) -> Option<String> {
    let fits = |(_, asset): &(&String, &crate::market::MarketAsset)| {
        asset.group == group && (!owed || asset.borrow_weight.is_some())
    };
    let found = market.assets.iter().find(fits);
    found.map(|(ticker, _)| ticker.clone())
}

/// Each correlation by the hedge of the two groups' first members, one step of 0.01.
fn of_correlations(market: &Market) -> Vec<Sensitivity> {
    let first = |group: &str, owed: bool| first_of(market, group, owed);
    let mut all = Vec::new();
    for (h, high) in market.groups.iter().enumerate() {
        for (g, low) in market.groups.iter().enumerate().take(h) {
            let legs = first(&high.name, false)
                .zip(first(&low.name, true))
                .or(first(&low.name, false).zip(first(&high.name, true)));
            let Some((collateral, debt)) = legs else {
                continue;
            };
            let at = |market: &Market| {
                market
                    .rho
                    .get(g)
                    .and_then(|row| row.get(h))
                    .map_or(0, |rho| rho.raw())
            };
            let changed = |by| {
                let mut next = market.clone();
                let raw = match by {
                    By::More(more) => at(market).saturating_add_unsigned(more),
                    By::Less(less) => at(market).saturating_sub_unsigned(less),
                };
                for (row, column) in [(g, h), (h, g)] {
                    if let Some(entry) = next.rho.get_mut(row).and_then(|row| row.get_mut(column)) {
                        *entry = Move::new(raw);
                    }
                }
                next
            };
            let basket = Basket {
                collateral: vec![collateral],
                debt,
            };
            let named = format!("rho {}/{}", low.name, high.name);
            let mut found = row(
                &named,
                Ratio::ZERO,
                Stepped {
                    step: HUNDREDTH,
                    basket,
                    market: &changed,
                    now: market,
                },
            );
            found.value = at(market) as f64 / 1e18;
            all.push(found);
        }
    }
    all
}
