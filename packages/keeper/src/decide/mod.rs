//! What to do about accounts that may be liquidated, and what not, and why. Pure: no clock, no node, no exchange of its own.

mod case;
mod message;
mod money;
mod pairs;
mod plan;
mod pro_rata;
mod routes;
mod skip;

pub use money::{GasGuess, GasPrice};
pub use plan::{Kind, Message, Plan};
pub use routes::{NoRoute, Route, Routes, Wanted};
pub use skip::{Skip, Skipped};

use crate::judge::Judge;
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Account, Amount, AssetIndex, Value};
use case::{Case, Open, PairCase};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the operator asks for, and what there is to do it with.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    pub lending: String,
    pub means: Means,
    /// USD above the gas that a transaction must bring.
    pub minimum: Value,
    /// Liquidations of one transaction.
    pub most: usize,
    pub gas: GasPrice,
    pub guess: GasGuess,
    /// What the oracle is to be asked for first.
    pub refresh: Vec<AssetId>,
    pub write_offs: WriteOffs,
    pub prefer: Prefer,
}

/// What is tried first with an account that one pair would rescue.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Prefer {
    /// Pairs, and everything pro rata where none is accepted.
    Pairs,
    /// Everything pro rata, and a pair where that is refused.
    ProRata,
}

/// Whether debts that nothing stands behind are written off, which brings nothing and costs gas.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum WriteOffs {
    Do,
    Leave,
}

/// With what debts are repaid.
#[derive(Clone, Debug, PartialEq)]
pub enum Means {
    /// Through this contract, which is the keeper's own.
    FlashLoan { liquidator: String },
    /// Out of the wallet, which keeps what it receives.
    Inventory { coins: BTreeMap<AssetId, Amount> },
}

/// About one transaction, or about one account.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    Send(Box<Plan>),
    Skip(Skipped),
}

/// What is decided from.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations)] // routes have none
pub struct Desk<'a> {
    pub judge: &'a Judge,
    pub rules: &'a Rules,
    pub routes: &'a dyn Routes,
    /// Block time, seconds.
    pub now: u64,
}

impl Desk<'_> {
    /// What to do about these accounts: what is sent first, the most profitable of it first; then what is left alone.
    pub fn decide(&self, accounts: &[(AccountId, Account)]) -> Vec<Decision> {
        let mut decisions = Vec::new();
        let mut pairs: BTreeMap<AssetIndex, Vec<PairCase>> = BTreeMap::new();
        for (account, held) in accounts {
            let skip = |why| {
                let account = account.clone();
                Decision::Skip(Skipped { account, why })
            };
            match self.case(account, held) {
                Ok(Case::Pair(pair)) => pairs.entry(pair.quote.debt).or_default().push(pair),
                Ok(Case::ProRata(case)) => match pro_rata::plan(self, &case) {
                    Ok(plan) => decisions.push(Decision::Send(Box::new(plan))),
                    Err(why) => decisions.push(skip(why)),
                },
                Ok(Case::WriteOff(account)) => decisions.extend(self.write_off(account)),
                Err(why) => decisions.push(skip(why)),
            }
        }
        for (debt, cases) in pairs {
            let of_pairs = pairs::decide(self, pairs::Group { debt, cases });
            let all = of_pairs.into_iter();
            decisions.extend(all.map(|decision| self.or_pro_rata(accounts, decision)));
        }
        decisions.sort_by_key(|decision| match decision {
            Decision::Send(plan) => (0, std::cmp::Reverse(plan.brings)),
            Decision::Skip(_) => (1, std::cmp::Reverse(Value::ZERO)),
        });
        decisions
    }

    fn case(&self, account: &AccountId, held: &Account) -> Result<Case, Skip> {
        self.opened(account, held, |open| open.case(self.rules))
    }

    /// A pair that brings too little, since it reaches no more than health itself, leaves more to win pro rata.
    fn or_pro_rata(&self, accounts: &[(AccountId, Account)], decision: Decision) -> Decision {
        let Decision::Skip(skipped) = &decision else {
            return decision;
        };
        let Skip::BelowMinimum { .. } = skipped.why else {
            return decision;
        };
        let mut all = accounts.iter();
        let Some((account, held)) = all.find(|(account, _)| *account == skipped.account) else {
            return decision;
        };
        let case = self.opened(account, held, |open| open.pro_rata(self.rules));
        match case.and_then(|case| pro_rata::plan(self, &case)) {
            Ok(plan) => Decision::Send(Box::new(plan)),
            Err(_) => decision,
        }
    }

    fn opened<T>(
        &self,
        account: &AccountId,
        held: &Account,
        what: impl FnOnce(&Open<'_>) -> Result<T, Skip>,
    ) -> Result<T, Skip> {
        let book = self.judge.book(held, self.now)?;
        what(&Open {
            judge: self.judge,
            account,
            held,
            book: &book,
            now: self.now,
        })
    }

    fn write_off(&self, account: AccountId) -> Option<Decision> {
        if self.rules.write_offs == WriteOffs::Leave {
            return None;
        }
        let msg = ballast_interface::lending::ExecuteMsg::WriteOff {
            account: account.clone(),
        };
        let plan = Plan {
            kind: Kind::WriteOff,
            accounts: vec![account],
            message: Message {
                contract: self.rules.lending.clone(),
                msg: message::json(&msg).ok()?,
                funds: vec![],
            },
            gas: self.rules.guess.of(1),
            wins: None,
            brings: Value::ZERO,
        };
        Some(Decision::Send(Box::new(plan)))
    }
}
