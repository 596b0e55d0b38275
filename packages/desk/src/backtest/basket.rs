//! The portfolio: baskets that people really open, made of whatever the market lists.

use super::terms::group_stresses;
use crate::market::{Market, MarketAsset};
use ballast_risk::{Move, Ratio};
use serde::Serialize;

/// Groups calmer than this are money to the others.
const CALM: Ratio = Ratio::percent(10);
/// From this correlation on a pair is a correlated one.
const CORRELATED: i64 = 500_000_000_000_000_000;
/// So many assets can be owed against all others; the matrix of pairs grows with them.
const MOST_DEBTS: usize = 2;

/// What a basket is for.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One volatile asset against money.
    Single,
    /// Several volatile assets of different groups against money.
    Diversified,
    /// One volatile asset against another that moves with it.
    Pair,
    /// Money against a volatile debt.
    Short,
    /// Money and the volatile asset itself, or one that moves with it, against a volatile debt.
    Hedged,
}

impl Kind {
    pub const ALL: [Kind; 5] = [
        Kind::Single,
        Kind::Diversified,
        Kind::Pair,
        Kind::Short,
        Kind::Hedged,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Kind::Single => "single collateral",
            Kind::Diversified => "diversified basket",
            Kind::Pair => "correlated pair",
            Kind::Short => "short",
            Kind::Hedged => "hedged basket",
        }
    }
}

/// One side's part in an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The place of the asset in the market.
    pub asset: usize,
    /// Of the whole side; the parts of a side add up to 1.
    pub share: Ratio,
}

/// What an account holds and owes, in proportions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    pub name: String,
    pub kind: Kind,
    pub collateral: Vec<Part>,
    pub debt: Vec<Part>,
}

/// Every basket that the market's assets make, in a fixed order.
pub fn baskets(market: &Market) -> Vec<Basket> {
    let shelf = Shelf::new(market);
    let assets = || 0..shelf.assets.len();
    let mut volatile: Vec<usize> = assets()
        .filter(|at| !shelf.is_calm(*at) && shelf.counts(*at))
        .collect();
    // the calmest first: they are what is owed, and what small baskets are made of
    volatile.sort_by_key(|at| shelf.stresses.get(*at).copied());
    let money = assets().find(|at| shelf.is_calm(*at) && shelf.is_owed(*at) && shelf.counts(*at));
    let owed = volatile.iter().copied().filter(|at| shelf.is_owed(*at));
    let debts: Vec<usize> = owed.take(MOST_DEBTS).collect();
    let mut found = Vec::new();
    if let Some(money) = money {
        let single = |at: &usize| shelf.basket(Kind::Single, &[*at], money);
        found.extend(volatile.iter().map(single));
        let several = shelf.diversified(&volatile);
        let diversified = |of: &Vec<usize>| shelf.basket(Kind::Diversified, of, money);
        found.extend(several.iter().map(diversified));
    }
    for debt in &debts {
        let others = volatile.iter().filter(|at| *at != debt);
        let pairs = others.filter(|at| shelf.is_correlated(**at, *debt));
        found.extend(pairs.map(|at| shelf.basket(Kind::Pair, &[*at], *debt)));
    }
    if let Some(money) = money {
        let short = |debt: &usize| shelf.basket(Kind::Short, &[money], *debt);
        found.extend(debts.iter().map(short));
        for debt in &debts {
            let mut others = volatile.iter().filter(|at| *at != debt);
            let hedge = others.find(|at| shelf.is_correlated(**at, *debt));
            found.extend(hedge.map(|at| shelf.basket(Kind::Hedged, &[money, *at], *debt)));
        }
    }
    found
}

/// The assets that baskets are made of, in the order of the market.
struct Shelf<'a> {
    market: &'a Market,
    assets: Vec<(&'a String, &'a MarketAsset)>,
    stresses: Vec<Ratio>,
}

impl<'a> Shelf<'a> {
    fn new(market: &'a Market) -> Self {
        Self {
            market,
            assets: market.assets.iter().collect(),
            stresses: group_stresses(market),
        }
    }

    fn is_calm(&self, at: usize) -> bool {
        self.stresses.get(at).is_some_and(|stress| *stress < CALM)
    }

    fn asset(&self, at: usize) -> Option<&'a MarketAsset> {
        self.assets.get(at).map(|(_, asset)| *asset)
    }

    fn counts(&self, at: usize) -> bool {
        let asset = self.asset(at);
        asset.is_some_and(|asset| !asset.collateral_factor.is_zero())
    }

    fn is_owed(&self, at: usize) -> bool {
        self.asset(at)
            .is_some_and(|asset| asset.borrow_weight.is_some())
    }

    /// The first two, the first four, and all of them: equal parts of different groups.
    fn diversified(&self, volatile: &[usize]) -> Vec<Vec<usize>> {
        let mut one_each: Vec<usize> = Vec::new();
        let group = |at: usize| self.asset(at).map(|asset| &asset.group);
        for at in volatile {
            if !one_each.iter().any(|known| group(*known) == group(*at)) {
                one_each.push(*at);
            }
        }
        let all = one_each.len();
        let mut sizes = vec![2, 4, all];
        sizes.retain(|size| (2..=all).contains(size));
        sizes.dedup();
        let first = |size: &usize| one_each.iter().take(*size).copied().collect();
        sizes.iter().map(first).collect()
    }

    fn is_correlated(&self, one: usize, other: usize) -> bool {
        let place = |at: usize| {
            let group = &self.asset(at)?.group;
            self.market
                .groups
                .iter()
                .position(|known| known.name == *group)
        };
        let entry = place(one).zip(place(other)).and_then(|(row, column)| {
            let row: &Vec<Move> = self.market.rho.get(row)?;
            row.get(column)
        });
        entry.is_some_and(|entry| entry.raw() >= CORRELATED)
    }

    fn basket(&self, kind: Kind, collateral: &[usize], debt: usize) -> Basket {
        let name = |at: &usize| self.assets.get(*at).map_or("", |(name, _)| name.as_str());
        let names: Vec<&str> = collateral.iter().map(name).collect();
        let held = match names.len() {
            0..=4 => names.join("+"),
            many => format!("{many} assets"),
        };
        Basket {
            name: format!("{held} → {}", name(&debt)),
            kind,
            collateral: equal_parts(collateral),
            debt: equal_parts(&[debt]),
        }
    }
}

fn equal_parts(assets: &[usize]) -> Vec<Part> {
    let many = u64::try_from(assets.len().max(1)).unwrap_or(1);
    let share = Ratio::new(Ratio::ONE.raw() / many);
    let part = |asset: &usize| Part {
        asset: *asset,
        share,
    };
    assets.iter().map(part).collect()
}
