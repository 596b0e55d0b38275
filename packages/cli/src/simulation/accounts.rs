//! Random accounts, each as deep in debt as it likes and as the protocol lets it.

use super::market::{totals, Market, Side};
use crate::demo::rng::Rng;
use anyhow::{anyhow, Result};
use ballast_risk::{Book, HealthFactor, Level};

/// Draws of one account before the simulation gives up: a few are too small or have no room for debt.
const DRAWS: usize = 1_000;
/// The least that is borrowed of an asset, USD.
const LEAST_DEBT: f64 = 10.0;

/// What an account is for, in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One volatile asset against USDC.
    Single,
    /// Three volatile assets against USDC.
    Basket,
    /// USDC against a volatile asset.
    Short,
    /// One volatile asset against another.
    Cross,
    /// stETH against ETH.
    Loop,
    /// The same two assets held and owed.
    Hedged,
    /// A volatile asset and USDC, both held and owed.
    HalfHedged,
    /// Four assets against three.
    Wide,
}

const SHAPES: [Shape; 8] = [
    Shape::Single,
    Shape::Basket,
    Shape::Short,
    Shape::Cross,
    Shape::Loop,
    Shape::Hedged,
    Shape::HalfHedged,
    Shape::Wide,
];

/// So many accounts, all healthy at both levels.
pub fn draw(market: &Market, count: u32, seed: u64) -> Result<Vec<Book>> {
    let mut rng = Rng::new(seed);
    let turns = (0..count).zip(SHAPES.into_iter().cycle());
    turns
        .map(|(_, shape)| one(market, shape, &mut rng))
        .collect()
}

fn one(market: &Market, shape: Shape, rng: &mut Rng) -> Result<Book> {
    for _ in 0..DRAWS {
        // debts of some 25 to 100,000 USD beside a minimum of 10, small ones more often
        let debt = 10f64.powf(rng.between(1.4, 5.0));
        // at the edge, as who loops, or with room, as who sleeps
        let health = 1.02 + 0.5 * rng.between(0.0, 1.0).powi(2);
        if let Some(book) = with_health(market, &sides(shape, debt, rng), health)? {
            return Ok(book);
        }
    }
    Err(anyhow!("no {shape:?} account was drawn that may be opened"))
}

/// The account with all its debts scaled to a health factor; `None` where it may not be opened like that.
fn with_health(market: &Market, sides: &[Side], health: f64) -> Result<Option<Book>> {
    let drawn = market.account(sides)?;
    let Some(found) = drawn.health_factor()? else {
        return Ok(None);
    };
    let by = factor(found) / health;
    // all that is held grows with it, so that debts stay as large as they were drawn
    let scaled = sides.iter().map(|side| Side {
        held: side.held / by,
        ..*side
    });
    let book = market.account(&scaled.collect::<Vec<_>>())?;
    let (_, owed) = totals(&book);
    let small = sides.iter().any(|s| s.owed > 0.0 && s.owed < LEAST_DEBT);
    let opens = !small && owed > 0.0 && book.is_healthy(Level::Initial)?;
    Ok((opens && book.is_healthy(Level::Maintenance)?).then_some(book))
}

fn factor(health: HealthFactor) -> f64 {
    health.raw() as f64 / HealthFactor::ONE.raw() as f64
}

const VOLATILE: [&str; 4] = ["BTC", "ETH", "ATOM", "SOL"];

fn sides(shape: Shape, debt: f64, rng: &mut Rng) -> Vec<Side> {
    let one = rng.pick("BTC", &["ETH", "ATOM", "SOL"]);
    let others = VOLATILE.into_iter().filter(|ticker| *ticker != one);
    let others: Vec<_> = others.collect();
    let other = rng.pick("USDC", &others);
    let mut part = |of: f64| of * rng.between(0.3, 1.0);
    let mut side = |ticker, held: f64, owed: f64| Side {
        ticker,
        held: part(held),
        owed: part(owed),
    };
    let (held, owed) = (3.0 * debt, debt);
    match shape {
        Shape::Single => vec![side(one, held, 0.0), side("USDC", 0.0, owed)],
        Shape::Basket => {
            let mut basket: Vec<_> = others.into_iter().map(|t| side(t, held, 0.0)).collect();
            basket.push(side("USDC", 0.0, owed));
            basket
        }
        Shape::Short => vec![side("USDC", held, 0.0), side(one, 0.0, owed)],
        Shape::Cross => vec![side(one, held, 0.0), side(other, 0.0, owed)],
        Shape::Loop => vec![side("stETH", held, 0.0), side("ETH", 0.0, owed)],
        Shape::Hedged => vec![side(one, held, owed), side(other, held, owed)],
        Shape::HalfHedged => vec![side(one, held, owed), side("USDC", owed, held)],
        Shape::Wide => {
            let mut wide: Vec<_> = VOLATILE.map(|t| side(t, held, 0.0)).into();
            wide.extend(["USDC", "stETH"].map(|t| side(t, 0.0, owed)));
            if let Some(first) = wide.first_mut() {
                first.owed = owed;
            }
            wide
        }
    }
}
