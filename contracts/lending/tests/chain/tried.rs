//! A message tried without consequences.

use super::Chain;
use ballast_interface::lending::{ExecuteMsg, LimitResponse, QueryMsg};
use cosmwasm_std::{Order, Storage};

impl Chain {
    /// Would it be done? Everything is put back.
    pub fn would(&mut self, name: &str, msg: ExecuteMsg) -> bool {
        let kept = self.records();
        let done = self.outcome(name, msg, &[]).is_ok();
        for (key, _) in self.records() {
            self.app.storage_mut().remove(&key);
        }
        for (key, value) in kept {
            self.app.storage_mut().set(&key, &value);
        }
        done
    }

    fn records(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let all = self.app.storage().range(None, None, Order::Ascending);
        all.collect()
    }

    /// P-18 of one limit: the answer succeeds, one more is refused.
    #[track_caller]
    pub fn assert_limit(&mut self, name: &str, asked: QueryMsg, msg: impl Fn(u128) -> ExecuteMsg) {
        let limit: LimitResponse = self.ask(asked);
        let most = limit.amount.raw();
        let done = most == 0 || self.would(name, msg(most));
        assert!(done, "P-18: {limit:?} is refused");
        let more = self.would(name, msg(most + 1));
        assert!(!more, "P-18: one more than {limit:?} succeeds");
    }
}
