//! Who opens an account: shapes, sizes, and how far each goes.

use super::rng::Rng;
use serde::Serialize;

/// What an account is for.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One volatile asset against USDC.
    Single,
    /// Three volatile assets against USDC.
    Basket,
    /// stETH against ETH, the ETH swapped into more stETH, again and again.
    LstLoop,
    /// USDC against a volatile asset.
    Short,
    /// One volatile asset against another that moves with it.
    Hedged,
}

pub const SHAPES: [Shape; 5] = [
    Shape::Single,
    Shape::Basket,
    Shape::LstLoop,
    Shape::Short,
    Shape::Hedged,
];

impl Shape {
    pub fn title(self) -> &'static str {
        match self {
            Self::Single => "single collateral",
            Self::Basket => "basket",
            Self::LstLoop => "stETH loop",
            Self::Short => "short",
            Self::Hedged => "hedged",
        }
    }

    /// What is held and what is owed; an asset is one of BTC, ETH, SOL and ATOM.
    pub fn pair(self) -> &'static str {
        match self {
            Self::Single => "one asset, owes USDC",
            Self::Basket => "three assets, owes USDC",
            Self::LstLoop => "stETH, owes ETH",
            Self::Short => "USDC, owes an asset",
            Self::Hedged => "one asset, owes another",
        }
    }

    /// How often a loop goes round; others borrow once.
    pub fn rounds(self) -> u32 {
        if self == Self::LstLoop {
            5
        } else {
            1
        }
    }
}

/// An account before it is opened.
#[derive(Clone, Debug)]
pub struct Plan {
    pub name: String,
    pub shape: Shape,
    /// Ticker and USD.
    pub collateral: Vec<(&'static str, f64)>,
    pub debt: &'static str,
    /// The part of its borrowing power that it uses.
    pub usage: f64,
    /// Its deposits are never lent out.
    pub protected: bool,
}

/// The same plans for the same seed: shapes in turn, everything else drawn.
pub fn plans(accounts: u32, seed: u64) -> Vec<Plan> {
    let mut rng = Rng::new(seed);
    let turns = (1..=accounts).zip(SHAPES.into_iter().cycle());
    turns
        .map(|(number, shape)| plan(number, shape, &mut rng))
        .collect()
}

fn plan(number: u32, shape: Shape, rng: &mut Rng) -> Plan {
    // between 3 thousand and 300 thousand USD, small ones more often
    let size = 10f64.powf(rng.between(3.5, 5.5));
    let (collateral, debt) = match shape {
        Shape::Single => (
            vec![(rng.pick("BTC", &["ETH", "ATOM", "SOL"]), size)],
            "USDC",
        ),
        Shape::Basket => (basket(size, rng), "USDC"),
        Shape::LstLoop => (vec![("stETH", size)], "ETH"),
        Shape::Short => (
            vec![("USDC", size)],
            rng.pick("BTC", &["ETH", "ATOM", "SOL"]),
        ),
        Shape::Hedged => hedged(size, rng),
    };
    Plan {
        name: format!("{}-{number}", shape.title().replace(' ', "-")),
        shape,
        collateral,
        debt,
        usage: rng.between(0.72, 0.99),
        protected: rng.between(0.0, 1.0) < 0.15,
    }
}

fn basket(size: f64, rng: &mut Rng) -> Vec<(&'static str, f64)> {
    let left_out = rng.pick("BTC", &["ETH", "ATOM", "SOL"]);
    let held = ["BTC", "ETH", "ATOM", "SOL"]
        .into_iter()
        .filter(|t| *t != left_out);
    let weights: Vec<_> = held.map(|ticker| (ticker, rng.between(0.6, 1.4))).collect();
    let whole: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let part = |(ticker, weight)| (ticker, size * weight / whole);
    weights.into_iter().map(part).collect()
}

fn hedged(size: f64, rng: &mut Rng) -> (Vec<(&'static str, f64)>, &'static str) {
    let (long, short) = rng.pick(
        ("ETH", "BTC"),
        &[
            ("BTC", "ETH"),
            ("SOL", "ETH"),
            ("ATOM", "ETH"),
            ("SOL", "BTC"),
        ],
    );
    (vec![(long, size)], short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_shapes_are_there_and_a_seed_names_them() {
        let names = |seed| {
            plans(30, seed)
                .into_iter()
                .map(|plan| format!("{plan:?}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(3), names(3));
        assert_ne!(names(3), names(4));
        for shape in SHAPES {
            assert_eq!(
                plans(30, 3)
                    .iter()
                    .filter(|plan| plan.shape == shape)
                    .count(),
                6
            );
        }
    }
}
