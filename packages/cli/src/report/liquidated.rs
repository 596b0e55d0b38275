use super::theme::{
    self, anchored, bins, ceiling, draw, end, time_unit, Axes, Upright, BLUE, QUIET, RED,
};
use crate::demo::record::{Report, Step};
use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const SIZE: (u32, u32) = (620, 316);

/// Debt repaid by liquidation at each step, and on top of it what was written off.
pub fn chart(report: &Report) -> Result<String> {
    let run = &report.run;
    let (unit, _) = time_unit(run);
    let bins = bins(run);
    let right = bins.last().map_or(end(run), |bin| bin.to);
    let sum = |steps: &[Step], of: fn(&Step) -> f64| steps.iter().map(of).sum::<f64>() / 1_000.0;
    let tops = bins
        .iter()
        .map(|bin| sum(bin.steps, |s| s.liquidated + s.bad_debt));
    let top = tops.fold(0.0, f64::max);
    draw(SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin_top(14)
            .margin_right(16)
            .x_label_area_size(42)
            .y_label_area_size(66)
            .build_cartesian_2d(0.0..right, 0.0..ceiling(top.max(1.0)))?;
        let axes = Axes {
            x: unit,
            y: "thousand USD",
            y_labels: 5,
            digits: (0, usize::from(top < 5.0)),
            upright: Upright::Absent,
        };
        theme::axes(&mut chart, &axes)?;
        for bin in &bins {
            let gap = 0.06 * (bin.to - bin.from);
            let bar = |from, to, colour: RGBColor| {
                Rectangle::new(
                    [(bin.from + gap, from), (bin.to - gap, to)],
                    colour.filled(),
                )
            };
            let repaid = sum(bin.steps, |step| step.liquidated);
            let lost = sum(bin.steps, |step| step.bad_debt);
            chart.draw_series([bar(0.0, repaid, BLUE), bar(repaid, repaid + lost, RED)])?;
        }
        if top <= 0.0 {
            let middle = (SIZE.0 as i32 / 2, SIZE.1 as i32 / 2 - 20);
            let style = anchored(15, QUIET, HPos::Center, VPos::Center);
            area.draw(&Text::new("no account had to be liquidated", middle, style))?;
        }
        Ok(())
    })
}
