//! What all charts share: one palette, one type size, one way to draw.

use crate::demo::record::{Run, Step};
use anyhow::Result;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

pub const INK: RGBColor = RGBColor(33, 37, 41);
pub const QUIET: RGBColor = RGBColor(110, 118, 128);
pub const GRID: RGBColor = RGBColor(233, 236, 239);
pub const RED: RGBColor = RGBColor(192, 38, 46);
pub const BLUE: RGBColor = RGBColor(45, 108, 180);
pub const PALE_BLUE: RGBColor = RGBColor(176, 200, 226);

/// In the order of the demo's assets.
pub const ASSETS: [RGBColor; 6] = [
    RGBColor(224, 123, 0),
    RGBColor(66, 84, 201),
    RGBColor(18, 150, 134),
    RGBColor(122, 62, 157),
    RGBColor(214, 51, 108),
    RGBColor(134, 142, 150),
];

/// In the order of the classes of health: danger to calm, then no debt.
pub const HEALTH: [RGBColor; 7] = [
    RED,
    RGBColor(240, 125, 45),
    RGBColor(247, 196, 72),
    RGBColor(190, 214, 110),
    RGBColor(106, 176, 106),
    RGBColor(42, 128, 90),
    RGBColor(206, 212, 218),
];

/// Bars that a chart can show side by side.
const MOST_BINS: usize = 96;

pub fn css(colour: RGBColor) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2)
}

pub fn text(size: i32, colour: RGBColor) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&colour)
}

pub fn anchored(size: i32, colour: RGBColor, across: HPos, down: VPos) -> TextStyle<'static> {
    text(size, colour).pos(Pos::new(across, down))
}

/// An SVG image that scales with its page.
pub fn draw(size: (u32, u32), paint: impl FnOnce(&Area<'_>) -> Result<()>) -> Result<String> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        paint(&area)?;
        area.present()?;
    }
    Ok(svg)
}

type Plane<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// What stands at the axes of a chart.
pub struct Axes<'a> {
    pub x: &'a str,
    pub y: &'a str,
    /// About as many numbers beside the upright axis.
    pub y_labels: usize,
    /// Digits after the point, across and upright.
    pub digits: (usize, usize),
    /// Whether lines stand upright too.
    pub upright: Upright,
}

/// Lines that stand upright behind a chart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Upright {
    Drawn,
    Absent,
}

/// Axes and the lines behind a chart.
pub fn axes(chart: &mut Plane<'_, '_>, of: &Axes<'_>) -> Result<()> {
    let (across, upright) = of.digits;
    let x_label = |x: &f64| format!("{x:.across$}");
    let y_label = |y: &f64| format!("{y:.upright$}");
    let mut mesh = chart.configure_mesh();
    if of.upright == Upright::Absent {
        mesh.disable_x_mesh();
    }
    mesh.light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .x_desc(of.x)
        .y_desc(of.y)
        .axis_desc_style(text(14, QUIET))
        .label_style(text(14, QUIET))
        .x_labels(7)
        .y_labels(of.y_labels)
        .x_label_formatter(&x_label)
        .y_label_formatter(&y_label)
        .draw()?;
    Ok(())
}

/// The unit of a time axis, and how many seconds it has.
pub fn time_unit(run: &Run) -> (&'static str, f64) {
    match run.steps.last().map_or(0, |step| step.seconds) {
        0..=7_200 => ("minutes", 60.0),
        7_201..=345_600 => ("hours", 3_600.0),
        _ => ("days", 86_400.0),
    }
}

/// When a run ends, in its unit; never 0.
pub fn end(run: &Run) -> f64 {
    let (_, unit) = time_unit(run);
    run.steps
        .last()
        .map_or(1.0, |step| f64::max(step.seconds as f64 / unit, 1e-6))
}

/// Steps that stand side by side as one bar, with the time at which the bar begins and ends.
pub struct Bin<'a> {
    pub from: f64,
    pub to: f64,
    pub steps: &'a [Step],
}

/// Each step a bar; where there are too many, neighbours share one.
pub fn bins(run: &Run) -> Vec<Bin<'_>> {
    let (_, unit) = time_unit(run);
    let each = run.steps.len().div_ceil(MOST_BINS).max(1);
    let chunks: Vec<&[Step]> = run.steps.chunks(each).collect();
    let whole = end(run);
    let width = whole / chunks.len() as f64;
    let time = |chunk: &[Step]| chunk.first().map_or(0.0, |step| step.seconds as f64 / unit);
    let starts: Vec<f64> = chunks.iter().map(|chunk| time(chunk)).collect();
    let ends = starts.iter().skip(1).copied().chain([whole + width]);
    let spans = starts.iter().copied().zip(ends);
    spans
        .zip(chunks)
        .map(|((from, to), steps)| Bin { from, to, steps })
        .collect()
}

/// A round number at or above, for the end of an axis.
pub fn ceiling(number: f64) -> f64 {
    let scale = 10f64.powf(number.max(1e-9).log10().floor());
    let steps = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let above = steps
        .iter()
        .map(|step| step * scale)
        .find(|step| *step >= number);
    above.unwrap_or(10.0 * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        assert_eq!(ceiling(41.0), 50.0);
        assert_eq!(ceiling(100.0), 100.0);
        assert_eq!(ceiling(1_234.0), 1_500.0);
    }
}
