//! What clients are generated from must be what the contracts understand.
#![allow(clippy::unwrap_used)] // a test may stop at the first surprise

#[path = "../examples/schema/render.rs"]
mod render;

#[test]
fn the_committed_schemas_are_those_of_the_code() {
    for (path, expected) in render::files().unwrap() {
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == expected,
            "{} is stale: run `cargo schema`",
            path.display()
        );
    }
}
