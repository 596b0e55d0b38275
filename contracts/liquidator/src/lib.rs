//! What a bot without inventory deploys: it borrows by flash loan, liquidates, swaps by whatever exchange the bot names,
//! returns the loan and pays the rest to its owner, or nothing happened. It holds nothing between messages.
//!
//! ```text
//! run → (what lies there is paid out) → refresh → flash_loan → on_flash_loan → step, step, … → give_back → (lending settles) → pay_out
//! ```

mod config;
pub mod contract;
pub mod error;
mod run;
mod wallet;

pub use error::ContractError;
