//! What governance does.

mod asset;
mod bounds;
mod config;
mod correlations;
mod door;
mod oracle;
mod pause;
mod ramp;
mod reserves;
mod rights;

pub use asset::{list_asset, update_asset};
pub use config::{address, set_roles, update_config, update_ownership, ConfigUpdate, RolesUpdate};
pub use correlations::update_correlations;
pub use pause::{pause, unpause, Pause};
pub use ramp::ramp;
pub use reserves::{withdraw_reserves, WithdrawReserves};
pub use rights::{Roles, ROLES};
