use super::super::matrix::shade;
use super::super::theme::{anchored, draw, INK, RED};
use crate::backtest::found::Found;
use anyhow::Result;
use ballast_desk::backtest::Matrices;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const CELL: i32 = 62;
const MARGIN: i32 = 66;
/// From this distance between governed and realised in the tail on a cell has a frame.
const FAR: f64 = 0.15;

/// Governed large, realised small, of each pair of groups.
pub fn chart(found: &Found<'_>) -> Result<String> {
    let matrices = Matrices::new(&found.input.closes, &found.input.market);
    let side = (MARGIN + CELL * matrices.groups.len() as i32 + 8) as u32;
    let of = |all: &[Vec<Option<f64>>], row: usize, column: usize| {
        let entry = all.get(row).and_then(|row| row.get(column));
        entry.copied().flatten()
    };
    draw((side.max(280), side - 28), |area| {
        for (at, name) in (0..).zip(&matrices.groups) {
            let middle = MARGIN + CELL * at + CELL / 2;
            let right = anchored(14, INK, HPos::Right, VPos::Center);
            let short: String = name.chars().take(8).collect();
            area.draw(&Text::new(short.clone(), (MARGIN - 8, middle - 28), right))?;
            let above = anchored(14, INK, HPos::Center, VPos::Bottom);
            area.draw(&Text::new(short, (middle, MARGIN - 34), above))?;
        }
        for (row, entries) in matrices.governed.iter().enumerate() {
            for (column, governed) in entries.iter().enumerate() {
                let (x, y) = (
                    MARGIN + CELL * column as i32,
                    MARGIN - 28 + CELL * row as i32,
                );
                let corners = [(x + 1, y + 1), (x + CELL - 1, y + CELL - 1)];
                area.draw(&Rectangle::new(corners, shade(*governed).filled()))?;
                if row == column {
                    continue;
                }
                let (realised, tail) = (
                    of(&matrices.realised, row, column),
                    of(&matrices.tail, row, column),
                );
                if tail.is_some_and(|tail| (tail - governed).abs() >= FAR) {
                    let inner = [(x + 3, y + 3), (x + CELL - 3, y + CELL - 3)];
                    area.draw(&Rectangle::new(inner, RED.stroke_width(2)))?;
                }
                let ink = if governed.abs() > 0.55 { WHITE } else { INK };
                let said = |entry: Option<f64>| {
                    entry.map_or("–".to_owned(), |entry| format!("{entry:.2}"))
                };
                for (down, size, words) in [
                    (14, 15, format!("{governed:.2}")),
                    (32, 13, said(realised)),
                    (48, 13, said(tail)),
                ] {
                    let style = anchored(size, ink, HPos::Center, VPos::Center);
                    area.draw(&Text::new(words, (x + CELL / 2, y + down), style))?;
                }
            }
        }
        Ok(())
    })
}
