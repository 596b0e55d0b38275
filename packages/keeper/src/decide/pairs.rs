//! Liquidations of pairs: those that share their debt go in one transaction.

use super::case::PairCase;
use super::message::{json, many_call, many_message, Payment};
use super::money::padded;
use super::plan::{Kind, Message, Plan};
use super::routes::{Routes, Wanted};
use super::skip::{Skip, Skipped};
use super::{Decision, Desk, Means, Rules};
use crate::judge::Judge;
use ballast_interface::lending::{FlashAsset, LiquidationItem, Receive};
use ballast_interface::liquidator::{Call, ExecuteMsg, Profit, Run};
use ballast_interface::AssetId;
use ballast_risk::{Amount, AssetIndex, Ratio, SignedValue, Value};

/// Pairs that all repay the same debt.
pub struct Group {
    pub debt: AssetIndex,
    pub cases: Vec<PairCase>,
}

/// In transactions of at most `rules.most`: what brings most first.
pub fn decide(desk: &Desk<'_>, group: Group) -> Vec<Decision> {
    let Group { debt, mut cases } = group;
    let Desk { judge, rules, .. } = *desk;
    let mut decisions = Vec::new();
    cases.sort_by_key(|case| std::cmp::Reverse(case.profit()));
    cases.retain(|case| match alone(rules, case) {
        Ok(()) => true,
        Err(why) => {
            decisions.push(skipped(case, why));
            false
        }
    });
    let together = Together { judge, rules, debt };
    let mut purse = together.purse();
    while !cases.is_empty() {
        let fit = together.fit(&cases, purse);
        if fit == 0 {
            let asset = judge.asset(debt).cloned();
            let why = asset.map_or_else(Skip::from, |asset| Skip::NoInventory { asset });
            decisions.extend(cases.iter().map(|case| skipped(case, why.clone())));
            break;
        }
        let rest = cases.split_off(fit);
        if let Means::Inventory { .. } = rules.means {
            purse = purse.saturating_sub(spent(&cases));
        }
        match together.plan(desk.routes, &mut cases, &mut decisions) {
            Ok(Some(plan)) => decisions.push(Decision::Send(Box::new(plan))),
            Ok(None) => {}
            Err(why) => decisions.extend(cases.iter().map(|case| skipped(case, why.clone()))),
        }
        cases = rest;
    }
    decisions
}

fn skipped(case: &PairCase, why: Skip) -> Decision {
    Decision::Skip(Skipped {
        account: case.account.clone(),
        why,
    })
}

/// What does not bring its own part of the gas is in nobody's interest.
fn alone(rules: &Rules, case: &PairCase) -> Result<(), Skip> {
    let costs = rules.gas.cost_up(rules.guess.each)?;
    let profit = case.profit();
    if profit > SignedValue::new(i128::try_from(costs.raw()).unwrap_or(i128::MAX)) {
        return Ok(());
    }
    Err(Skip::BelowMinimum {
        brings: positive(profit),
        costs,
        minimum: rules.minimum,
    })
}

fn positive(profit: SignedValue) -> Value {
    Value::new(u128::try_from(profit.raw()).unwrap_or_default())
}

/// The cases of one transaction.
struct Together<'a> {
    judge: &'a Judge,
    rules: &'a Rules,
    debt: AssetIndex,
}

/// What a collateral becomes, if it is not the debt itself.
struct Sold {
    calls: Vec<Call>,
    /// In the debt's base units.
    brings: Amount,
}

