use super::theme::{anchored, draw, text, BLUE, INK, RED};
use crate::demo::record::Report;
use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const CELL: i32 = 58;
const MARGIN: i32 = 62;

/// What the governed structure says of each pair of assets.
pub fn chart(report: &Report) -> Result<String> {
    let side = (MARGIN + CELL * report.assets.len() as i32 + 8) as u32;
    draw((side, side - 24), |area| {
        for (at, name) in (0..).zip(report.assets) {
            let middle = MARGIN + CELL * at + CELL / 2;
            let right = anchored(14, INK, HPos::Right, VPos::Center);
            area.draw(&Text::new(name, (MARGIN - 8, middle - 24), right))?;
            let above = anchored(14, INK, HPos::Center, VPos::Bottom);
            area.draw(&Text::new(name, (middle, MARGIN - 32), above))?;
        }
        for (row, entries) in (0..).zip(&report.correlations) {
            for (column, entry) in (0..).zip(entries) {
                let (x, y) = (MARGIN + CELL * column, MARGIN - 24 + CELL * row);
                let colour = shade(*entry);
                let corners = [(x + 1, y + 1), (x + CELL - 1, y + CELL - 1)];
                area.draw(&Rectangle::new(corners, colour.filled()))?;
                let ink = if entry.abs() > 0.55 { WHITE } else { INK };
                let style = text(14, ink).pos(plotters::style::text_anchor::Pos::new(
                    HPos::Center,
                    VPos::Center,
                ));
                let middle = (x + CELL / 2, y + CELL / 2);
                area.draw(&Text::new(format!("{entry:.2}"), middle, style))?;
            }
        }
        Ok(())
    })
}

/// White at 0, blue at 1, red at −1.
pub fn shade(entry: f64) -> RGBColor {
    let full = if entry < 0.0 { RED } else { BLUE };
    let part = entry.abs().clamp(0.0, 1.0);
    let mix = |to: u8| (247.0 + (f64::from(to) - 247.0) * part) as u8;
    RGBColor(mix(full.0), mix(full.1), mix(full.2))
}
