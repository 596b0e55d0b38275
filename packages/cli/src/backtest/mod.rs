//! The back-test: a governed market on real prices, beside a classic one that is as safe.

pub mod args;
mod figures;
pub mod found;
mod input;
mod progress;
mod text;

use crate::demo::say;
use crate::report;
use anyhow::{Context, Result};
use args::BacktestArgs;
use ballast_desk::backtest::study;
use found::Found;
use input::Input;
use progress::Bar;
use std::fs;
use std::path::Path;

pub fn run(args: &BacktestArgs) -> Result<()> {
    let input = Input::read(args)?;
    let bar = Bar::new(&input);
    let study = study(
        &input.closes,
        &input.market,
        input.desk.as_ref().map(|desk| &desk.policy),
        &input.practice,
        &bar,
    );
    bar.finish();
    let found = Found {
        input: &input,
        study: &study?,
    };
    say(&text::all(&found))?;
    if let Some(file) = &args.html {
        write(file, &report::backtest::page(&found)?)?;
        for (name, table) in figures::all(&found) {
            write(&file.with_extension(format!("{name}.csv")), &table)?;
        }
        say(&format!(
            "\nThe page is {}; its figures are the files {} beside it.",
            file.display(),
            file.with_extension("*.csv").display()
        ))?;
    }
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
