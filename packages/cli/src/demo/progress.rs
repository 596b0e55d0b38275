use super::record::Step;
use super::replay::Watcher;
use super::table;
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{stderr, stdout, IsTerminal};

/// A bar on a terminal, nothing where the output goes elsewhere; prints the rows of the run that is shown.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    rows: bool,
}

impl Progress {
    pub fn new(all: usize, quiet: bool) -> Self {
        let bar = if !quiet && stdout().is_terminal() && stderr().is_terminal() {
            ProgressBar::new(all as u64)
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("  {bar:40} {percent:>3} %  {msg}") {
            bar.set_style(style);
        }
        Self { bar, rows: false }
    }

    /// Whether steps are printed as they come.
    pub fn show_steps(&mut self, rows: bool) {
        self.rows = rows;
        self.bar.set_message(if rows {
            "replaying"
        } else {
            "the same once more, for comparison"
        });
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watcher for Progress {
    fn opened(&mut self) {
        self.bar.inc(1);
    }

    fn stepped(&mut self, step: &Step) -> Result<()> {
        self.bar.inc(1);
        if self.rows {
            let row = table::step(step);
            self.bar.suspend(|| super::say(&row))?;
        }
        Ok(())
    }
}
