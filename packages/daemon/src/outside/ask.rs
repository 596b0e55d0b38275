//! One question, one answer, within a time and a size.

use super::error::OutsideError;
use super::question::{
    check_time, PricesAnswer, PricesQuestion, Question, Route, RouteAnswer, RouteQuestion,
};
use super::MAX_ANSWER;
use crate::text::one_line;
use serde::de::DeserializeOwned;
use serde::Deserialize;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

/// Bytes of a complaint that are read.
const MAX_COMPLAINT: u64 = 4096;

/// The table that names one: `name`, `command` or `url`, `timeout_seconds`.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct OutsideSettings {
    /// What logs, metrics and errors call it.
    pub name: String,
    /// Program and arguments; no shell.
    pub command: Option<Vec<String>>,
    pub url: Option<String>,
    /// 1 to 60; 5 if absent.
    pub timeout_seconds: Option<u64>,
}

/// Whom is asked: settings that were checked.
#[derive(Deserialize, Clone, Debug, PartialEq, Eq)]
#[serde(try_from = "OutsideSettings")]
pub struct Outside {
    name: String,
    way: Way,
    timeout: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    Command { program: String, rest: Vec<String> },
    Url(reqwest::Url),
}

impl TryFrom<OutsideSettings> for Outside {
    type Error = String;

    fn try_from(found: OutsideSettings) -> Result<Self, String> {
        let name = found.name;
        let way = match (found.command, found.url) {
            (Some(command), None) => command_way(&name, command)?,
            (None, Some(url)) => url_way(&name, &url)?,
            _ => return Err(format!("source `{name}`: name either `command` or `url`")),
        };
        let seconds = found.timeout_seconds.unwrap_or(5);
        if !(1..=60).contains(&seconds) {
            let range = "allowed is 1 to 60";
            return Err(format!(
                "source `{name}`: timeout_seconds: found {seconds}, {range}"
            ));
        }
        Ok(Self {
            name,
            way,
            timeout: Duration::from_secs(seconds),
        })
    }
}

fn command_way(name: &str, command: Vec<String>) -> Result<Way, String> {
    let mut words = command.into_iter();
    match words.next() {
        Some(program) if !program.is_empty() => Ok(Way::Command {
            program,
            rest: words.collect(),
        }),
        _ => Err(format!(
            "source `{name}`: `command` is empty; write program and arguments, such as [\"python3\", \"prices.py\"]"
        )),
    }
}

fn url_way(name: &str, url: &str) -> Result<Way, String> {
    let parsed = reqwest::Url::parse(url).ok();
    let parsed = parsed.filter(|url| matches!(url.scheme(), "http" | "https"));
    parsed.map(Way::Url).ok_or_else(|| {
        format!(
            "source `{name}`: url: found `{url}`, write one that begins with http:// or https://"
        )
    })
}

