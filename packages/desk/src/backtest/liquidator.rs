//! Liquidators: of all pairs that the contracts accept they take the one that pays them most, and none where selling what they
//! seize costs more than their bonus.

use super::error::LifeError;
use super::life::{dollars, plain, Life};
use super::sheet::DECIMALS;
use super::terms::Practice;
use ballast_risk::facts::Episode;
use ballast_risk::liquidate::{Liquidation, LiquidationRequest, ProRata, Seizure};
use ballast_risk::{Amount, AssetIndex, Book, Level, Ratio};

/// A rescue takes one pair, now and then a second; more than this many in a step lead nowhere.
const MOST_PAIRS: usize = 8;

/// What is repaid and seized, of a pair or of everything.
struct Deal {
    /// Asset and amount.
    repaid: Vec<(AssetIndex, Amount)>,
    seized: Vec<Seizure>,
    episode: Option<Episode>,
    /// USD.
    paid: f64,
    /// USD that leave the account.
    taken: f64,
    /// USD that are left to the liquidator when it has sold what it got.
    profit: f64,
}

/// Repays until the account is healthy, the step's part of its debt is repaid, or nothing pays any more.
pub(super) fn act(life: &mut Life<'_>, practice: &Practice) -> Result<(), LifeError> {
    let (_, owed) = life.worth()?;
    let mut budget = dollars(owed) * plain(practice.speed);
    for _ in 0..MOST_PAIRS {
        // a hundredth of a dollar is worth nobody's while
        if budget < 0.01 || life.book.is_healthy(Level::Maintenance)? {
            return Ok(());
        }
        let best = best_pair(&life.book, budget, practice.slippage)
            .or_else(|| everything(&life.book, budget, practice.slippage));
        let Some(deal) = best else {
            return Ok(());
        };
        budget -= deal.paid;
        apply(life, &deal)?;
    }
    Ok(())
}

/// The pair with the largest profit, if any has one.
fn best_pair(book: &Book, budget: f64, slippage: Ratio) -> Option<Deal> {
    let debts = book.holdings.iter().filter(|h| !h.debt.is_zero());
    let pairs = debts.flat_map(|debt| {
        let held = book.holdings.iter().filter(|h| !h.collateral.is_zero());
        held.map(move |collateral| (debt, collateral))
    });
    let deals = pairs.filter_map(|(debt, collateral)| {
        let spot = debt.price.spot.raw() as f64 / 1e18;
        let most = budget / spot * 10f64.powi(i32::from(DECIMALS));
        let request = LiquidationRequest {
            debt: debt.asset,
            collateral: collateral.asset,
            max_repay: Some(Amount::new(most as u128)),
        };
        let quote = book.quote(&request).ok()?;
        deal_of_pair(book, &quote, slippage)
    });
    let mut paying: Vec<Deal> = deals.filter(|deal| deal.profit >= 0.0).collect();
    paying.sort_by(|a, b| a.profit.total_cmp(&b.profit));
    paying.pop()
}

/// A part of every debt for a part of all collateral: where no pair will do.
fn everything(book: &Book, budget: f64, slippage: Ratio) -> Option<Deal> {
    let owed: f64 = book
        .holdings
        .iter()
        .filter_map(|h| h.price.spot.value_up(h.debt, DECIMALS).ok())
        .map(dollars)
        .sum();
    let part = (budget / owed).min(1.0);
    let fraction = Ratio::new((part * 1e18) as u64).min(Ratio::ONE);
    let quote = book.quote_pro_rata(fraction).ok()?;
    deal_of_all(book, quote, slippage).filter(|deal| deal.profit >= 0.0)
}

fn deal_of_pair(book: &Book, quote: &Liquidation, slippage: Ratio) -> Option<Deal> {
    let seized = Seizure {
        asset: quote.collateral,
        amount: quote.seize,
        protocol_fee: quote.protocol_fee,
    };
    let repaid = vec![(quote.debt, quote.repay)];
    deal(book, repaid, vec![seized], slippage).map(|deal| Deal {
        episode: quote.episode,
        ..deal
    })
}

fn deal_of_all(book: &Book, quote: ProRata, slippage: Ratio) -> Option<Deal> {
    let repaid = quote.repayments.iter().map(|r| (r.asset, r.amount));
    deal(book, repaid.collect(), quote.seizures, slippage).map(|deal| Deal {
        episode: quote.episode,
        ..deal
    })
}

fn deal(
    book: &Book,
    repaid: Vec<(AssetIndex, Amount)>,
    seized: Vec<Seizure>,
    slippage: Ratio,
) -> Option<Deal> {
    let worth = |asset: AssetIndex, amount: Amount| {
        let holding = book.holdings.iter().find(|h| h.asset == asset)?;
        let value = holding.price.spot.value_up(amount, DECIMALS).ok()?;
        Some(dollars(value))
    };
    let (mut paid, mut taken, mut fees) = (0.0, 0.0, 0.0);
    for (asset, amount) in &repaid {
        paid += worth(*asset, *amount)?;
    }
    for seizure in &seized {
        taken += worth(seizure.asset, seizure.amount)?;
        fees += worth(seizure.asset, seizure.protocol_fee)?;
    }
    Some(Deal {
        repaid,
        seized,
        episode: None,
        paid,
        taken,
        profit: (taken - fees) * (1.0 - plain(slippage)) - paid,
    })
}

/// Moves what the quote says, as the contract does.
fn apply(life: &mut Life<'_>, deal: &Deal) -> Result<(), LifeError> {
    for (asset, amount) in &deal.repaid {
        if let Some(market) = life.markets.get_mut(asset.place()) {
            life.account.repay(*asset, market, *amount)?;
        }
    }
    for seizure in &deal.seized {
        let (asset, fee) = (seizure.asset, seizure.protocol_fee);
        if let Some(market) = life.markets.get_mut(asset.place()) {
            let seized = life.account.seize(asset, market, seizure.amount, fee)?;
            market.pay_out(seized.due)?;
        }
    }
    life.account.remember(deal.episode, life.now);
    life.outcome.repaid += deal.paid;
    life.outcome.cost += deal.taken - deal.paid;
    life.refresh()
}
