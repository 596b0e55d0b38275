//! `ballast keeper` on the command line: what it cannot work with is one line with what to do.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const FILE: &str = r#"
node = "http://127.0.0.1:1"
chain_id = "test"
address_prefix = "wasm"
lending = "wasm1lending"
key = { env = "KEEPER_TEST_KEY" }
gas_price = "0.025ustake"
means = "inventory"
minimum_profit = "1"
"#;
const KEY: &str = "0000000000000000000000000000000000000000000000000000000000000001";

fn keeper(file: &str, key: Option<&str>) -> (tempfile::TempDir, Command) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("keeper.toml"), file).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ballast"));
    command.current_dir(folder.path());
    command.args(["keeper", "--config", "keeper.toml"]);
    match key {
        Some(key) => command.env("KEEPER_TEST_KEY", key),
        None => command.env_remove("KEEPER_TEST_KEY"),
    };
    (folder, command)
}

#[test]
fn what_it_cannot_work_with_is_one_line_with_what_to_do() {
    let unset = "error: the environment has no KEEPER_TEST_KEY (or it is no text); set it to the secret, or name a file\n";
    let neither = "error: the environment variable KEEPER_TEST_KEY holds neither a mnemonic of 12 to 24 words nor 64 hex digits\n";
    for (change, key, line) in [
        (("minimum_profit", "minimal_profit"), Some(KEY), "error: keeper.toml, line 9, column 1: unknown field `minimal_profit`, expected one of "),
        (("\"inventory\"", "\"flash_loan\""), Some(KEY), "error: liquidator: flash loans go through a contract of your own; write its address, or `means = \"inventory\"`\n"),
        (("\"1\"", "\"a lot\""), Some(KEY), "error: keeper.toml, line 9, column 18: "),
        (("0.025ustake", "cheap"), Some(KEY), "error: keeper.toml, line 7, column 13: `cheap` is no gas price"),
        (("", ""), None, unset),
        (("", ""), Some("hello"), neither),
    ] {
        let (_folder, mut command) = keeper(&FILE.replacen(change.0, change.1, 1), key);
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with(line) && said.lines().count() == 1, "{said}");
        assert_eq!(output.status.code(), Some(2), "{said}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (folder, mut command) = keeper(FILE, Some(KEY));
    std::fs::remove_file(folder.path().join("keeper.toml")).unwrap();
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(
        said.starts_with("error: cannot read keeper.toml: "),
        "{said}"
    );
}

/// Nobody listens at port 1: it says so, waits, and says so again.
#[test]
fn a_node_that_is_not_there_is_waited_for() {
    let (_folder, mut command) = keeper(FILE, Some(KEY));
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let lines: Vec<String> = lines.take(2).map(Result::unwrap).collect();
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(running, "{lines:?}");
    for (line, wait) in lines.iter().zip(["in 1 s", "in 2 s"]) {
        assert!(
            line.contains("no node answers at http://127.0.0.1:1"),
            "{line}"
        );
        assert!(line.ends_with(wait), "{line}");
    }
}
