//! `ballast calibrate`: prices in, a market and the reasons of its numbers out.

pub mod args;
mod page;
mod tables;

use anyhow::{Context, Result};
use args::CalibrateArgs;
use ballast_desk::calibrate::{calibrate, Calibration};
use ballast_desk::prices::Prices;
use ballast_desk::settings::Settings;
use std::fs::{self, File};
use std::io::{stdout, BufReader, Write};
use std::path::Path;

pub fn run(args: &CalibrateArgs) -> Result<()> {
    let settings = args
        .config
        .as_deref()
        .map_or_else(|| Ok(Settings::default()), settings)?;
    let prices = prices(&args.prices, &settings)?;
    let found = calibrate(&prices, &settings).with_context(|| args.prices.display().to_string())?;
    write(&args.out, &market(args, &found)?)?;
    if let Some(file) = &args.html {
        write(file, &page::page(&found))?;
    }
    if let Some(file) = &args.json {
        write(file, &serde_json::to_string_pretty(&found.explained)?)?;
    }
    let text = format!(
        "{}\nThe market is {}.\n",
        tables::text(&found),
        args.out.display()
    );
    stdout()
        .lock()
        .write_all(text.as_bytes())
        .context("nobody reads the output")
}

fn settings(file: &Path) -> Result<Settings> {
    let named = || file.display().to_string();
    let text = fs::read_to_string(file).with_context(named)?;
    Settings::read(&text).with_context(named)
}

fn prices(file: &Path, settings: &Settings) -> Result<Prices> {
    let named = || file.display().to_string();
    let opened = File::open(file).with_context(named)?;
    Prices::read(BufReader::new(opened), &settings.reading()?).with_context(named)
}

/// Behind a line that says where it comes from.
fn market(args: &CalibrateArgs, found: &Calibration) -> Result<String> {
    let name = |file: &Path| {
        file.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .replace(char::is_control, " ")
    };
    let config = args
        .config
        .as_deref()
        .map(|file| format!(" --config {}", name(file)));
    let head = format!(
        "# ballast calibrate --prices {}{}\n",
        name(&args.prices),
        config.unwrap_or_default()
    );
    Ok(head + &found.market.write()?)
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
