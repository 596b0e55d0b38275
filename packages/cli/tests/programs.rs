//! `ballast feeder` and `ballast watch` on the command line: what is wrong is one line, what passes is waited for.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Nobody listens on port 1.
const NOWHERE: &str = "http://127.0.0.1:1";
const FEEDER: &str = include_str!("../../../docs/feeder.toml");
const WATCH: &str = include_str!("../../../docs/watch.toml");

fn ballast(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ballast"));
    command.current_dir(folder).args(arguments);
    command
}

/// A folder with these settings, which ask a node that is not there and serve no metrics.
fn folder(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings.replace("http://127.0.0.1:26657", NOWHERE);
    let settings = settings.replace("metrics_port = 94", "# metrics_port = 94");
    fs::write(folder.path().join("settings.toml"), settings).unwrap();
    folder
}

#[track_caller]
fn assert_refused(output: &Output, line: &str) {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(said, format!("error: {line}\n"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn settings_that_cannot_be_used_are_one_line() {
    for (command, settings, line) in [
        ("feeder", FEEDER.replace("every_seconds", "every"), "settings.toml, line 7, column 1: unknown field `every`, expected one of `node`, `chain_id`, `oracle`, `feeder`, `every_seconds`, `metrics_port`, `log`, `report`, `rules`, `sources`, `assets`"),
        ("feeder", FEEDER.replace("min_sources = 2", "min_sources = 3"), "settings.toml: [[assets]] uatom: 2 sources know it and min_sources is 3; name more, or ask for fewer"),
        ("watch", WATCH.replace("lending =", "market ="), "settings.toml, line 5, column 1: unknown field `market`, expected one of `node`, `lending`, `every_seconds`, `metrics_port`, `log`"),
    ] {
        let folder = folder(&settings);
        let output = ballast(folder.path(), &[command, "--config", "settings.toml"]).output();
        assert_refused(&output.unwrap(), line);
    }
}

#[test]
fn a_look_at_a_node_that_does_not_answer() {
    let folder = folder(WATCH);
    let arguments = ["watch", "--node", NOWHERE, "--lending", "wasm1x", "--once"];
    let output = ballast(folder.path(), &arguments).output().unwrap();
    assert_refused(
        &output,
        "no node answers at http://127.0.0.1:1 (no connection); start one, or name another address",
    );
    assert_eq!(output.stdout, b"");
}

#[test]
fn a_watch_needs_a_node_and_a_market() {
    let folder = folder(WATCH);
    let output = ballast(folder.path(), &["watch", "--node", NOWHERE]).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--lending <ADDRESS>"), "{said}");
}

#[test]
fn a_feeder_runs_one_round_only_with_a_node() {
    let folder = folder(FEEDER);
    let arguments = ["feeder", "--config", "settings.toml", "--dry-run", "--once"];
    let output = ballast(folder.path(), &arguments).output().unwrap();
    assert_refused(
        &output,
        "settings.toml: no node answers at http://127.0.0.1:1 (no connection); start one, or name another address",
    );
}

/// Waits, says so and for how long, and ends cleanly when it is told to.
#[test]
fn both_wait_for_a_node_and_stop_at_a_signal() {
    for (command, settings) in [("feeder", FEEDER), ("watch", WATCH)] {
        let folder = folder(settings);
        let mut child = ballast(folder.path(), &[command, "--config", "settings.toml"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let waits = "no node answers at http://127.0.0.1:1 (no connection); start one, or name another address; trying again in 1 s";
        assert!(line.contains("WARN") && line.contains(waits), "{line}");
        let id = child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        log.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("SIGTERM: stopping"), "{rest}");
    }
}

#[test]
fn a_line_of_the_log_is_one_object_where_that_is_asked_for() {
    let folder = folder(WATCH);
    let arguments = ["watch", "--config", "settings.toml", "--log", "json"];
    let mut child = ballast(folder.path(), &arguments)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    log.read_line(&mut line).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(said.get("level").unwrap(), "WARN");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let settings = WATCH.replace("9465", &port.to_string());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("settings.toml"), settings).unwrap();
    let output = ballast(folder.path(), &["watch", "--config", "settings.toml"]).output();
    assert_refused(
        &output.unwrap(),
        &format!("cannot serve metrics on 127.0.0.1:{port}: Address already in use (os error 98); set `metrics_port` to a free one, or leave it out"),
    );
}

fn signed() -> tempfile::TempDir {
    let settings = FEEDER.replace("way = \"own\"", "way = \"signed\"");
    folder(&settings.replace("# signing_key", "signing_key"))
}

/// The key of docs/signed-reports.md.
#[test]
fn the_public_half_of_a_key_is_printed_for_the_oracle() {
    let folder = signed();
    let key = folder.path().join("sign.key");
    fs::write(
        &key,
        "9d76a255054146c6ef0bd437e01cada1282db823966c82f5aad778bda767ca42\n",
    )
    .unwrap();
    let arguments = ["feeder", "--config", "settings.toml", "--public-key"];
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let open = ballast(folder.path(), &arguments).output().unwrap();
    assert_refused(
        &open,
        "others may read the secret in sign.key; `chmod 600 sign.key` keeps it to you",
    );
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let output = ballast(folder.path(), &arguments).output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "A4MqTzRbFsJZqPWhdvGmDqeSwT27a0/MeMGbprmObSbK\n"
    );
}
