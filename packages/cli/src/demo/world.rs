//! The embedded chain of one run: markets that others have filled, and the accounts, opened by public messages only.

use super::path::{dollars, Path};
use super::shape::{Plan, Shape};
use anyhow::{anyhow, Context, Result};
use ballast_interface::lending::{Deposit, ExecuteMsg, SupplyMode};
use ballast_interface::oracle::Source;
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Amount, Price, Ratio};
use ballast_testing::{Addr, Checks, Feed, Message, Suite};

/// What an account did to come to its position; done again elsewhere it gives the same position.
#[derive(Clone, Debug)]
pub enum Act {
    Deposit {
        asset: AssetId,
        amount: Amount,
        mode: SupplyMode,
    },
    Borrow {
        asset: AssetId,
        amount: Amount,
    },
}

/// An open account.
#[derive(Clone, Debug)]
pub struct Opened {
    pub name: String,
    pub shape: Shape,
    pub owner: Addr,
    pub account: AccountId,
    /// USD at the beginning.
    pub collateral: f64,
    /// USD that this collateral could carry.
    pub power: f64,
    pub acts: Vec<Act>,
}

/// How an account comes to its debts.
#[derive(Clone, Copy, Debug)]
pub enum Debts<'a> {
    /// As its plan says: a part of the power that it has here.
    Planned,
    /// As the same account elsewhere.
    As(&'a [Opened]),
}

/// One chain.
#[allow(missing_debug_implementations)] // the suite has none
pub struct World {
    pub suite: Suite,
    pub accounts: Vec<Opened>,
}

impl World {
    /// A chain at the first prices of the path, with supply to borrow from.
    pub fn new(path: &Path, credit: Ratio, plans: &[Plan]) -> Result<Self> {
        let mut builder = Suite::builder()
            .feed(Feed::Feeders)
            .checks(Checks::OnRequest)
            .credit(credit)
            .time(path.begins.saturating_sub(3_600));
        for (ticker, price) in super::path::TICKERS.iter().zip(path.opening()) {
            builder = builder.price(ticker, *price);
        }
        let suite = builder
            .build()
            .context("the contracts could not be set up")?;
        let mut world = Self {
            suite,
            accounts: Vec::new(),
        };
        if path.faults.is_some() {
            world.reports_count_for(super::faults::MAX_AGE)?;
        }
        world.fill(plans)?;
        Ok(world)
    }

    /// Governance says for how long a report counts; everything else of the limits stays.
    fn reports_count_for(&mut self, max_age: u64) -> Result<()> {
        for ticker in super::path::TICKERS {
            let limits = ballast_testing::guarded(max_age);
            let msg = self.suite.source(ticker, Source::Feeders {}, limits, None);
            self.suite.tell_oracle("owner", msg)?;
        }
        Ok(())
    }

    /// Three suppliers bring what the plans will want to borrow, and more.
    fn fill(&mut self, plans: &[Plan]) -> Result<()> {
        for asset in self.suite.assets().to_vec() {
            let wanted = plans.iter().filter(|plan| plan.debt == asset.ticker);
            let wanted: f64 = wanted
                .map(|plan| size(plan) * f64::from(plan.shape.rounds()))
                .sum();
            let supply = (1.2 * wanted).max(100_000.0);
            for (name, part) in [("lena", 0.5), ("luis", 0.3), ("lotte", 0.2)] {
                let owner = self.suite.who(name);
                let amount = self.worth(&asset.id, supply * part)?;
                self.deposit(&owner, &asset.id, amount, SupplyMode::Lend)?;
            }
        }
        Ok(())
    }

    /// Opens one account and remembers how.
    pub fn open(&mut self, plan: &Plan, debts: Debts<'_>) -> Result<()> {
        let owner = self.suite.who(&plan.name);
        let mut opened = Opened {
            name: plan.name.clone(),
            shape: plan.shape,
            account: AccountId::main(owner.clone()),
            owner,
            collateral: size(plan),
            power: 0.0,
            acts: Vec::new(),
        };
        let model = match debts {
            Debts::Planned => None,
            Debts::As(others) => others.iter().find(|other| other.name == plan.name),
        };
        let before = self.first_deposits(plan, &mut opened)?;
        match model {
            None => self.as_planned(plan, &mut opened)?,
            Some(other) => {
                for act in other.acts.get(before..).unwrap_or_default() {
                    self.act(&mut opened, act.clone())?;
                }
            }
        }
        self.accounts.push(opened);
        Ok(())
    }

