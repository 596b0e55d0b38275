use super::input::Input;
use ballast_desk::backtest::{baskets, ticks, Ticks};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{stderr, IsTerminal};

/// A bar on a terminal, nothing where the output goes elsewhere.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new(input: &Input) -> Self {
        let walks = 1 + usize::from(input.desk.is_some());
        let all = ticks(baskets(&input.market).len(), walks);
        let bar = if stderr().is_terminal() {
            ProgressBar::new(all as u64)
        } else {
            ProgressBar::hidden()
        };
        let style =
            ProgressStyle::with_template("  {bar:40} {percent:>3} %  {elapsed} of some {duration}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Ticks for Bar {
    fn tick(&self) {
        self.0.inc(1);
    }
}
