//! The stories, for whoever has a chain for them: natively, and beside the shipped wasm in `packages/gas`.

mod advice;
mod attacks;
mod batches;
mod cw20;
mod door;
mod examples;
mod flash;
mod foresight;
mod governance;
mod limits;
mod liquidations;
mod operators;
mod outside;
mod pro_rata;
mod ramps;
mod ranges;
mod received;
mod refused;
mod roles;
mod smoke;
mod stewards;
mod supply;
mod tokens;
mod turned;
mod world;
