//! A whole market in memory, and who in it may be liquidated after each block.
//!
//! Not every account is judged each time. One whose health factor is above 1.005 at a sweep of all accounts stays healthy
//! as long as its record, the prices of its assets, the correlations and the weights in force stay what they were, no share
//! price fell and no debt index grew by more than 0.4 %: a health factor says by how much *all* debts could grow, S falls
//! with debts and rises with collateral (P-10), and what is rounded to base units is left out of it. Where one of these ends,
//! all are judged again.

use crate::accounts::{Accounts, AssetBits, Name, Slot, Standing};
use crate::judge::Judge;
use ballast_ledger::LoadedMarket;
use ballast_risk::integer::mul_div_down;
use std::num::NonZeroUsize;
use std::thread;

/// Debt may grow by four thousandths until everybody is judged again.
const GROWTH: u128 = 1_004;
const GROWTH_OF: u128 = 1_000;

/// The accounts, and what they were judged by.
#[derive(Debug)]
pub struct Memory {
    pub accounts: Accounts,
    threads: NonZeroUsize,
    /// The judge of the last sweep, and the last of all.
    swept: Option<Judge>,
    last: Option<Judge>,
}

/// What a judgement looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    /// New and changed ones, those at the edge, and those whose assets have another price.
    Touched(AssetBits),
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// How many accounts were judged.
    pub judged: usize,
    pub liquidatable: Vec<Name>,
    pub edge: usize,
    pub unjudged: usize,
}

impl Memory {
    pub fn new(threads: NonZeroUsize) -> Self {
        Self {
            accounts: Accounts::default(),
            threads,
            swept: None,
            last: None,
        }
    }

    /// Everybody who has to be judged is.
    pub fn judge(&mut self, judge: Judge) -> Judged {
        let reach = self.reach(&judge);
        let judged = self.go_through(&judge, reach);
        if reach == Reach::All {
            self.swept = Some(judge.clone());
        }
        self.last = Some(judge);
        judged
    }

    /// The judge of the last judgement.
    pub fn last(&self) -> Option<&Judge> {
        self.last.as_ref()
    }

    fn reach(&self, judge: &Judge) -> Reach {
        let (Some(swept), Some(last)) = (&self.swept, &self.last) else {
            return Reach::All;
        };
        if judge.terms() != swept.terms() || moved(judge, swept, last) {
            return Reach::All;
        }
        Reach::Touched(judge.repriced_since(last))
    }

    /// In parallel, each thread its own part.
    fn go_through(&mut self, judge: &Judge, reach: Reach) -> Judged {
        let slots = self.accounts.slots_mut();
        let part = slots.len().div_ceil(self.threads.get()).max(1);
        let parts = thread::scope(|scope| {
            let parts = slots.chunks_mut(part);
            let workers: Vec<_> = parts
                .map(|part| scope.spawn(move || judge_part(judge, part, reach)))
                .collect();
            let ended = workers.into_iter().map(|worker| worker.join());
            // a thread that panicked has judged nobody
            ended
                .map(|part| part.unwrap_or_default())
                .collect::<Vec<_>>()
        });
        parts.into_iter().fold(Judged::default(), Judged::with)
    }
}

impl Judged {
    fn with(mut self, other: Self) -> Self {
        self.judged = self.judged.saturating_add(other.judged);
        self.edge = self.edge.saturating_add(other.edge);
        self.unjudged = self.unjudged.saturating_add(other.unjudged);
        self.liquidatable.extend(other.liquidatable);
        self
    }
}

fn judge_part(judge: &Judge, slots: &mut [Slot], reach: Reach) -> Judged {
    let mut bench = judge.bench();
    let mut found = Judged::default();
    for slot in slots {
        if due(slot, reach) {
            slot.standing = judge.standing(slot, &mut bench);
            found.judged = found.judged.saturating_add(1);
        }
        match slot.standing {
            Standing::Liquidatable => found.liquidatable.push(slot.name.clone()),
            Standing::Edge => found.edge = found.edge.saturating_add(1),
            Standing::Unjudged => found.unjudged = found.unjudged.saturating_add(1),
            Standing::Unknown | Standing::Free | Standing::Far => {}
        }
    }
    found
}

fn due(slot: &Slot, reach: Reach) -> bool {
    match (slot.standing, reach) {
        (_, Reach::All) => true,
        // without debt always healthy
        (Standing::Free, _) => false,
        (Standing::Far, Reach::Touched(assets)) => slot.touches(assets),
        (
            Standing::Unknown | Standing::Edge | Standing::Liquidatable | Standing::Unjudged,
            Reach::Touched(_),
        ) => true,
    }
}

/// Did a debt index grow by more than the edge allows, or a share lose worth?
fn moved(judge: &Judge, swept: &Judge, last: &Judge) -> bool {
    let indices = judge.debt_indices().into_iter().zip(swept.debt_indices());
    let mut grown = indices.map(|(now, then)| {
        let allowed = mul_div_down(then.raw(), GROWTH, GROWTH_OF);
        !matches!(allowed, Ok(allowed) if now.raw() <= allowed)
    });
    let mut shares = judge.markets().zip(last.markets());
    judge.markets().count() != swept.markets().count()
        || grown.any(|grown| grown)
        || shares.any(|(now, then)| fell(now, then))
}

/// `now < then` as fractions: `floor(x) < n` where `x < n`. What cannot be compared has fallen.
fn fell(now: &LoadedMarket, then: &LoadedMarket) -> bool {
    let (now, then) = (&now.market, &then.market);
    let prices = now.share_price().and_then(|price| {
        let ((a, b), (c, d)) = (price, then.share_price()?);
        Ok(mul_div_down(a, d, b)? < c)
    });
    now.epoch() != then.epoch() || prices.unwrap_or(true)
}