/// An answer that says why there is none.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Outside {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it says of prices; of those that it does not know, nothing. Their times are the asker's to judge.
    pub async fn prices(&self, question: PricesQuestion) -> Result<PricesAnswer, OutsideError> {
        self.ask(&Question::Prices(question)).await
    }

    /// A way to sell, as it held at most `max_age` seconds ago.
    pub async fn route(
        &self,
        question: RouteQuestion,
        max_age: u64,
    ) -> Result<Route, OutsideError> {
        let now = question.now;
        let RouteAnswer { route } = self.ask(&Question::Route(question)).await?;
        check_time(&self.name, route.time, now, max_age)?;
        Ok(route)
    }

    async fn ask<A: DeserializeOwned>(&self, question: &Question) -> Result<A, OutsideError> {
        let question = serde_json::to_vec(question).map_err(|error| self.garbage(&error, b""))?;
        let asked = async {
            match &self.way {
                Way::Command { program, rest } => self.run(program, rest, &question).await,
                Way::Url(url) => self.post(url, question).await,
            }
        };
        let late = |_| OutsideError::Late {
            name: self.name.clone(),
            seconds: self.timeout.as_secs(),
        };
        let answer = tokio::time::timeout(self.timeout, asked).await;
        self.read(&answer.map_err(late)??)
    }

    fn read<A: DeserializeOwned>(&self, answer: &[u8]) -> Result<A, OutsideError> {
        if let Ok(refusal) = serde_json::from_slice::<Refusal>(answer) {
            return Err(OutsideError::Refused {
                name: self.name.clone(),
                reason: one_line(&refusal.error),
            });
        }
        serde_json::from_slice(answer).map_err(|error| self.garbage(&error, answer))
    }

    fn garbage(&self, error: &serde_json::Error, answer: &[u8]) -> OutsideError {
        OutsideError::Garbage {
            name: self.name.clone(),
            reason: one_line(&error.to_string()),
            found: one_line(&String::from_utf8_lossy(answer)),
        }
    }

    async fn run(
        &self,
        program: &str,
        rest: &[String],
        question: &[u8],
    ) -> Result<Vec<u8>, OutsideError> {
        let not_started = |error: std::io::Error| OutsideError::NotStarted {
            name: self.name.clone(),
            program: program.to_owned(),
            reason: one_line(&error.to_string()),
        };
        let mut child = Command::new(program)
            .args(rest)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // one that is late is ended, not left behind
            .kill_on_drop(true)
            .spawn()
            .map_err(not_started)?;
        let (answer, said) = talk(&mut child, question).await.map_err(not_started)?;
        if answer.len() > MAX_ANSWER {
            return Err(self.too_long());
        }
        let status = child.wait().await.map_err(not_started)?;
        if !status.success() {
            return Err(OutsideError::Failed {
                name: self.name.clone(),
                code: code_of(status),
                said: one_line(&String::from_utf8_lossy(&said)),
            });
        }
        Ok(answer)
    }

    async fn post(&self, url: &reqwest::Url, question: Vec<u8>) -> Result<Vec<u8>, OutsideError> {
        let unreachable = |error: reqwest::Error| OutsideError::Unreachable {
            name: self.name.clone(),
            reason: one_line(&with_causes(&error)),
        };
        let client = reqwest::Client::new();
        let asked = client.post(url.clone()).body(question);
        let asked = asked.header("content-type", "application/json");
        let mut response = asked.send().await.map_err(unreachable)?;
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            answer.extend_from_slice(&chunk);
            if answer.len() > MAX_ANSWER {
                return Err(self.too_long());
            }
        }
        if response.status().as_u16() != 200 {
            return Err(OutsideError::Status {
                name: self.name.clone(),
                status: response.status().as_u16(),
                said: one_line(&String::from_utf8_lossy(&answer)),
            });
        }
        Ok(answer)
    }

    fn too_long(&self) -> OutsideError {
        OutsideError::TooLong {
            name: self.name.clone(),
            limit: MAX_ANSWER,
        }
    }
}

/// Asks a process and reads what it answers and what it complains of, both at once: neither pipe may fill up.
async fn talk(child: &mut Child, question: &[u8]) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let ask = async {
        if let Some(mut stdin) = stdin {
            // who answers without reading the question may do so
            let _ = stdin.write_all(question).await;
            let _ = stdin.shutdown().await;
        }
    };
    let most = u64::try_from(MAX_ANSWER).map_or(u64::MAX, |most| most.saturating_add(1));
    let complaint = async {
        let mut said = Vec::new();
        if let Some(mut stderr) = stderr {
            (&mut stderr)
                .take(MAX_COMPLAINT)
                .read_to_end(&mut said)
                .await?;
            tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await?;
        }
        std::io::Result::Ok(said)
    };
    // the pipe of an answer that is too long is closed after `most`, which ends whoever writes on
    let ((), answer, said) = tokio::join!(ask, at_most(stdout, most), complaint);
    Ok((answer?, said?))
}

async fn at_most(pipe: Option<impl AsyncRead + Unpin>, most: u64) -> std::io::Result<Vec<u8>> {
    let mut read = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(most).read_to_end(&mut read).await?;
    }
    Ok(read)
}

fn code_of(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit code {code}"),
        None => "a signal".to_owned(),
    }
}

/// The library says only that it failed; why stands in what lies behind.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}
