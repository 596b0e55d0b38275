//! The stories, for whoever has a chain for them: natively, and beside the shipped wasm in `packages/gas`.

mod bad_debt;
mod exits;
mod halts;
mod limits;
mod liquidation;
mod missing;
mod oracle;
mod statuses;
mod withheld;
