//! `ballast answer` on the command line.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use std::io::Write;
use std::process::{Command, Output, Stdio};

const FILE: &str = "[assets.ATOM]\nprice = \"9.87\"\n";

fn answer(file: &str, question: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("answers.toml"), file).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ballast"))
        .current_dir(folder.path())
        .args(["answer", "--from", "answers.toml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // a file that is refused is refused before the question is read
    let _ = child.stdin.take().unwrap().write_all(question.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn prices_out_of_a_file() {
    let output = answer(FILE, r#"{"prices":{"names":["ATOM"],"now":1700000000}}"#);
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "{\"prices\":[{\"name\":\"ATOM\",\"price\":\"9.87\",\"time\":1700000000}]}\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_cannot_be_used_is_one_line() {
    for (file, question, line) in [
        (FILE, "hello", "error: no question on standard input: expected value at line 1 column 1; docs/outside-answers.md shows one\n"),
        ("[assets.ATOM]\nprise = \"9.87\"\n", "", "error: answers.toml, line 2, column 1: unknown field `prise`, expected one of `price`, `asset`, `decimals`\n"),
        (FILE, r#"{"route":{"sell":{"native":"uatom"},"amount":"1","buy":{"native":"uusdc"},"trader":"wasm1k","now":1}}"#, "error: cannot answer: the file names no `[exchange]`, so there are no routes\n"),
    ] {
        let output = answer(file, question);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), line);
        assert_eq!(output.status.code(), Some(2));
    }
}
