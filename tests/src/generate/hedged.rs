//! Accounts that hold and owe the same two assets of a real market, and one price that runs against them: where pairs are most
//! often refused.

use super::Random;
use crate::exact::format::{
    AssetLine, BookLine, Config, Group, LiquidationConfig, LiquidationTerms, PriceLine, Status,
};
use crate::exact::{Model, Num};
use std::collections::BTreeMap;

/// Name, group, stress in 1e-2, decimals, USD.
const ASSETS: [(&str, &str, u64, u32, f64); 6] = [
    ("btc", "btc", 18, 8, 40_000.0),
    ("eth", "eth", 22, 18, 2_000.0),
    ("sol", "sol", 34, 9, 60.0),
    ("atom", "atom", 40, 6, 10.0),
    ("steth", "eth", 26, 18, 2_000.0),
    ("usdc", "usd", 3, 6, 1.0),
];

const RHO: [[&str; 5]; 5] = [
    ["1", "0.85", "0.67", "0.62", "0"],
    ["0.85", "1", "0.7", "0.65", "0"],
    ["0.67", "0.7", "1", "0.6", "0"],
    ["0.62", "0.65", "0.6", "1", "0"],
    ["0", "0", "0", "0", "1"],
];

/// USD of each of two assets, held and owed.
struct Hedge {
    held: [f64; 2],
    owed: [f64; 2],
}

/// A hedged account just after the step of the price at which it became unhealthy, or some steps later; `None` where no step of the
/// walk does that.
pub fn book(seed: u64) -> Option<BookLine> {
    let random = &mut Random::new(seed);
    let (first, second) = (random.index(6), random.index(6));
    if first == second {
        return None;
    }
    // debts of some 25 to 30,000 USD beside a minimum of 10
    let scale = 10f64.powf(1.2 + 3.2 * random.unit());
    let mut part = || scale * (0.05 + random.unit());
    let hedge = Hedge {
        held: [part(), part()],
        owed: [part(), part()],
    };
    let rising = random.one_in(2);
    let step = 0.001 + 0.01 * random.unit();
    let late = i32::try_from(random.index(12)).expect("below twelve");
    let pair = [first, second];
    let at = |steps: i32| {
        let by: f64 = if rising { 1.0 + step } else { 1.0 - step };
        line(seed, pair, &hedge, by.powi(steps))
    };
    if !is_healthy(&at(0)) {
        return None;
    }
    // the first of eight steps after which it is not, then the step itself; some threefold is far enough
    let fallen = (1..=50)
        .map(|eighth| 8 * eighth)
        .find(|steps| !is_healthy(&at(*steps)))?;
    let first = (fallen - 7..fallen).find(|steps| !is_healthy(&at(*steps)));
    Some(at(first.unwrap_or(fallen) + late))
}

fn is_healthy(line: &BookLine) -> bool {
    let model = Model::read(line).expect("a hedged Book");
    let surplus = model.maintenance(&model.account).expect("all is priced");
    surplus.value.surely_above(&Num::zero())
}

/// The first asset at `price` times its price.
fn line(seed: u64, pair: [usize; 2], hedge: &Hedge, price: f64) -> BookLine {
    let (mut assets, mut collateral, mut debt) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (at, index) in pair.into_iter().enumerate() {
        let (name, group, stress, decimals, usd) = ASSETS[index];
        let now = if at == 0 { usd * price } else { usd };
        let units = |value: f64| format!("{:.0}", value / usd * 10f64.powi(decimals as i32));
        collateral.insert(name.to_owned(), units(hedge.held[at]));
        debt.insert(name.to_owned(), units(hedge.owed[at]));
        assets.insert(name.to_owned(), asset(group, stress, decimals, now));
    }
    BookLine {
        id: seed.to_string(),
        config: config(),
        assets,
        liquidation: LiquidationConfig {
            bonus_floor: "0.005".into(),
            target_health: "1.05".into(),
            min_position_value: "10".into(),
        },
        collateral,
        debt,
        max: None,
        quote: None,
        episode: None,
    }
}

fn asset(group: &str, stress: u64, decimals: u32, usd: f64) -> AssetLine {
    let price = format!("{usd:.9}");
    AssetLine {
        decimals,
        collateral_factor: format!("0.{:02}", 100 - stress),
        liquidation_threshold: format!("0.{:02}", 100 - stress),
        borrow_weight: Some(format!("1.{stress:02}")),
        group: group.into(),
        price: PriceLine {
            spot: price.clone(),
            low: price.clone(),
            high: price,
            status: Status::Fresh,
            wide: false,
            unsettled: None,
        },
        liquidation: LiquidationTerms {
            bonus_min: "0.01".into(),
            bonus_slope: "1".into(),
            bonus_max: if stress < 10 { "0.02" } else { "0.1" }.into(),
            protocol_fee: "0.1".into(),
        },
        ramp: None,
    }
}

fn config() -> Config {
    let groups = [
        ("btc", 18),
        ("eth", 22),
        ("sol", 34),
        ("atom", 40),
        ("usd", 3),
    ];
    let group = |(name, stress): (&str, u64)| Group {
        name: name.into(),
        stress: format!("0.{stress:02}"),
    };
    Config {
        correlation_credit: "0.75".into(),
        min_margin: "0.02".into(),
        groups: groups.into_iter().map(group).collect(),
        rho: RHO
            .iter()
            .map(|row| row.map(String::from).to_vec())
            .collect(),
        scenarios: Vec::new(),
        ramp: None,
    }
}
