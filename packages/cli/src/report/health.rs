use super::theme::{self, bins, draw, end, time_unit, Axes, Bin, Upright};
use crate::demo::record::Report;
use anyhow::Result;
use plotters::prelude::*;

const SIZE: (u32, u32) = (620, 340);

/// How many accounts were in each class of health, the endangered ones at the bottom.
pub fn chart(report: &Report) -> Result<String> {
    let run = &report.run;
    let (unit, _) = time_unit(run);
    let bins = bins(run);
    let right = bins.last().map_or(end(run), |bin| bin.to);
    draw(SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin_top(14)
            .margin_right(16)
            .x_label_area_size(42)
            .y_label_area_size(58)
            .build_cartesian_2d(0.0..right, 0.0..run.accounts as f64)?;
        let axes = Axes {
            x: unit,
            y: "accounts",
            y_labels: 6,
            digits: (0, 0),
            upright: Upright::Absent,
        };
        theme::axes(&mut chart, &axes)?;
        for bin in &bins {
            chart.draw_series(stack(bin))?;
        }
        Ok(())
    })
}

/// The worst step of the bar, one rectangle for each class.
fn stack(bin: &Bin<'_>) -> Vec<Rectangle<(f64, f64)>> {
    let gap = 0.06 * (bin.to - bin.from);
    let counts = bin
        .steps
        .iter()
        .max_by_key(|step| step.below_one)
        .map(|step| step.health.clone());
    let mut floor = 0.0;
    let mut stack = Vec::new();
    for (count, colour) in counts.unwrap_or_default().iter().zip(theme::HEALTH) {
        let top = floor + *count as f64;
        if *count > 0 {
            let corners = [(bin.from + gap, floor), (bin.to - gap, top)];
            stack.push(Rectangle::new(corners, colour.filled()));
        }
        floor = top;
    }
    stack
}
