//! What would come of it, and what is stored.

use crate::chain::Suite;
use ballast_interface::lens::LimitResponse;
use cosmwasm_std::{Order, Record, Storage};

impl Suite {
    /// Lets something happen; then everything is put back, time too.
    pub fn trial<T>(&mut self, what: impl FnOnce(&mut Self) -> T) -> T {
        let (records, block) = (self.records(), self.app.block_info());
        let watch = self.watch.clone();
        let seen = what(self);
        for (key, _) in self.records() {
            self.app.storage_mut().remove(&key);
        }
        for (key, value) in records {
            self.app.storage_mut().set(&key, &value);
        }
        self.app.set_block(block);
        self.watch = watch;
        seen
    }

    fn records(&self) -> Vec<Record> {
        let all = self.app.storage().range(None, None, Order::Ascending);
        all.collect()
    }

    /// Everything that the lending contract has stored.
    pub fn dump(&self) -> Vec<Record> {
        self.app.dump_wasm_raw(&self.lending.0)
    }

    /// P-18 of one limit: what it names succeeds as it is, and one more is refused.
    #[track_caller]
    pub fn assert_limit(
        &mut self,
        limit: &LimitResponse,
        take: impl Fn(&mut Self, u128) -> crate::error::Outcome,
    ) {
        let most = limit.amount.raw();
        let done = most == 0 || self.trial(|suite| take(suite, most)).is_ok();
        assert!(done, "P-18: {limit:?} is refused");
        let more = self.trial(|suite| take(suite, most.saturating_add(1)));
        assert!(more.is_err(), "P-18: one more than {limit:?} succeeds");
    }
}
