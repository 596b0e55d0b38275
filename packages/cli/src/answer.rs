//! `ballast answer`: a source of fixed prices, as `docs/outside-answers.md` wants one. For tests and a chain of one's own.

use anyhow::{bail, Context, Result};
use ballast_daemon::{read_settings, FixedAnswers, Question, MAX_ANSWER};
use std::io::{stdin, Read};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(after_help = "Exit code: 0 it answered, 2 the file or the question cannot be used.")]
pub struct AnswerArgs {
    /// The answers, read anew at each question
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
}

pub fn run(args: &AnswerArgs) -> Result<()> {
    let answers: FixedAnswers = read_settings(&args.from)?;
    let mut text = String::new();
    let most = u64::try_from(MAX_ANSWER)?;
    stdin().take(most).read_to_string(&mut text)?;
    let question: Question = match serde_json::from_str(&text) {
        Ok(question) => question,
        Err(error) => {
            bail!("no question on standard input: {error}; docs/outside-answers.md shows one")
        }
    };
    let answer = answers.answer(&question);
    println!("{}", answer.context("cannot answer")?);
    Ok(())
}
