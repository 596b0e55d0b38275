//! Who liquidates, and by which rule. Three take the protocol's own quotes; the fourth takes the classic rule, which
//! stands nowhere else.

use super::market::dollars;
use anyhow::{Context, Result};
use ballast_risk::facts::Episode;
use ballast_risk::integer::mul_div_down;
use ballast_risk::liquidate::{
    Expected, Liquidation, LiquidationError, LiquidationRequest, PairChoice, ProRata,
};
use ballast_risk::{Amount, AssetIndex, Book, Holding, Ratio, Value};
use serde::Serialize;

/// A slice is this part of what the best pair would take.
const SLICES: u128 = 8;

/// A way to liquidate.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Liquidator {
    /// The pair that `liquidation_quote` names.
    Best,
    /// Of all pairs that are accepted the one that costs the borrower most.
    Dearest,
    /// An eighth of the best pair at a time.
    Slices,
    /// Half of a debt at a time, a bonus of 10 %, the pair that pays most.
    Classic,
}

pub const LIQUIDATORS: [Liquidator; 4] = [
    Liquidator::Best,
    Liquidator::Dearest,
    Liquidator::Slices,
    Liquidator::Classic,
];

impl Liquidator {
    pub fn title(self) -> &'static str {
        match self {
            Self::Best => "best pair",
            Self::Dearest => "dearest pair",
            Self::Slices => "slices",
            Self::Classic => "classic rule",
        }
    }
}

/// What one message did.
#[derive(Clone, Debug)]
pub struct Done {
    pub after: Book,
    pub episode: Option<Episode>,
    pub pro_rata: bool,
    /// USD at spot.
    pub repaid: f64,
    pub seized: f64,
}

/// One message; a refusal where there is none.
pub fn act(who: Liquidator, book: &Book) -> Result<Result<Done, LiquidationError>> {
    let found = match who {
        Liquidator::Best => book.quote_best(&PairChoice::default()),
        Liquidator::Dearest => dearest(book),
        Liquidator::Slices => slice(book),
        Liquidator::Classic => return Ok(classic(book)),
    };
    match found {
        Ok(pair) => pair_done(book, &pair).map(Ok),
        // where no pair is accepted everything is taken pro rata
        Err(_) => match book.quote_pro_rata(Ratio::ONE) {
            Ok(all) => pro_rata_done(book, &all).map(Ok),
            Err(refused) => Ok(Err(refused)),
        },
    }
}

/// Every pair of something owed and something held.
fn pairs(book: &Book) -> impl Iterator<Item = (&Holding, &Holding)> {
    let debts = book.holdings.iter().filter(|h| !h.debt.is_zero());
    let held = || book.holdings.iter().filter(|h| !h.collateral.is_zero());
    debts.flat_map(move |debt| held().map(move |held| (debt, held)))
}

fn dearest(book: &Book) -> Result<Liquidation, LiquidationError> {
    let mut worst: Option<(f64, Liquidation)> = None;
    for (debt, collateral) in pairs(book) {
        let request = LiquidationRequest {
            debt: debt.asset,
            collateral: collateral.asset,
            max_repay: None,
        };
        let Ok(quote) = book.quote(&request) else {
            continue;
        };
        let cost = dollars(debt, quote.repay) * quote.bonus.raw() as f64;
        if worst.as_ref().is_none_or(|(most, _)| cost > *most) {
            worst = Some((cost, quote));
        }
    }
    let found = worst.map(|(_, quote)| quote);
    found.ok_or(LiquidationError::NothingOpen)
}

/// Where a slice is too small, the least that is accepted.
fn slice(book: &Book) -> Result<Liquidation, LiquidationError> {
    let best = book.quote_best(&PairChoice::default())?;
    let part = |repay| {
        book.quote(&LiquidationRequest {
            debt: best.debt,
            collateral: best.collateral,
            max_repay: Some(repay),
        })
    };
    let eighth = Amount::new(best.repay.raw() / SLICES);
    let refused = match part(eighth) {
        Ok(quote) => return Ok(quote),
        Err(refused) => refused,
    };
    match refused {
        LiquidationError::TooSmall { at_least, .. }
        | LiquidationError::LeavesDust { at_least, .. } => part(at_least),
        _ => Ok(best),
    }
}

