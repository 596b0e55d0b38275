//! The rules of the house, kept by reading its sources as plain text. Each rule is shown to fail on a small bad example.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)] // a test may stop at the first surprise

mod docs;
mod facade;
mod imports;
mod lines;
mod source;

use source::{on_chain, sources, Source};

/// What a rule has to say against the house; nothing where it is tidy.
#[track_caller]
fn assert_tidy(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[track_caller]
fn assert_seen(found: &[String], what: &str) {
    assert!(
        found.iter().any(|it| it.contains(what)),
        "{found:?} misses `{what}`"
    );
}

fn each(rule: fn(&Source) -> Vec<String>, of: &[Source]) -> Vec<String> {
    of.iter().flat_map(rule).collect()
}

#[test]
fn files_and_functions_fit_a_screen_or_two() {
    assert_tidy(each(lines::too_long, &sources()));
    let long = "fn f() {\n".to_owned() + &"    step();\n".repeat(61) + "}\n";
    assert_seen(
        &lines::too_long(&Source::of("x/src/a.rs", &long)),
        "function `f` has 63 lines",
    );
    let test = "#[test]\nfn t() {\n".to_owned() + &"    step();\n".repeat(40) + "}\n";
    assert_seen(
        &lines::too_long(&Source::of("x/src/a.rs", &test)),
        "test `t` has 42 lines",
    );
    let file = "// line\n".repeat(401);
    assert_seen(
        &lines::too_long(&Source::of("x/src/a.rs", &file)),
        "401 lines",
    );
}

#[test]
fn divisions_and_roundings_stand_in_units_alone() {
    assert_tidy(each(lines::divisions, &on_chain()));
    for bad in [
        "    let x = a / b;\n",
        "    a.checked_div(b)\n",
        "    x.multiply_ratio(a, b)\n",
    ] {
        let found = lines::divisions(&Source::of("contracts/lending/src/a.rs", bad));
        assert_seen(&found, "a division outside units");
    }
    let nameless = "pub fn mul_div(a: u128) -> u128 {\n}\n";
    let found = lines::divisions(&Source::of("packages/risk/src/units/mod.rs", nameless));
    assert_seen(&found, "rounds without a direction in its name");
}

#[test]
fn parameters_have_names() {
    assert_tidy(each(lines::tuple_parameters, &on_chain()));
    let bad = "pub fn f(\n    x: u8,\n    (a, b): (u8, u8),\n) -> (u8, u8) {\n";
    let found = lines::tuple_parameters(&Source::of("packages/x/src/a.rs", bad));
    assert_eq!(found, ["packages/x/src/a.rs:3: a tuple as a parameter"]);
}

#[test]
fn event_keys_are_the_interfaces() {
    assert_tidy(each(lines::hand_typed_keys, &on_chain()));
    let bad = Source::of(
        "contracts/lending/src/a.rs",
        "    e.add_attribute(\"asset\", x)\n",
    );
    assert_seen(&lines::hand_typed_keys(&bad), "an event key typed by hand");
}

#[test]
fn a_conversion_that_may_fail_says_so_or_cannot() {
    assert_tidy(each(lines::swallowed_conversions, &on_chain()));
    let bad = Source::of(
        "packages/risk/src/a.rs",
        "    u8::try_from(x).unwrap_or(u8::MAX)\n",
    );
    assert_seen(
        &lines::swallowed_conversions(&bad),
        "a conversion that hides its failure",
    );
}

#[test]
fn risk_shows_its_facade_and_nothing_else() {
    let facade = sources()
        .into_iter()
        .find(|s| s.path == "packages/risk/src/lib.rs")
        .unwrap();
    assert_tidy(facade::public_rooms(&facade));
    let bad = Source::of("packages/risk/src/lib.rs", "pub mod health;\n");
    assert_seen(
        &facade::public_rooms(&bad),
        "`pub mod health;` opens a room",
    );
}

#[test]
fn the_facade_of_risk_fits_a_screen() {
    let facade = sources()
        .into_iter()
        .find(|s| s.path == "packages/risk/src/lib.rs")
        .unwrap();
    assert_tidy(facade::crowded(&facade));
    let names: String = (0..41).map(|n| format!("    Name{n},\n")).collect();
    let text =
        format!("pub mod json {{\n    pub use super::a::B;\n}}\npub use units::{{\n{names}}};\n");
    let bad = Source::of("packages/risk/src/lib.rs", &text);
    assert_seen(&facade::crowded(&bad), "41 names stand at the top");
}

#[test]
fn the_facade_of_risk_is_what_others_use() {
    assert_tidy(facade::unused(&sources()));
    let facade = Source::of(
        "packages/risk/src/lib.rs",
        "pub use units::{Used, Unused};\n",
    );
    let user = Source::of("packages/ledger/src/a.rs", "use ballast_risk::Used;\n");
    assert_seen(
        &facade::unused(&[facade, user]),
        "nobody outside of risk names `Unused`",
    );
}

#[test]
fn no_two_files_import_each_other() {
    assert_tidy(imports::mutual(&on_chain()));
    let a = Source::of("packages/x/src/a.rs", "use crate::b::B;\n");
    let b = Source::of("packages/x/src/b.rs", "use super::a::A;\n");
    let root = Source::of("packages/x/src/lib.rs", "mod a;\nmod b;\n");
    assert_seen(&imports::mutual(&[a, b, root]), "import each other");
}

#[test]
fn no_two_files_import_each_other_by_way_of_their_room() {
    let room = Source::of(
        "packages/x/src/r/mod.rs",
        "mod a;\nmod b;\npub use a::{A, Z};\npub use b::B;\n",
    );
    let a = Source::of("packages/x/src/r/a.rs", "use super::{B, b::C};\n");
    let b = Source::of("packages/x/src/r/b.rs", "use crate::r::Z;\n");
    assert_seen(&imports::mutual(&[room, a, b]), "import each other");
}

#[test]
fn the_docs_name_what_is_there() {
    assert_tidy(docs::missing_paths());
    assert_seen(
        &docs::missing_in("x.md", "see `packages/nowhere/src/a.rs`"),
        "packages/nowhere/src/a.rs",
    );
    assert_seen(
        &docs::missing_in("x.md", "`account.borrow_never(…)` does"),
        "borrow_never",
    );
}

#[test]
fn links_in_the_docs_lead_somewhere() {
    assert_tidy(docs::broken_links());
    let found = docs::broken_links_in("docs/x.md", "see [it](nowhere.md#part) and [us](spec.md)");
    assert_eq!(found, ["docs/x.md: the link to nowhere.md leads nowhere"]);
}

#[test]
fn commands_in_the_docs_can_be_given() {
    assert_tidy(docs::unknown_commands());
    for (bad, what) in [
        ("`scripts/none --all`", "there is no scripts/none"),
        ("```sh\ncargo frob\n```", "cargo has no `frob`"),
        ("`cargo test -p ballast-none`", "there is no ballast-none"),
        ("`UPDATE=1 cargo test --test none`", "there is no none"),
    ] {
        assert_seen(&docs::unknown_commands_in("x.md", bad), what);
    }
}

#[test]
fn examples_in_the_docs_are_run() {
    assert_tidy(docs::examples_not_run());
    assert_seen(
        &docs::not_run_in("x.md", "```rust\nlet x = 1;\n```\n"),
        "a rust example",
    );
    assert_seen(
        &docs::not_run_in("x.md", "```json\n{\"a\": \n```\n"),
        "no JSON",
    );
}
