//! What a page of accounts has cost so far, in gas of the chain.
//!
//! A contract cannot read its gas, so it is counted in what was measured: each number below is more than that step costs on a
//! chain that caches no code (`packages/gas/tests/pages.rs` holds the pages that come of them against the virtual machine). The
//! wasm's own gas is in them: 140,000 of it are one gas of the chain.

use ballast_interface::lending::PackedAccount;
use ballast_risk::integer::div_down;
use ballast_risk::{Account, AssetIndex, HealthFactor, NumError};

/// A node stops a query at 3,000,000; what is left is for what nobody measured.
const BUDGET: u128 = 2_500_000;
/// Loading the lens, reading layout, settings and correlations.
const START: u128 = 85_000;
/// A query of lending that finds nothing: its code is loaded again.
const FETCH: u128 = 70_000;
/// A query of the oracle, likewise.
const ASK: u128 = 72_000;
/// An account's record on its way: out of the store, through lending's answer and into memory.
const RECORD: u128 = 420;
/// The same for each 32 bytes of it, begun or whole.
const RECORD_PART: u128 = 180;
const PART: usize = 32;
/// An asset that is met for the first time: its parameters, its totals and its price.
const ASSET: u128 = 5_500;
/// The test of one account, and for each position its value.
const TEST: u128 = 150;
const TEST_POSITION: u128 = 50;
/// The health factor of an account that is listed, and its place in the answer; where it may lie far off, its search is longer.
const LISTED: u128 = 1_400;
const LISTED_FAR: u128 = 5_200;
const NEAR: HealthFactor = HealthFactor::new(2 * HealthFactor::ONE.raw());
const LISTED_POSITION: u128 = 160;

/// Records that are fetched before anything is known of the accounts.
const FIRST_CHUNK: u32 = 64;
/// Records of one query of lending, which ends by bytes too.
const MOST_RECORDS: u32 = 1_000;
/// What the largest record there may be costs on its way: no chunk may be beyond what is left.
const LARGEST_RECORD: u128 = 6_200;
/// Each query of lending is counted as [`FETCH`] at least, so the budget ends before these do.
pub const MOST_FETCHES: usize = 40;

/// Counts what is spent.
#[derive(Debug)]
pub struct Meter {
    spent: u128,
    /// Accounts that were gone through.
    seen: u128,
    /// Of an account that is listed, without its positions.
    listed: u128,
}

impl Meter {
    /// For a page of accounts up to this health factor.
    pub fn new(max_health: HealthFactor) -> Self {
        Self {
            spent: START,
            seen: 0,
            listed: if max_health <= NEAR {
                LISTED
            } else {
                LISTED_FAR
            },
        }
    }

    /// What comes on top of the test of an account where it is named.
    pub fn listing(&self, account: &Account) -> u128 {
        each_position(account, self.listed, LISTED_POSITION)
    }

    pub fn has(&self, cost: u128) -> bool {
        self.spent.saturating_add(cost) <= BUDGET
    }

    pub fn spend(&mut self, cost: u128) {
        self.spent = self.spent.saturating_add(cost);
    }

    /// One more account, and what its test cost.
    pub fn pass(&mut self, cost: u128) {
        self.spend(cost);
        self.seen = self.seen.saturating_add(1);
    }

    /// How many records to fetch next: as many as could be tested if they are like those before; 0 where that is not worth another
    /// query.
    pub fn chunk_down(&self) -> Result<u32, NumError> {
        if self.seen == 0 {
            return Ok(FIRST_CHUNK);
        }
        let left = BUDGET
            .saturating_sub(self.spent)
            .saturating_sub(FETCH + ASK);
        let each = div_down(self.spent.saturating_sub(START), self.seen)?;
        let alike = div_down(left, each.max(RECORD))?;
        let fits = div_down(left, LARGEST_RECORD)?;
        let chunk = alike.min(fits);
        Ok(u32::try_from(chunk).map_or(MOST_RECORDS, |chunk| chunk.min(MOST_RECORDS)))
    }
}

/// A query of lending that brings these.
pub fn fetching(records: &[PackedAccount]) -> u128 {
    let parts = |packed: &PackedAccount| {
        let parts = packed.record.as_slice().chunks(PART);
        parts.fold(RECORD, |cost, _| cost.saturating_add(RECORD_PART))
    };
    records
        .iter()
        .fold(FETCH, |cost, packed| cost.saturating_add(parts(packed)))
}

/// Assets that are met for the first time.
pub fn meeting(assets: &[AssetIndex]) -> u128 {
    if assets.is_empty() {
        return 0;
    }
    assets
        .iter()
        .fold(ASK, |cost, _| cost.saturating_add(ASSET))
}

/// The test of an account; one that owes nothing is passed over.
pub fn testing(account: &Account) -> u128 {
    if account.owes() {
        each_position(account, TEST, TEST_POSITION)
    } else {
        0
    }
}

fn each_position(account: &Account, start: u128, each: u128) -> u128 {
    let positions = account.positions().iter();
    positions.fold(start, |cost, _| cost.saturating_add(each))
}
