//! Which file imports which: by path, and by way of what a room (`mod.rs`) shows of its files.

use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of files of one crate that import each other.
pub fn mutual(all: &[Source]) -> Vec<String> {
    let files: BTreeMap<&str, &Source> = all.iter().map(|s| (s.path.as_str(), s)).collect();
    let mut arrows: BTreeSet<(String, String)> = BTreeSet::new();
    for source in all {
        for name in used(source) {
            if let Some(target) = resolve(&files, source, &name) {
                if target != source.path {
                    arrows.insert((source.path.clone(), target));
                }
            }
        }
    }
    let back = |(from, to): &&(String, String)| {
        // a room knows its files: that is no circle
        let room = from.ends_with("mod.rs") || from.ends_with("lib.rs");
        let room = room || to.ends_with("mod.rs") || to.ends_with("lib.rs");
        from < to && !room && arrows.contains(&(to.clone(), from.clone()))
    };
    let pairs = arrows.iter().filter(back);
    pairs
        .map(|(a, b)| format!("{a} and {b} import each other"))
        .collect()
}

/// Every path that is imported, braces undone: `super::{A, b::C}` is `super::A` and `super::b::C`.
fn used(source: &Source) -> Vec<String> {
    let code: String = source
        .code()
        .map(|(_, line)| line.trim().to_owned() + " ")
        .collect();
    let mut found = Vec::new();
    for part in code.split("use ").skip(1) {
        let Some((tree, _)) = part.split_once(';') else {
            continue;
        };
        if tree.starts_with("crate::") || tree.starts_with("super::") {
            expand("", tree.trim(), &mut found);
        }
    }
    found
}

fn expand(prefix: &str, tree: &str, found: &mut Vec<String>) {
    match tree.split_once('{') {
        None => found.push(format!(
            "{prefix}{}",
            tree.split(" as ").next().unwrap_or(tree).trim()
        )),
        Some((head, rest)) => {
            let body = rest.trim_end().strip_suffix('}').unwrap_or(rest);
            let prefix = format!("{prefix}{}", head.trim());
            for part in split_top(body) {
                expand(&prefix, part.trim(), found);
            }
        }
    }
}

/// Splits at the commas that stand outside of braces.
fn split_top(body: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&body[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&body[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// The file that a path means.
fn resolve(files: &BTreeMap<&str, &Source>, from: &Source, name: &str) -> Option<String> {
    let (krate, inner) = from.path.split_once("/src/")?;
    let mut folder: Vec<&str> = inner.split('/').collect();
    let file = folder.pop()?;
    let mut words = name.split("::").peekable();
    let is_room = file == "mod.rs" || file == "lib.rs";
    match words.next()? {
        "crate" => folder.clear(),
        _ if is_room => {
            folder.pop();
        }
        _ => {}
    }
    while words.peek() == Some(&"super") {
        words.next();
        folder.pop();
    }
    let mut place: Vec<String> = folder.iter().map(ToString::to_string).collect();
    let mut last = None;
    for word in words {
        let base = format!(
            "{krate}/src/{}",
            place.iter().map(|p| format!("{p}/")).collect::<String>()
        );
        if files.contains_key(format!("{base}{word}.rs").as_str()) {
            return Some(format!("{base}{word}.rs"));
        }
        if files.contains_key(format!("{base}{word}/mod.rs").as_str()) {
            place.push(word.to_owned());
            last = None;
        } else {
            last = Some(word);
            break;
        }
    }
    let base = format!(
        "{krate}/src/{}",
        place.iter().map(|p| format!("{p}/")).collect::<String>()
    );
    let room = [format!("{base}mod.rs"), format!("{base}lib.rs")];
    let room = room.iter().find_map(|it| files.get(it.as_str()))?;
    shown_by(room, last?).map(|file| format!("{base}{file}.rs"))
}

/// The file of a room from which it shows a name.
fn shown_by(room: &Source, name: &str) -> Option<String> {
    let code: String = room
        .code()
        .map(|(_, line)| line.trim().to_owned() + " ")
        .collect();
    for part in code.split("use ").skip(1) {
        let (tree, _) = part.split_once(';')?;
        let mut found = Vec::new();
        expand("", tree.trim(), &mut found);
        for path in found {
            if let Some((file, shown)) = path.rsplit_once("::") {
                if shown == name && !file.contains("::") {
                    return Some(file.to_owned());
                }
            }
        }
    }
    None
}
