use super::theme::{anchored, draw, BLUE, GRID, INK, PALE_BLUE, QUIET};
use crate::demo::record::{Report, Run};
use crate::demo::shape::SHAPES;
use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const SIZE: (u32, u32) = (620, 300);
const LEFT: i32 = 172;
const RIGHT: i32 = 570;
const ROW: i32 = 56;
const BAR: i32 = 19;

/// USD that 100 USD of collateral may borrow, without credit for correlations and with it.
pub fn chart(report: &Report) -> Result<String> {
    let without = report.compared.first().unwrap_or(&report.run);
    draw(SIZE, |area| {
        for tick in [0, 20, 40, 60, 80, 100] {
            let x = LEFT + (RIGHT - LEFT) * tick / 100;
            let line = [(x, 6), (x, 6 + ROW * SHAPES.len() as i32 - 6)];
            area.draw(&PathElement::new(line, GRID))?;
            let style = anchored(14, QUIET, HPos::Center, VPos::Top);
            area.draw(&Text::new(
                format!("{tick}"),
                (x, 6 + ROW * SHAPES.len() as i32),
                style,
            ))?;
        }
        for (row, shape) in SHAPES.iter().enumerate() {
            let top = 8 + ROW * row as i32;
            let name = anchored(14, INK, HPos::Right, VPos::Center);
            area.draw(&Text::new(shape.title(), (LEFT - 10, top + 12), name))?;
            let pair = anchored(13, QUIET, HPos::Right, VPos::Center);
            area.draw(&Text::new(shape.pair(), (LEFT - 10, top + 30), pair))?;
            let bars = [(0, PALE_BLUE, without), (BAR + 2, BLUE, &report.run)];
            for (down, colour, run) in bars {
                let power = of(run, row);
                let x = LEFT + (f64::from(RIGHT - LEFT) * power / 100.0) as i32;
                let corners = [(LEFT, top + down), (x, top + down + BAR)];
                area.draw(&Rectangle::new(corners, colour.filled()))?;
                let style = anchored(14, INK, HPos::Left, VPos::Center);
                let place = (x + 6, top + down + BAR / 2);
                area.draw(&Text::new(format!("{power:.1}"), place, style))?;
            }
        }
        Ok(())
    })
}

fn of(run: &Run, shape: usize) -> f64 {
    run.shapes
        .get(shape)
        .map_or(0.0, |shape| 100.0 * shape.power)
}
