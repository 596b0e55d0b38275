use super::super::theme::{anchored, ceiling, draw, BLUE, GRID, INK, PALE_BLUE, QUIET};
use crate::backtest::found::Found;
use anyhow::Result;
use ballast_desk::time;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const WIDTH: u32 = 620;
const LEFT: i32 = 176;
const RIGHT: i32 = 556;
const ROW: i32 = 50;
const BAR: i32 = 18;

/// What lenders lost in each crash, governed above classic.
pub fn chart(found: &Found<'_>) -> Result<String> {
    let compared = &found.study.compared;
    let runs = [&compared.governed, &compared.classic];
    let lost = |at: usize| {
        let crash = found.study.crashes.get(at);
        runs.map(|run| crash.map_or(0.0, |crash| run.crash(crash).bad_debt_per_10000()))
    };
    let crashes = &found.study.crashes;
    let most = (0..crashes.len()).flat_map(lost).fold(0.0, f64::max);
    let end = ceiling(most.max(1.0));
    let bottom = 6 + ROW * crashes.len() as i32;
    draw((WIDTH, (bottom + 26) as u32), |area| {
        for tick in 0..=4 {
            let x = LEFT + (RIGHT - LEFT) * tick / 4;
            area.draw(&PathElement::new([(x, 6), (x, bottom)], GRID))?;
            let style = anchored(14, QUIET, HPos::Center, VPos::Top);
            let number = format!("{}", end * f64::from(tick) / 4.0);
            area.draw(&Text::new(number, (x, bottom + 4), style))?;
        }
        for (row, (at, crash)) in (0..).zip(crashes.iter().enumerate()) {
            let top = 8 + ROW * row;
            let day = anchored(14, INK, HPos::Right, VPos::Center);
            area.draw(&Text::new(
                time::format(crash.at),
                (LEFT - 10, top + 10),
                day,
            ))?;
            let fall = anchored(13, QUIET, HPos::Right, VPos::Center);
            let mean = format!("mean move {:+.1} %", 100.0 * crash.mean);
            area.draw(&Text::new(mean, (LEFT - 10, top + 28), fall))?;
            let bars = [(0, BLUE), (BAR + 1, PALE_BLUE)];
            for ((down, colour), lost) in bars.into_iter().zip(lost(at)) {
                let x = LEFT + (f64::from(RIGHT - LEFT) * lost / end) as i32;
                let corners = [(LEFT, top + down), (x, top + down + BAR)];
                area.draw(&Rectangle::new(corners, colour.filled()))?;
                let style = anchored(13, INK, HPos::Left, VPos::Center);
                let place = (x + 6, top + down + BAR / 2);
                area.draw(&Text::new(format!("{lost:.2}"), place, style))?;
            }
        }
        Ok(())
    })
}
