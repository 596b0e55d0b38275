//! The oracle in stories on a native chain, by what they are about.

mod bounds;
mod breaker;
mod chain;
mod governance;
mod halts;
mod reports;
