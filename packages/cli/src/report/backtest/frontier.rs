use super::super::theme::{self, anchored, draw, Axes, Upright, BLUE, INK, PALE_BLUE};
use crate::backtest::found::Found;
use anyhow::Result;
use ballast_desk::backtest::Frontier;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const SIZE: (u32, u32) = (620, 384);

/// Insolvent accounts across, debt carried up; one line over κ, one over the scale of classic factors.
pub fn chart(found: &Found<'_>) -> Result<String> {
    let point = |point: &Frontier| (point.total.insolvent_per_1000(), point.total.carried());
    let governed: Vec<(f64, f64)> = found.study.credits.iter().map(point).collect();
    let most = governed.iter().map(|(x, _)| *x).fold(0.5, f64::max);
    // of the classic market what lies in the same part of the plane
    let near = |(x, _): &(f64, f64)| *x <= 1.5 * most;
    let tried = found.study.compared.tried.iter().map(point);
    let classic: Vec<(f64, f64)> = tried.filter(near).collect();
    let all = || governed.iter().chain(&classic);
    let right = 1.1 * all().map(|(x, _)| *x).fold(0.0, f64::max).max(0.5);
    let low = all().map(|(_, y)| *y).fold(f64::MAX, f64::min);
    let high = all().map(|(_, y)| *y).fold(0.0, f64::max);
    let low = low.max(high - 25.0) - 1.0;
    draw(SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin_top(14)
            .margin_right(24)
            .x_label_area_size(42)
            .y_label_area_size(58)
            .build_cartesian_2d(0.0..right, low..high + 1.5)?;
        let axes = Axes {
            x: "insolvent of 1,000 accounts",
            y: "debt per 100 USD of collateral",
            y_labels: 6,
            digits: (1, 0),
            upright: Upright::Drawn,
        };
        theme::axes(&mut chart, &axes)?;
        for (points, colour) in [(&classic, PALE_BLUE), (&governed, BLUE)] {
            let inside = points.iter().copied().filter(|(_, y)| *y >= low);
            chart.draw_series(LineSeries::new(inside.clone(), colour.stroke_width(2)))?;
            chart.draw_series(inside.map(|at| Circle::new(at, 4, colour.filled())))?;
        }
        for (at, credit) in governed.iter().zip(&found.study.credits) {
            let (x, y) = chart.backend_coord(at);
            let style = anchored(14, INK, HPos::Left, VPos::Top);
            area.draw(&Text::new(
                format!("κ = {}", credit.at),
                (x + 7, y + 3),
                style,
            ))?;
        }
        Ok(())
    })
}