impl Together<'_> {
    /// What there is of the debt's asset to repay with: a loan is there for each transaction, the wallet once.
    fn purse(&self) -> Amount {
        match &self.rules.means {
            Means::FlashLoan { .. } => {
                let market = self.judge.market(self.debt);
                market.map_or(Amount::ZERO, |loaded| loaded.market.cash())
            }
            Means::Inventory { coins } => {
                let asset = self.judge.asset(self.debt).ok();
                let there = asset.and_then(|asset| coins.get(asset));
                there.copied().unwrap_or_default()
            }
        }
    }

    /// How many of the first go together: as many as a transaction takes and the purse pays for. One that was quoted for all there
    /// is needs no pad.
    fn fit(&self, cases: &[PairCase], purse: Amount) -> usize {
        let most = cases.len().min(self.rules.most.max(1));
        let pays = |count: &usize| {
            let these = cases.get(..*count).unwrap_or_default();
            let alone = these.iter().take(1).all(|case| case.quote.repay <= purse);
            spent(these) <= purse || (*count == 1 && alone)
        };
        (1..=most).rev().find(pays).unwrap_or(0)
    }

    /// The transaction of these cases; those without a route leave it.
    fn plan(
        &self,
        routes: &dyn Routes,
        cases: &mut Vec<PairCase>,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<Plan>, Skip> {
        let Means::FlashLoan { liquidator } = &self.rules.means else {
            return self.out_of_wallet(cases).map(Some);
        };
        let mut sold = Vec::new();
        let mut collaterals: Vec<AssetIndex> =
            cases.iter().map(|case| case.quote.collateral).collect();
        collaterals.sort_unstable();
        collaterals.dedup();
        for collateral in collaterals {
            match self.sell(routes, cases, collateral) {
                Ok(sale) => sold.push(sale),
                Err(why) => {
                    let gone = |case: &PairCase| case.quote.collateral == collateral;
                    let left_out = cases.iter().filter(|case| gone(case));
                    decisions.extend(left_out.map(|case| skipped(case, why.clone())));
                    cases.retain(|case| !gone(case));
                }
            }
        }
        if cases.is_empty() {
            return Ok(None);
        }
        self.by_flash_loan(liquidator, cases, sold).map(Some)
    }

    /// All that the cases bring of one collateral, as the debt.
    fn sell(
        &self,
        routes: &dyn Routes,
        cases: &[PairCase],
        collateral: AssetIndex,
    ) -> Result<Sold, Skip> {
        let these = cases
            .iter()
            .filter(|case| case.quote.collateral == collateral);
        let amount = sum(these.map(PairCase::receive))?;
        if collateral == self.debt {
            return Ok(Sold {
                calls: Vec::new(),
                brings: amount,
            });
        }
        let wanted = Wanted {
            offer: self.judge.asset(collateral)?.clone(),
            amount,
            want: self.judge.asset(self.debt)?.clone(),
        };
        let route = routes.route(&wanted)?;
        let these = cases
            .iter()
            .filter(|case| case.quote.collateral == collateral);
        let repaid = sum(these.map(|case| case.quote.repay))?;
        self.pays(repaid, route.receive)?;
        Ok(Sold {
            brings: route.receive,
            calls: route.of_all(&wanted),
        })
    }

    /// A collateral that sells for less than what it cost would eat what the others bring.
    fn pays(&self, repaid: Amount, brings: Amount) -> Result<(), Skip> {
        let costs = repaid.add(self.fee_up(repaid)?)?;
        if brings > costs {
            return Ok(());
        }
        Err(Skip::BelowMinimum {
            brings: self.judge.worth_down(self.debt, brings)?,
            costs: self.judge.worth_up(self.debt, costs)?,
            minimum: self.rules.minimum,
        })
    }

    fn by_flash_loan(
        &self,
        liquidator: &str,
        cases: &[PairCase],
        sold: Vec<Sold>,
    ) -> Result<Plan, Skip> {
        let debt = self.judge.asset(self.debt)?;
        let loan = self.loan(cases)?;
        let fee = self.fee_up(loan)?;
        let repaid = sum(cases.iter().map(|case| case.quote.repay))?;
        let brought = sum(sold.iter().map(|sale| sale.brings))?;
        let won = brought.saturating_sub(repaid.add(fee)?);
        let gas = self.rules.guess.of(cases.len());
        let asked = self.rules.gas.cost_up(gas)?.add(self.rules.minimum)?;
        let sent = Payment {
            asset: debt,
            amount: loan,
        };
        let mut calls = vec![many_call(sent, items(self.judge, cases)?)?];
        calls.extend(sold.into_iter().flat_map(|sale| sale.calls));
        let run = Run {
            refresh: self.rules.refresh.clone(),
            loans: vec![FlashAsset {
                asset: debt.clone(),
                amount: loan,
            }],
            calls,
            profit: Profit {
                asset: debt.clone(),
                at_least: self.judge.units_up(self.debt, asked)?,
            },
        };
        let plan = Plan {
            kind: Kind::Pairs,
            accounts: cases.iter().map(|case| case.account.clone()).collect(),
            message: Message {
                contract: liquidator.to_owned(),
                msg: json(&ExecuteMsg::Run(run))?,
                funds: vec![],
            },
            gas,
            brings: self.judge.worth_down(self.debt, won)?,
            wins: Some((debt.clone(), won)),
        };
        plan.check(&self.rules.gas, self.rules.minimum)?;
        Ok(plan)
    }

    /// With a pad, never more than there is.
    fn loan(&self, cases: &[PairCase]) -> Result<Amount, Skip> {
        let wanted = sum(cases.iter().map(|case| padded(case.quote.repay)))?;
        Ok(wanted.min(self.judge.market(self.debt)?.market.cash()))
    }

    fn fee_up(&self, loan: Amount) -> Result<Amount, Skip> {
        let loaded = self.judge.market(self.debt)?;
        Ok(loan.times_up(loaded.asset.flash_fee.unwrap_or(Ratio::ZERO))?)
    }

    fn out_of_wallet(&self, cases: &[PairCase]) -> Result<Plan, Skip> {
        let debt: &AssetId = self.judge.asset(self.debt)?;
        let wanted = sum(cases.iter().map(|case| padded(case.quote.repay)))?;
        let there = match &self.rules.means {
            Means::Inventory { coins } => coins.get(debt).copied().unwrap_or_default(),
            Means::FlashLoan { .. } => Amount::ZERO,
        };
        let items = items(self.judge, cases)?;
        let sent = Payment {
            asset: debt,
            amount: wanted.min(there),
        };
        let brings = cases
            .iter()
            .fold(0i128, |sum, case| sum.saturating_add(case.profit().raw()));
        let plan = Plan {
            kind: Kind::Pairs,
            accounts: cases.iter().map(|case| case.account.clone()).collect(),
            message: many_message(&self.rules.lending, sent, items)?,
            gas: self.rules.guess.of(cases.len()),
            wins: None,
            brings: positive(SignedValue::new(brings)),
        };
        plan.check(&self.rules.gas, self.rules.minimum)?;
        Ok(plan)
    }
}

/// What goes along for these.
fn spent(cases: &[PairCase]) -> Amount {
    let sent = sum(cases.iter().map(|case| padded(case.quote.repay)));
    sent.unwrap_or(Amount::new(u128::MAX))
}

/// Each may spend a little more than its quote: what is not used comes back.
fn items(judge: &Judge, cases: &[PairCase]) -> Result<Vec<LiquidationItem>, Skip> {
    let item = |case: &PairCase| {
        let sent = padded(case.quote.repay);
        Ok(LiquidationItem {
            account: case.account.clone(),
            collateral: judge.asset(case.quote.collateral)?.clone(),
            repay: Some(sent),
            min_received: None,
            receive: Receive::Asset,
            receive_account: 0,
        })
    };
    cases.iter().map(item).collect()
}

fn sum(amounts: impl Iterator<Item = Amount>) -> Result<Amount, Skip> {
    let mut total = Amount::ZERO;
    for amount in amounts {
        total = total.add(amount)?;
    }
    Ok(total)
}
