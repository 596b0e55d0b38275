//! A share of everything: where no pair is accepted. By flash loan what is seized comes as supply of the liquidator contract,
//! is withdrawn, and goes where the loans need it.

use super::case::ProRataCase;
use super::message::json;
use super::money::padded;
use super::plan::{Kind, Message, Plan};
use super::routes::Wanted;
use super::skip::Skip;
use super::{Desk, Means};
use crate::judge::Judge;
use ballast_interface::lending::{
    Cw20HookMsg, Deposit, ExecuteMsg as Lending, FlashAsset, LiquidateProRata, SupplyMode,
};
use ballast_interface::liquidator::{Call, ExecuteMsg, Offer, Profit, Run};
use ballast_interface::AssetId;
use ballast_risk::liquidate::Seizure;
use ballast_risk::{Amount, AssetIndex, Ratio, Value};
use cosmwasm_std::Coin;

/// Swaps take so much more than is needed, so that a rate that moved a little does not undo everything.
const SLIP: Ratio = Ratio::basis_points(50);

pub fn plan(desk: &Desk<'_>, case: &ProRataCase) -> Result<Plan, Skip> {
    let plan = match &desk.rules.means {
        Means::FlashLoan { liquidator } => by_flash_loan(desk, liquidator, case)?,
        Means::Inventory { coins } => {
            let there = |asset: &AssetId| coins.get(asset).copied().unwrap_or_default();
            out_of_wallet(desk, case, there)?
        }
    };
    plan.check(&desk.rules.gas, desk.rules.minimum)?;
    Ok(plan)
}

/// One debt that is repaid: what is lent for it, and what must go back.
struct Lent {
    asset: AssetIndex,
    name: AssetId,
    loan: Amount,
    fee: Amount,
    repaid: Amount,
}

impl Lent {
    fn of(judge: &Judge, asset: AssetIndex, repaid: Amount) -> Result<Self, Skip> {
        let loaded = judge.market(asset)?;
        let loan = padded(repaid).min(loaded.market.cash());
        let fee = loan.times_up(loaded.asset.flash_fee.unwrap_or(Ratio::ZERO))?;
        Ok(Self {
            asset,
            name: loaded.asset.asset.clone(),
            loan,
            fee,
            repaid,
        })
    }

    /// What the swaps must bring.
    fn needed(&self) -> Result<Amount, Skip> {
        Ok(self.repaid.add(self.fee)?)
    }
}

fn lent(judge: &Judge, case: &ProRataCase) -> Result<Vec<Lent>, Skip> {
    let mut lent = Vec::new();
    for repayment in &case.quote.repayments {
        lent.push(Lent::of(judge, repayment.asset, repayment.amount)?);
    }
    // the largest last: it takes what is left of everything, and is what is won
    let worth = |lent: &Lent| judge.worth_up(lent.asset, lent.repaid).unwrap_or_default();
    lent.sort_by_key(worth);
    Ok(lent)
}

fn by_flash_loan(desk: &Desk<'_>, liquidator: &str, case: &ProRataCase) -> Result<Plan, Skip> {
    let lent = lent(desk.judge, case)?;
    let mut calls = repayments(&lent, case)?;
    calls.extend(withdrawals(desk.judge, &lent, case)?);
    let sale = sell(desk, &lent, case)?;
    calls.extend(sale.calls);
    let last = lent.last().ok_or(Skip::Refused(
        ballast_risk::liquidate::LiquidationError::NothingMoved,
    ))?;
    let gas = desk.rules.guess.of(lent.len().max(2));
    let asked = desk.rules.gas.cost_up(gas)?.add(desk.rules.minimum)?;
    let loan = |lent: &Lent| FlashAsset {
        asset: lent.name.clone(),
        amount: lent.loan,
    };
    let run = Run {
        refresh: desk.rules.refresh.clone(),
        loans: lent.iter().map(loan).collect(),
        calls,
        profit: Profit {
            asset: last.name.clone(),
            at_least: desk.judge.units_up(last.asset, asked)?,
        },
    };
    Ok(Plan {
        kind: Kind::ProRata,
        accounts: vec![case.account.clone()],
        message: Message {
            contract: liquidator.to_owned(),
            msg: json(&ExecuteMsg::Run(run))?,
            funds: vec![],
        },
        gas,
        brings: desk.judge.worth_down(last.asset, sale.won)?,
        wins: Some((last.name.clone(), sale.won)),
    })
}

