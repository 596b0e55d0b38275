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
    let mut top = String::new();
    let mut inside = false;
    for (_, line) in facade.code() {
        inside |= line.starts_with("pub use ");
        if inside {
            top.push_str(line);
            top.push(' ');
        }
        inside &= !line.ends_with(';');
    }
    let uses = top.split("pub use ").skip(1);
    let trees = uses.filter_map(|rest| rest.split_once("::"));
    let names = trees.flat_map(|(_, names)| words(names)).count();
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
    let code: String = facade
        .iter()
        .flat_map(|facade| facade.code())
        .map(|(_, line)| line.to_owned() + " ")
        .collect();
    let uses = code.split("pub use ").skip(1);
    let trees = uses.filter_map(|rest| rest.split(';').next()?.split_once("::"));
    trees
        .flat_map(|(_, names)| words(names))
        .filter(|name| !said.contains(name))
        .map(|name| format!("nobody outside of risk names `{name}`"))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    parts.filter(|part| !part.is_empty())
}