fn pair_done(book: &Book, pair: &Liquidation) -> Result<Done> {
    let repaid = [(pair.debt, pair.repay)];
    let seized = [(pair.collateral, pair.seize)];
    let mut done = moved(book, &repaid, &seized);
    done.episode = pair.episode;
    executed(book, &pair.expected(), &done.after)?;
    Ok(done)
}

fn pro_rata_done(book: &Book, all: &ProRata) -> Result<Done> {
    let repaid: Vec<_> = all.repayments.iter().map(|r| (r.asset, r.amount)).collect();
    let seized: Vec<_> = all.seizures.iter().map(|s| (s.asset, s.amount)).collect();
    let mut done = moved(book, &repaid, &seized);
    done.episode = all.episode;
    done.pro_rata = true;
    executed(book, &all.expected(), &done.after)?;
    Ok(done)
}

/// What the contract asks after each liquidation.
fn executed(book: &Book, expected: &Expected, after: &Book) -> Result<()> {
    let checked = book.check_executed(expected, after);
    checked.context("a liquidation is not what was quoted")
}

fn moved(book: &Book, repaid: &[(AssetIndex, Amount)], seized: &[(AssetIndex, Amount)]) -> Done {
    let mut after = book.clone();
    let (mut paid, mut taken) = (0.0, 0.0);
    for holding in &mut after.holdings {
        for (_, amount) in repaid.iter().filter(|(asset, _)| *asset == holding.asset) {
            paid += dollars(holding, *amount);
            holding.debt = holding.debt.saturating_sub(*amount);
        }
        for (_, amount) in seized.iter().filter(|(asset, _)| *asset == holding.asset) {
            taken += dollars(holding, *amount);
            holding.collateral = holding.collateral.saturating_sub(*amount);
        }
    }
    Done {
        after,
        episode: None,
        pro_rata: false,
        repaid: paid,
        seized: taken,
    }
}

/// A close factor of one half and a bonus of one tenth, of the pair that pays the liquidator most. A debt below the
/// minimum may be repaid as a whole, so that no crumbs are left on its account.
fn classic(book: &Book) -> Result<Done, LiquidationError> {
    let mut most: Option<(Value, Done)> = None;
    for (debt, collateral) in pairs(book) {
        let owed = value(debt, debt.debt)?;
        let half = Amount::new(debt.debt.raw().div_ceil(2));
        let small = value(debt, half)? < book.rules.min_position_value;
        let asked = if small { owed } else { value(debt, half)? };
        // as much as the collateral pays for with a tenth on top
        let held = value(collateral, collateral.collateral)?;
        let pays = mul_div_down(held.raw(), 10, 11)?;
        let exhausts = pays <= asked.raw();
        let worth = asked.min(Value::new(pays));
        let repay = if small && !exhausts {
            debt.debt
        } else {
            debt.price
                .spot
                .amount_up(worth, debt.decimals)?
                .min(debt.debt)
        };
        let seize = if exhausts {
            collateral.collateral
        } else {
            let taken = Value::new(mul_div_down(worth.raw(), 11, 10)?);
            let price = collateral.price.spot;
            price.amount_down(taken, collateral.decimals)?
        };
        let found = (debt.asset, repay);
        if repay.is_zero() || seize.is_zero() || most.as_ref().is_some_and(|(v, _)| *v >= worth) {
            continue;
        }
        most = Some((worth, moved(book, &[found], &[(collateral.asset, seize)])));
    }
    most.map(|(_, done)| done)
        .ok_or(LiquidationError::NothingMoved)
}

fn value(holding: &Holding, amount: Amount) -> Result<Value, LiquidationError> {
    Ok(holding.price.spot.value_down(amount, holding.decimals)?)
}
