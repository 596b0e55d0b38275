//! Sources as operators have them: some answer, some are slow, some talk nonsense. Each ends in one typed line.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use ballast_daemon::{parse_settings, Outside, OutsideError, PricesAnswer, PricesQuestion};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

const NOW: u64 = 1_700_000_000;

fn source(settings: &str) -> Outside {
    parse_settings("feeder.toml", &format!("name = \"kraken\"\n{settings}")).unwrap()
}

/// A shell stands for whatever an operator wrote.
fn shell(script: &str) -> Outside {
    source(&format!(
        "command = [\"sh\", \"-c\", '{script}']\ntimeout_seconds = 2"
    ))
}

fn question() -> PricesQuestion {
    PricesQuestion {
        names: vec!["ATOM".to_owned()],
        now: NOW,
    }
}

async fn asked(source: &Outside) -> Result<PricesAnswer, OutsideError> {
    source.prices(question()).await
}

async fn complaint(source: &Outside) -> String {
    asked(source)
        .await
        .map_or_else(|error| error.to_string(), |found| format!("{found:?}"))
}

/// Answers one request on loopback with these bytes.
fn server(answer: String) -> Outside {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = client.read(&mut request).unwrap();
        client.write_all(answer.as_bytes()).unwrap();
    });
    source(&format!("url = \"http://{at}/prices\""))
}

fn http(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

const ATOM: &str = r#"{"prices":[{"name":"ATOM","price":"9.87","time":1700000000}]}"#;

#[tokio::test]
async fn a_command_reads_the_question_and_answers() {
    let kraken = shell(
        r#"grep -q "{.prices.:{.names.:..ATOM..,.now.:1700000000}}" && echo "{\"prices\":[{\"name\":\"ATOM\",\"price\":\"9.87\",\"time\":1700000000}]}""#,
    );
    let answer = asked(&kraken).await.unwrap();
    assert_eq!(answer, serde_json::from_str(ATOM).unwrap());
}

#[tokio::test]
async fn a_url_answers() {
    let answer = asked(&server(http("200 OK", ATOM))).await.unwrap();
    assert_eq!(answer, serde_json::from_str(ATOM).unwrap());
}

#[tokio::test]
async fn garbage_is_shown() {
    assert_eq!(
        complaint(&shell("echo hello")).await,
        "kraken: expected value at line 1 column 1; found `hello`, docs/outside-answers.md shows an answer"
    );
    let number = shell(r#"echo "{\"prices\":[{\"name\":\"ATOM\",\"price\":9.87,\"time\":1}]}""#);
    let said = complaint(&number).await;
    assert!(said.contains("price\":9.87"), "{said}");
    let empty = complaint(&shell("true")).await;
    assert!(empty.starts_with("kraken: EOF while parsing"), "{empty}");
}

#[tokio::test]
async fn one_that_fails_says_why() {
    assert_eq!(
        complaint(&shell("echo no key >&2; exit 3")).await,
        "kraken: ended with exit code 3, and an answer ends with 0; it said: no key"
    );
    assert_eq!(
        complaint(&shell(r#"echo "{\"error\":\"closed on Sundays\"}""#)).await,
        "kraken: has no answer: closed on Sundays"
    );
    assert_eq!(
        complaint(&server(http("503 Busy", "later"))).await,
        "kraken: answered with HTTP status 503, and an answer has 200; it said: later"
    );
}

#[tokio::test]
async fn one_that_hangs_is_left() {
    let hanging = source("command = [\"sleep\", \"60\"]\ntimeout_seconds = 1");
    assert_eq!(
        complaint(&hanging).await,
        "kraken: no answer within 1 s; make it faster, or raise `timeout_seconds`"
    );
}

#[tokio::test]
async fn one_that_never_stops_talking_is_cut_off() {
    let endless = source("command = [\"yes\"]\ntimeout_seconds = 5");
    assert_eq!(
        complaint(&endless).await,
        "kraken: answered more than 65536 bytes"
    );
    let long = "x".repeat(70_000);
    assert_eq!(
        complaint(&server(http("200 OK", &long))).await,
        "kraken: answered more than 65536 bytes"
    );
}

/// More complaints than a pipe holds, before the answer.
#[tokio::test]
async fn one_that_complains_at_length_is_heard_all_the_same() {
    let noisy = shell("head -c 200000 /dev/zero >&2; echo {\\\"prices\\\":[]}");
    assert_eq!(asked(&noisy).await.unwrap().prices, []);
}

#[tokio::test]
async fn one_that_is_not_there_is_named() {
    let said = complaint(&source("command = [\"/no/such/program\"]")).await;
    assert!(
        said.starts_with("kraken: cannot start `/no/such/program`: No such file"),
        "{said}"
    );
    let closed = complaint(&source("url = \"http://127.0.0.1:1/\"")).await;
    assert!(
        closed.starts_with("kraken: cannot be reached: "),
        "{closed}"
    );
    assert!(closed.contains("onnection refused"), "{closed}");
}

#[test]
fn settings_that_name_no_one_way_are_refused() {
    for (settings, reason) in [
        ("", "source `kraken`: name either `command` or `url`"),
        (
            "command = []",
            "source `kraken`: `command` is empty; write program and arguments",
        ),
        (
            "url = \"ftp://x\"",
            "source `kraken`: url: found `ftp://x`, write one that begins with http://",
        ),
        (
            "url = \"http://x\"\ncommand = [\"x\"]",
            "name either `command` or `url`",
        ),
        (
            "url = \"http://x\"\ntimeout_seconds = 0",
            "timeout_seconds: found 0, allowed is 1 to 60",
        ),
        (
            "uri = \"http://x\"",
            "unknown field `uri`, expected one of `name`, `command`, `url`, `timeout_seconds`",
        ),
    ] {
        let text = format!("name = \"kraken\"\n{settings}");
        let refused = parse_settings::<Outside>("feeder.toml", &text)
            .unwrap_err()
            .to_string();
        assert!(refused.contains(reason), "{refused}");
    }
}
