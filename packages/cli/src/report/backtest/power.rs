use super::super::theme::{anchored, draw, BLUE, GRID, INK, PALE_BLUE, QUIET};
use crate::backtest::found::Found;
use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const WIDTH: u32 = 620;
const LEFT: i32 = 188;
const RIGHT: i32 = 570;
const ROW: i32 = 32;
const BAR: i32 = 12;

/// What each basket carries per 100 USD, governed above classic.
pub fn chart(found: &Found<'_>) -> Result<String> {
    let compared = &found.study.compared;
    let rows: Vec<(&str, f64, f64)> = found
        .study
        .baskets
        .iter()
        .enumerate()
        .map(|(at, basket)| {
            let carried =
                [&compared.governed, &compared.classic].map(|run| run.basket(at).carried());
            (basket.name.as_str(), carried[0], carried[1])
        })
        .collect();
    let bottom = 6 + ROW * rows.len() as i32;
    draw((WIDTH, (bottom + 24) as u32), |area| {
        for tick in [0, 20, 40, 60, 80, 100] {
            let x = LEFT + (RIGHT - LEFT) * tick / 100;
            area.draw(&PathElement::new([(x, 6), (x, bottom)], GRID))?;
            let style = anchored(14, QUIET, HPos::Center, VPos::Top);
            area.draw(&Text::new(format!("{tick}"), (x, bottom + 4), style))?;
        }
        for (row, (name, governed, classic)) in (0..).zip(&rows) {
            let top = 8 + ROW * row;
            let style = anchored(14, INK, HPos::Right, VPos::Center);
            area.draw(&Text::new(*name, (LEFT - 8, top + BAR), style))?;
            for (down, colour, power) in [(0, BLUE, *governed), (BAR + 1, PALE_BLUE, *classic)] {
                let x = LEFT + (f64::from(RIGHT - LEFT) * power / 100.0) as i32;
                let corners = [(LEFT, top + down), (x, top + down + BAR)];
                area.draw(&Rectangle::new(corners, colour.filled()))?;
                let style = anchored(13, INK, HPos::Left, VPos::Center);
                let place = (x + 6, top + down + BAR / 2);
                area.draw(&Text::new(format!("{power:.1}"), place, style))?;
            }
        }
        Ok(())
    })
}
