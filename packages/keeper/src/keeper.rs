//! One block after the other: settle what was sent, follow the market, judge, decide, send.

use crate::decide::{Decision, Desk, Routes, Rules, Skip};
use crate::error::KeeperError;
use crate::judge::Judge;
use crate::link::Link;
use crate::memory::Judged;
use crate::metrics::{gauge, Counts};
use crate::mirror::{Extent, Mirror};
use crate::mode::Mode;
use crate::orders::Orders;
use crate::pending::Pending;
use crate::said::Said;
use crate::sources::Sources;
use crate::tried::{Line, Tried};
use ballast_chain::Head;
use ballast_interface::AccountId;
use ballast_risk::Account;
use std::time::Instant;

/// A keeper at work on one market.
#[allow(missing_debug_implementations)] // links and routes need none
pub struct Keeper<L: Link, R: Routes> {
    pub link: L,
    pub routes: R,
    pub orders: Orders,
    pub mode: Mode,
    pub mirror: Mirror,
    pub counts: Counts,
    pub(crate) sources: Sources,
    pub(crate) pending: Pending<L::Tx>,
    pub(crate) said: Said,
    /// The block at which everything was read.
    read_at: u64,
}

impl<L: Link, R: Routes> Keeper<L, R> {
    pub async fn new(
        link: L,
        routes: R,
        orders: Orders,
        mirror: Mirror,
    ) -> Result<Self, KeeperError> {
        let oracle = mirror.oracle()?;
        Ok(Self {
            sources: Sources::load(&link, oracle.as_str()).await?,
            read_at: mirror.height(),
            link,
            routes,
            orders,
            mode: Mode::Live,
            mirror,
            counts: Counts::default(),
            pending: Pending::default(),
            said: Said::default(),
        })
    }

    /// Everything that one block asks for.
    pub async fn step(&mut self, head: Head) -> Result<(), KeeperError> {
        let extent = self.mirror.follow(&self.link, head).await?;
        self.reread(head, extent).await?;
        let begun = Instant::now();
        let judged = self.mirror.judge(head)?;
        self.counts.judging(judged.judged, begun.elapsed());
        self.count(head, &judged);
        self.settle(head).await?;
        let open = self.open(&judged);
        self.said.keep_only(&open);
        let refresh = self.due(head).await?;
        if open.is_empty() && refresh.is_empty() {
            return Ok(());
        }
        let judge = self.judge()?;
        let rules = self.orders.rules(&self.link, &judge, refresh).await?;
        let line = self.deal(&judge, &rules, head, &open).await?;
        if line == Line::Open {
            self.refresh(&rules, head).await?;
        }
        self.counts.pending.set(gauge(self.pending.all().len()));
        Ok(())
    }

    pub(crate) fn judge(&self) -> Result<Judge, KeeperError> {
        let last = self.mirror.memory.last().cloned();
        last.ok_or_else(|| KeeperError::Setting {
            key: "lending",
            reason: "nothing was judged yet".to_owned(),
        })
    }

    /// What no event named would show here.
    async fn reread(&mut self, head: Head, extent: Extent) -> Result<(), KeeperError> {
        let due = self.read_at.saturating_add(self.orders.reread_after);
        if extent != Extent::All && head.height < due {
            return Ok(());
        }
        if extent != Extent::All {
            self.mirror.read_all(&self.link, head).await?;
        }
        let oracle = self.mirror.oracle()?;
        self.sources = Sources::load(&self.link, oracle.as_str()).await?;
        self.read_at = head.height;
        tracing::debug!("block {}: everything was read anew", head.height);
        Ok(())
    }

    fn count(&self, head: Head, judged: &Judged) {
        let counts = &self.counts;
        counts
            .height
            .set(i64::try_from(head.height).unwrap_or(i64::MAX));
        counts
            .accounts
            .set(gauge(self.mirror.memory.accounts.len()));
        counts.edge.set(gauge(judged.edge));
        counts.liquidatable.set(gauge(judged.liquidatable.len()));
        counts.unjudged.set(gauge(judged.unjudged));
        tracing::debug!(
            "block {}: {} of {} accounts judged, {} may be liquidated, {} at the edge, {} that nobody can judge",
            head.height,
            judged.judged,
            self.mirror.memory.accounts.len(),
            judged.liquidatable.len(),
            judged.edge,
            judged.unjudged,
        );
    }

    /// Those who may be liquidated, with their records.
    fn open(&self, judged: &Judged) -> Vec<(AccountId, Account)> {
        let accounts = &self.mirror.memory.accounts;
        let opened = judged.liquidatable.iter().filter_map(|name| {
            let id = AccountId::from(name);
            let account = accounts.get(&id)?.account().ok()?;
            Some((id, account))
        });
        opened.collect()
    }

    /// Decides about these accounts and sends what is to be sent.
    async fn deal(
        &mut self,
        judge: &Judge,
        rules: &Rules,
        head: Head,
        open: &[(AccountId, Account)],
    ) -> Result<Line, KeeperError> {
        let busy = self.pending.accounts();
        let (busy, free): (Vec<_>, Vec<_>) = open
            .iter()
            .cloned()
            .partition(|(account, _)| busy.contains(account));
        for (account, _) in busy {
            self.said.skip(self.mode, &account, &Skip::Pending);
        }
        let mut again = Vec::new();
        let mut line = Line::Open;
        for decision in self.decide(judge, rules, head, &free) {
            match decision {
                Decision::Skip(skipped) => {
                    self.said.skip(self.mode, &skipped.account, &skipped.why);
                }
                Decision::Send(plan) if line == Line::Open => {
                    let many = plan.accounts.len() > 1;
                    match self.send(rules, head, *plan).await? {
                        Tried::Sent => {}
                        Tried::Refused(accounts) if many => again.extend(accounts),
                        Tried::Refused(_) => {}
                        Tried::Closed => line = Line::Closed,
                    }
                }
                Decision::Send(_) => {}
            }
        }
        // one that is refused must not keep the others from being rescued: each alone
        for account in again {
            let alone: Vec<_> = free
                .iter()
                .filter(|(id, _)| *id == account)
                .cloned()
                .collect();
            for decision in self.decide(judge, rules, head, &alone) {
                if let (Decision::Send(plan), Line::Open) = (decision, line) {
                    if self.send(rules, head, *plan).await? == Tried::Closed {
                        line = Line::Closed;
                    }
                }
            }
        }
        Ok(line)
    }

    fn decide(
        &self,
        judge: &Judge,
        rules: &Rules,
        head: Head,
        accounts: &[(AccountId, Account)],
    ) -> Vec<Decision> {
        let desk = Desk {
            judge,
            rules,
            routes: &self.routes,
            now: head.time,
        };
        desk.decide(accounts)
    }
}
