//! What the crate `risk` shows.

use super::source::Source;
use std::collections::BTreeSet;

const FACADE: &str = "packages/risk/src/lib.rs";

/// A group of names that stands in the façade itself is no room.
pub fn public_rooms(facade: &Source) -> Vec<String> {
    let open = facade
        .code()
        .filter(|(_, line)| line.starts_with("pub mod ") && line.ends_with(';'));
    open.map(|(_, line)| format!("`{line}` opens a room beside the façade"))
        .collect()
}

/// What every caller meets fits a screen; the rest stands in groups, which are indented.
const MOST_NAMES: usize = 40;

/// The names at the top of the façade, where they are more than anybody keeps in mind.
pub fn crowded(facade: &Source) -> Vec<String> {
    let names = shown(&code(facade), "\npub use ").len();
    let found = format!("{names} names stand at the top of the façade, {MOST_NAMES} may");
    Vec::from_iter((names > MOST_NAMES).then_some(found))
}

/// Names that the façade shows and nobody outside of the crate's sources says.
pub fn unused(all: &[Source]) -> Vec<String> {
    let outside = all
        .iter()
        .filter(|source| !source.path.starts_with("packages/risk/src/"));
    let said: BTreeSet<&str> = outside.flat_map(|source| words(&source.text)).collect();
    let facade = all.iter().find(|source| source.path == FACADE);
    let code = facade.map(code).unwrap_or_default();
    let unsaid = shown(&code, "pub use ")
        .into_iter()
        .filter(|name| !said.contains(name));
    unsaid
        .map(|name| format!("nobody outside of risk names `{name}`"))
        .collect()
}

/// Each line behind a line break, so that what is not indented can be told.
fn code(facade: &Source) -> String {
    let lines = facade.code().map(|(_, line)| format!("\n{line}"));
    lines.collect()
}

/// What stands behind the first `::` of each use that `mark` begins.
fn shown<'a>(code: &'a str, mark: &str) -> Vec<&'a str> {
    let uses = code.split(mark).skip(1);
    let trees = uses.filter_map(|rest| rest.split(';').next()?.split_once("::"));
    trees.flat_map(|(_, names)| words(names)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    parts.filter(|part| !part.is_empty())
}
