//! `ballast`: the demo, and later what else a command line is good for. Off chain only.

// Figures for people and charts: nothing that is computed here goes on chain, and no balance rests on it.
#![allow(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

mod args;
mod demo;
mod report;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Command::Demo(args) = Args::parse().command;
    match demo::run(&args) {
        Ok(demo::Verdict::Solvent) => ExitCode::SUCCESS,
        Ok(demo::Verdict::Insolvent) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
