//! JSON as contracts read and write it: the interface of the public crate `serde-json-wasm` that cosmwasm-std calls, made
//! small and cheap in the VM.
//!
//! serde makes a copy of every generic function for every type that is read or written. Here those functions only call
//! shared ones, so a further message type costs its own fields and little more. Strings, most of every message, are
//! searched for quotes and escapes eight bytes at a time.
//!
//! As there: no floats (a chain must not compute with them), integers of up to 128 bits, at most 128 levels of
//! nesting, nothing behind the value but space. Stricter: what is skipped must be JSON too, as RFC 8259 has it.

pub mod de;
mod reader;
pub mod ser;
mod text;
mod writer;

pub use de::{from_slice, from_str};
pub use ser::{to_string, to_vec};