    /// What the owner brought; asks what all of it could carry, and answers how many acts it took.
    fn first_deposits(&mut self, plan: &Plan, opened: &mut Opened) -> Result<usize> {
        let mode = if plan.protected {
            SupplyMode::Protect
        } else {
            SupplyMode::Lend
        };
        for (ticker, worth) in &plan.collateral {
            let asset = self.id(ticker)?;
            let amount = self.worth(&asset, *worth)?;
            self.act(
                opened,
                Act::Deposit {
                    asset,
                    amount,
                    mode,
                },
            )?;
        }
        let debt = self.id(plan.debt)?;
        let most = self.suite.max_borrow(&opened.account, &debt)?.by_health;
        opened.power = self.dollars(&debt, most)?;
        Ok(opened.acts.len())
    }

    fn as_planned(&mut self, plan: &Plan, opened: &mut Opened) -> Result<()> {
        let debt = self.id(plan.debt)?;
        for round in 1..=plan.shape.rounds() {
            let most = self.suite.max_borrow(&opened.account, &debt)?.amount;
            let asked = part(most, plan.usage);
            let asset = debt.clone();
            self.act(
                opened,
                Act::Borrow {
                    asset,
                    amount: asked,
                },
            )?;
            if round < plan.shape.rounds() {
                // the swap itself happens elsewhere, at the oracle's price
                let steth = self.id("stETH")?;
                let amount = self.worth(&steth, self.dollars(&debt, asked)?)?;
                let mode = SupplyMode::Lend;
                self.act(
                    opened,
                    Act::Deposit {
                        asset: steth,
                        amount,
                        mode,
                    },
                )?;
            }
        }
        Ok(())
    }

    fn act(&mut self, opened: &mut Opened, act: Act) -> Result<()> {
        let owner = opened.owner.clone();
        match act.clone() {
            Act::Deposit {
                asset,
                amount,
                mode,
            } => self.deposit(&owner, &asset, amount, mode)?,
            Act::Borrow { asset, amount } => {
                let msg = ExecuteMsg::Borrow {
                    account: None,
                    asset,
                    amount,
                    recipient: None,
                };
                let done = self.suite.call(&owner, &msg);
                done.with_context(|| format!("{} could not borrow", opened.name))?;
            }
        }
        opened.acts.push(act);
        Ok(())
    }

    fn deposit(
        &mut self,
        owner: &Addr,
        asset: &AssetId,
        amount: Amount,
        mode: SupplyMode,
    ) -> Result<()> {
        self.suite.mint(owner, asset, amount)?;
        let account = None;
        let msg = ExecuteMsg::Deposit(Deposit { account, mode });
        let paid = Message::paid(msg, (asset.clone(), amount));
        self.suite.pay(owner, paid)?;
        Ok(())
    }

    /// Whose account it is.
    pub fn name(&self, account: &AccountId) -> &str {
        let opened = self
            .accounts
            .iter()
            .find(|opened| &opened.account == account);
        opened.map_or("somebody", |opened| &opened.name)
    }

    pub fn id(&self, ticker: &str) -> Result<AssetId> {
        let found = self
            .suite
            .assets()
            .iter()
            .find(|asset| asset.ticker == ticker);
        Ok(found
            .ok_or_else(|| anyhow!("no asset {ticker}"))?
            .id
            .clone())
    }

    /// USD at spot.
    pub fn dollars(&self, asset: &AssetId, amount: Amount) -> Result<f64> {
        let (price, decimals) = self.spot(asset)?;
        Ok(dollars(price) * tokens(amount, decimals))
    }

    /// As many base units as this much USD buys at spot.
    fn worth(&self, asset: &AssetId, usd: f64) -> Result<Amount> {
        let (price, decimals) = self.spot(asset)?;
        let value = format!("{usd:.6}").parse()?;
        Ok(price.amount_down(value, decimals)?)
    }

    fn spot(&self, asset: &AssetId) -> Result<(Price, u8)> {
        let quotes = self.suite.quotes()?;
        let mut both = self.suite.assets().iter().zip(quotes);
        let found = both.find(|(known, _)| &known.id == asset);
        let (known, quote) = found.ok_or_else(|| anyhow!("no asset {asset}"))?;
        Ok((quote.spot, known.decimals))
    }
}

/// Whole tokens, for people.
pub fn tokens(amount: Amount, decimals: u8) -> f64 {
    amount.raw() as f64 / 10f64.powi(i32::from(decimals))
}

fn size(plan: &Plan) -> f64 {
    plan.collateral.iter().map(|(_, worth)| worth).sum()
}

/// A part of an amount, to a ten-thousandth, rounded down.
fn part(amount: Amount, share: f64) -> Amount {
    let share = Ratio::new((share * 10_000.0) as u64 * 100_000_000_000_000);
    amount.times_down(share).unwrap_or(Amount::ZERO)
}
