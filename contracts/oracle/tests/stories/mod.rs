//! The oracle in stories on a native chain, by what they are about.

mod bounds;
mod breaker;
mod candles;
mod chain;
mod derivatives;
mod governance;
mod halts;
mod modules;
mod monitor;
mod quoted;
mod refresh;
mod reports;
mod scripted;
mod signed;
mod sources;
