//! Routes from whom the operator names.

use crate::decide::{NoRoute, Route, Routes, Wanted};
use ballast_daemon::{unix_now, Outside, RouteQuestion};

/// A command or a URL. Asks while its thread waits: inside a runtime of several threads only.
#[derive(Clone, Debug)]
pub struct OutsideRoutes {
    /// Absent: nothing is swapped.
    pub outside: Option<Outside>,
    /// Who swaps.
    pub trader: String,
    /// Seconds after which an answer is too old.
    pub max_age: u64,
}

impl Routes for OutsideRoutes {
    fn route(&self, wanted: &Wanted) -> Result<Route, NoRoute> {
        let Some(outside) = &self.outside else {
            return Err(NoRoute::of(wanted, "the settings name no `[routes]`"));
        };
        let question = RouteQuestion {
            sell: wanted.offer.clone(),
            amount: wanted.amount,
            buy: wanted.want.clone(),
            trader: self.trader.clone(),
            now: unix_now(),
        };
        let asked = || {
            let runtime = tokio::runtime::Handle::current();
            runtime.block_on(outside.route(question, self.max_age))
        };
        let found = tokio::task::block_in_place(asked);
        let found = found.map_err(|error| NoRoute::of(wanted, error.to_string()))?;
        Ok(Route {
            receive: found.receive,
            calls: found.calls,
        })
    }
}