/// Coins are sent along, tokens are lent to the market before.
fn repayments(lent: &[Lent], case: &ProRataCase) -> Result<Vec<Call>, Skip> {
    let offer = |lent: &Lent| Offer {
        asset: lent.name.clone(),
        amount: Some(lent.loan),
    };
    let is_coin = |lent: &&Lent| matches!(lent.name, AssetId::Native(_));
    let mut calls = Vec::new();
    for token in lent.iter().filter(|lent| !is_coin(lent)) {
        let deposit = Deposit {
            account: None,
            mode: SupplyMode::Lend,
        };
        calls.push(Call {
            contract: None,
            msg: json(&Cw20HookMsg::Deposit(deposit))?,
            offer: vec![offer(token)],
        });
    }
    let msg = json(&Lending::LiquidateProRata(message(case)))?;
    let offer = lent.iter().filter(is_coin).map(offer).collect();
    calls.push(Call {
        contract: None,
        msg,
        offer,
    });
    Ok(calls)
}

fn message(case: &ProRataCase) -> LiquidateProRata {
    LiquidateProRata {
        account: case.account.clone(),
        fraction: case.quote.fraction,
        pay_from: 0,
    }
}

/// What was seized, lent and protected apart, and what is left of tokens that paid.
fn withdrawals(judge: &Judge, lent: &[Lent], case: &ProRataCase) -> Result<Vec<Call>, Skip> {
    let mut wanted: Vec<(AssetId, SupplyMode)> = Vec::new();
    for seizure in &case.quote.seizures {
        let asset = judge.asset(seizure.asset)?;
        let position = case.held.position(seizure.asset);
        let protected = position.map_or(Amount::ZERO, |position| position.protected());
        if !protected.is_zero() {
            wanted.push((asset.clone(), SupplyMode::Protect));
        }
        if seizure.amount > protected {
            wanted.push((asset.clone(), SupplyMode::Lend));
        }
    }
    for token in lent.iter().filter(|l| matches!(l.name, AssetId::Cw20(_))) {
        let place = (token.name.clone(), SupplyMode::Lend);
        if !wanted.contains(&place) {
            wanted.push(place);
        }
    }
    let withdraw = |(asset, mode): (AssetId, SupplyMode)| {
        let msg = Lending::Withdraw {
            account: None,
            asset,
            amount: None,
            mode,
            recipient: None,
        };
        Ok(Call {
            contract: None,
            msg: json(&msg)?,
            offer: vec![],
        })
    };
    wanted.into_iter().map(withdraw).collect()
}

/// Swaps of what was seized, and what is left in the last debt's asset.
#[derive(Default)]
struct Sale {
    calls: Vec<Call>,
    won: Amount,
}

/// A seizure on its way to be sold.
struct Stock {
    name: AssetId,
    asset: AssetIndex,
    left: Amount,
}

/// Debt by debt: first what was seized of it itself, then from one collateral after the other as much as it takes; the last
/// one takes all there is.
fn sell(desk: &Desk<'_>, lent: &[Lent], case: &ProRataCase) -> Result<Sale, Skip> {
    let mut stocks = Vec::new();
    for seizure in &case.quote.seizures {
        stocks.push(stock(desk.judge, seizure)?);
    }
    let mut sale = Sale::default();
    let Some((last, others)) = lent.split_last() else {
        return Ok(sale);
    };
    for debt in others {
        buy(desk, &mut stocks, debt, &mut sale)?;
    }
    let mut brought = Amount::ZERO;
    for stock in stocks.iter().filter(|stock| !stock.left.is_zero()) {
        if stock.asset == last.asset {
            brought = brought.add(stock.left)?;
            continue;
        }
        let all = Swap {
            stock,
            amount: None,
            debt: last,
        };
        brought = brought.add(swap(desk, &mut sale, &all)?)?;
    }
    let needed = last.needed()?;
    sale.won = brought.saturating_sub(needed);
    Ok(sale)
}

