//! `ballast`: the demo, the risk desk and the simulation. Off chain only.

// Figures for people and charts: nothing that is computed here goes on chain, and no balance rests on it.
#![allow(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

mod answer;
mod args;
mod backtest;
mod calibrate;
mod demo;
mod deploy;
mod feeder;
mod keeper;
mod report;
mod runtime;
mod simulation;
mod watch;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Demo(args) => demo::run(&args).map(|verdict| match verdict {
            demo::Verdict::Solvent => ExitCode::SUCCESS,
            demo::Verdict::Insolvent => ExitCode::from(1),
        }),
        Command::Feeder(args) => feeder::run(&args).map(|outcome| match outcome {
            ballast_feeder::Outcome::Well => ExitCode::SUCCESS,
            ballast_feeder::Outcome::NotAll => ExitCode::from(1),
        }),
        Command::Watch(args) => watch::run(&args).map(|verdict| match verdict {
            watch::Verdict::Sound => ExitCode::SUCCESS,
            watch::Verdict::Unsound => ExitCode::from(1),
        }),
        Command::Answer(args) => answer::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Keeper(args) => keeper::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Simulate(args) => simulation::run(&args).map(|reach| match reach {
            simulation::Reach::All => ExitCode::SUCCESS,
            simulation::Reach::NotAll => ExitCode::from(1),
        }),
        Command::Deploy(args) => deploy::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Impact(args) => deploy::run_impact(&args).map(|()| ExitCode::SUCCESS),
        Command::Calibrate(args) => calibrate::run(&args).map(|()| ExitCode::SUCCESS),
        Command::Backtest(args) => backtest::run(&args).map(|()| ExitCode::SUCCESS),
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
