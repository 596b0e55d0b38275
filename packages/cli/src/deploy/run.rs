//! Does the first step, writes down what was done, looks again, until nothing is left to do.

use super::desired::Desired;
use super::found::Found;
use super::look::look;
use super::message::message;
use super::plan::{plan, Need, Plan, Planned, Step};
use super::state::{Known, Pending, StateFile};
use super::text;
use anyhow::{bail, ensure, Context, Result};
use ballast_chain::{ChainError, Node, Ticket, TxResult, Wallet};
use std::time::{Duration, Instant};

/// Between two looks for a price.
const PAUSE: Duration = Duration::from_secs(1);
/// How long a transaction may take to be in a block.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Run<'a> {
    pub node: &'a Node,
    pub wallet: &'a Wallet,
    pub desired: &'a Desired,
    pub file: StateFile,
    /// How long to wait for prices.
    pub wait: Duration,
    pub only_store: bool,
}

impl Run<'_> {
    /// Ends when the chain is as it is wanted, or nothing more can be done now.
    pub async fn run(mut self) -> Result<()> {
        self.settle_pending().await?;
        let mut done: usize = 0;
        let mut last: Option<Planned> = None;
        let mut begun = Instant::now();
        loop {
            let (found, plan) = self.look().await?;
            let own = self.wallet.address();
            let Some(next) = plan.ready(own).filter(|it| self.is_wanted(it)).cloned() else {
                if self.only_store || plan.is_left_to_others(own) {
                    return self.ended(done, &plan);
                }
                if !self.may_wait(&plan) || begun.elapsed() > self.wait {
                    return stuck(&plan);
                }
                if begun.elapsed() < PAUSE {
                    println!("waiting up to {} s for first prices", self.wait.as_secs());
                }
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            ensure!(
                last.as_ref() != Some(&next),
                "`{}` was done and changed nothing: look at the chain before running this again",
                next.title
            );
            self.execute(&next, &found).await?;
            done += 1;
            last = Some(next);
            begun = Instant::now();
        }
    }

    fn is_wanted(&self, step: &Planned) -> bool {
        !self.only_store || matches!(step.step, Step::Store(_))
    }

    /// Nothing is left for this key: all is as it is wanted, or others have to send the rest.
    fn ended(&self, done: usize, plan: &Plan) -> Result<()> {
        for what in &plan.under_way {
            println!("under way: {what}");
        }
        match done {
            0 if plan.steps.is_empty() => println!("{}", text::NOTHING),
            0 => println!("nothing is left for {} to send", self.wallet.address()),
            1 => println!("done: 1 transaction"),
            many => println!("done: {many} transactions"),
        }
        println!("addresses: {}", self.file.path().display());
        if self.only_store || plan.steps.is_empty() {
            return Ok(());
        }
        let left = text::left(plan);
        if plan.steps.iter().all(Planned::is_acceptance) {
            println!("{left}");
            return Ok(());
        }
        bail!("{left}")
    }

    fn may_wait(&self, plan: &Plan) -> bool {
        let mut needs = plan.steps.iter().filter_map(|step| step.needs.as_ref());
        needs.any(|need| matches!(need, Need::Price(_)))
    }

    /// The chain now, and what is left to do; contracts that were found are written down.
    async fn look(&mut self) -> Result<(Found, Plan)> {
        let found = look(self.node, self.desired, &self.file.state).await?;
        let known = found.contracts.iter().map(|(kind, contract)| {
            let known = Known {
                address: contract.address.clone(),
                code_id: contract.code_id,
                checksum: contract.checksum.clone(),
            };
            (*kind, known)
        });
        let known = known.collect();
        if self.file.state.contracts != known {
            self.file.state.contracts = known;
            self.file.save()?;
        }
        let plan = plan(self.desired, &found)?;
        Ok((found, plan))
    }

    async fn execute(&mut self, step: &Planned, found: &Found) -> Result<()> {
        let sender = self.wallet.address();
        let message = message(&step.step, self.desired, found, sender)?;
        let fees = self.desired.config.chain.fees();
        let sent = self.node.prepare(self.wallet, &[message], &fees).await;
        let signed = sent.with_context(|| step.title.clone())?;
        // written down before it is sent: whatever happens now, the next run knows what to wait for
        self.file.state.pending = Some(Pending {
            what: step.title.clone(),
            transaction: signed.ticket.clone(),
        });
        self.file.save()?;
        let sent = self.node.broadcast(&signed).await;
        if let Err(error) = sent {
            // a node that went away in the middle may have taken it
            if !matches!(error, ChainError::Unreachable { .. }) {
                self.forget_pending()?;
            }
            return Err(error).with_context(|| step.title.clone());
        }
        let result = self.end_of(&signed.ticket).await;
        let result = result.with_context(|| step.title.clone())?;
        self.forget_pending()?;
        say(step, &result);
        Ok(())
    }

    fn forget_pending(&mut self) -> Result<()> {
        self.file.state.pending = None;
        self.file.save()
    }

    /// A transaction of an interrupted run: it is in a block by its last height, or never will be.
    async fn settle_pending(&mut self) -> Result<()> {
        let Some(pending) = self.file.state.pending.clone() else {
            return Ok(());
        };
        let Pending { what, transaction } = pending;
        println!(
            "an interrupted run had sent `{what}` ({})",
            transaction.hash
        );
        loop {
            match self.node.found(&transaction.hash).await {
                Ok(Some(result)) => {
                    println!("  it is in block {}", result.height);
                    return self.forget_pending();
                }
                Ok(None) if self.node.head().await?.height > transaction.last_height => {
                    println!("  no block has it, and none will: it is sent again");
                    return self.forget_pending();
                }
                Ok(None) => tokio::time::sleep(PAUSE).await,
                Err(error) if error.is_passing() => return Err(error.into()),
                Err(error) => {
                    println!("  it failed: {error}");
                    return self.forget_pending();
                }
            }
        }
    }

    async fn end_of(&self, ticket: &Ticket) -> Result<TxResult, ChainError> {
        self.node.wait(&ticket.hash, PATIENCE).await
    }
}

fn say(step: &Planned, result: &TxResult) {
    let (height, gas) = (result.height, result.gas_used);
    let address = result.attribute("instantiate", "_contract_address");
    let address = address
        .filter(|_| matches!(step.step, Step::Instantiate(_)))
        .map_or(String::new(), |it| format!(", {it}"));
    println!("{}: block {height}, {gas} gas{address}", step.title);
}

/// Nothing can be done now, and something is left.
fn stuck(plan: &Plan) -> Result<()> {
    let waits = plan.steps.iter().filter_map(|step| {
        let need = text::waits(step.needs.as_ref()?)?;
        Some(format!("`{}` {need}", step.title))
    });
    let waits: Vec<String> = waits.collect();
    bail!(
        "{} steps are left; run this again to go on\n  {}",
        plan.steps.len(),
        waits.join("\n  ")
    )
}
