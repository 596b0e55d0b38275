//! `watch.toml`: the example of the docs.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use ballast_daemon::parse_settings;
use ballast_watch::Settings;

const EXAMPLE: &str = include_str!("../../../docs/watch.toml");

#[test]
fn the_example_is_read_and_has_the_defaults() {
    let example: Settings = parse_settings("watch.toml", EXAMPLE).unwrap();
    let plain = Settings::of("http://127.0.0.1:26657", "wasm1lending");
    let served = Settings {
        metrics_port: Some(9465),
        ..plain
    };
    assert_eq!(example, served);
}

#[test]
fn an_unknown_key_is_named() {
    let wrong = EXAMPLE.replace("every_seconds", "every");
    let refused = parse_settings::<Settings>("watch.toml", &wrong).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "watch.toml, line 6, column 1: unknown field `every`, expected one of `node`, `lending`, `every_seconds`, `metrics_port`, `log`"
    );
}