fn stock(judge: &Judge, seizure: &Seizure) -> Result<Stock, Skip> {
    Ok(Stock {
        name: judge.asset(seizure.asset)?.clone(),
        asset: seizure.asset,
        // one unit less: shares are rounded down
        left: seizure
            .amount
            .saturating_sub(seizure.protocol_fee)
            .saturating_sub(Amount::new(1)),
    })
}

/// As much of a debt's asset as it needs.
fn buy(desk: &Desk<'_>, stocks: &mut [Stock], debt: &Lent, sale: &mut Sale) -> Result<(), Skip> {
    let mut needed = debt.needed()?;
    for own in stocks.iter_mut().filter(|stock| stock.asset == debt.asset) {
        let taken = own.left.min(needed);
        own.left = own.left.saturating_sub(taken);
        needed = needed.saturating_sub(taken);
    }
    for stock in stocks.iter_mut() {
        if needed.is_zero() || stock.left.is_zero() || stock.asset == debt.asset {
            continue;
        }
        // as much as is worth it, and a little more
        let worth = desk.judge.worth_up(debt.asset, needed)?;
        let wanted = desk.judge.units_up(stock.asset, worth)?;
        let offered = wanted.add(wanted.times_up(SLIP)?)?.min(stock.left);
        let part = Swap {
            stock,
            amount: Some(offered),
            debt,
        };
        let brings = swap(desk, sale, &part)?;
        stock.left = stock.left.saturating_sub(offered);
        needed = needed.saturating_sub(brings);
    }
    if needed.is_zero() {
        return Ok(());
    }
    Err(Skip::BelowMinimum {
        brings: Value::ZERO,
        costs: desk.judge.worth_up(debt.asset, needed)?,
        minimum: desk.rules.minimum,
    })
}

/// A stock, or a part of it, on its way to become what a debt is repaid with.
struct Swap<'a> {
    stock: &'a Stock,
    /// Absent: all there is.
    amount: Option<Amount>,
    debt: &'a Lent,
}

/// Adds a swap; what it brings.
fn swap(desk: &Desk<'_>, sale: &mut Sale, what: &Swap<'_>) -> Result<Amount, Skip> {
    let wanted = Wanted {
        offer: what.stock.name.clone(),
        amount: what.amount.unwrap_or(what.stock.left),
        want: what.debt.name.clone(),
    };
    let route = desk.routes.route(&wanted)?;
    let brings = route.receive;
    sale.calls.extend(match what.amount {
        Some(_) => route.calls,
        None => route.of_all(&wanted),
    });
    Ok(brings)
}

/// Coins alone: what is seized stays as supply on the wallet's own account.
fn out_of_wallet(
    desk: &Desk<'_>,
    case: &ProRataCase,
    there: impl Fn(&AssetId) -> Amount,
) -> Result<Plan, Skip> {
    let mut funds = Vec::new();
    let (mut paid, mut received) = (Value::ZERO, Value::ZERO);
    for repayment in &case.quote.repayments {
        let name = desk.judge.asset(repayment.asset)?;
        let AssetId::Native(denom) = name else {
            let asset = name.clone();
            return Err(Skip::NoInventory { asset });
        };
        let sent = padded(repayment.amount).min(there(name));
        funds.push(Coin::new(sent.raw(), denom));
        paid = paid.add(desk.judge.worth_up(repayment.asset, repayment.amount)?)?;
    }
    funds.sort_by(|a, b| a.denom.cmp(&b.denom));
    for seizure in &case.quote.seizures {
        let receive = seizure.amount.saturating_sub(seizure.protocol_fee);
        received = received.add(desk.judge.worth_down(seizure.asset, receive)?)?;
    }
    Ok(Plan {
        kind: Kind::ProRata,
        accounts: vec![case.account.clone()],
        message: Message {
            contract: desk.rules.lending.clone(),
            msg: json(&Lending::LiquidateProRata(message(case)))?,
            funds,
        },
        gas: desk.rules.guess.of(2),
        wins: None,
        brings: received.saturating_sub(paid),
    })
}
