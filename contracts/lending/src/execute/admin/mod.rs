//! What governance does.

mod asset;
mod config;
mod correlations;
mod pause;
mod reserves;

pub use asset::{list_asset, update_asset};
pub use config::{address, set_roles, update_config, update_ownership};
pub use correlations::update_correlations;
pub use pause::{pause, unpause, Pause};
pub use reserves::{withdraw_reserves, WithdrawReserves};
