use super::theme::{self, anchored, draw, end, time_unit, Axes, Upright};
use crate::demo::record::{Report, Run};
use anyhow::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const SIZE: (u32, u32) = (620, 384);
/// Labels closer than this would touch.
const LABEL_GAP: i32 = 17;

/// Each price as a part of what it was, its name and its fall at the end of its line.
pub fn chart(report: &Report) -> Result<String> {
    let run = &report.run;
    let lines: Vec<Vec<(f64, f64)>> = (0..report.assets.len()).map(|at| line(run, at)).collect();
    let all = lines.iter().flatten().map(|(_, y)| *y);
    let (low, high) = all.fold((100.0, 100.0), |(l, h), y| (f64::min(l, y), f64::max(h, y)));
    let (unit, _) = time_unit(run);
    draw(SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin_top(14)
            .margin_right(118)
            .x_label_area_size(42)
            .y_label_area_size(58)
            .build_cartesian_2d(0.0..end(run), (low - 3.0).max(0.0)..high + 2.0)?;
        let axes = Axes {
            x: unit,
            y: "% of the first price",
            y_labels: 6,
            digits: (0, 0),
            upright: Upright::Absent,
        };
        theme::axes(&mut chart, &axes)?;
        let mut labels = Vec::new();
        for ((points, colour), name) in lines.iter().zip(theme::ASSETS).zip(report.assets) {
            chart.draw_series(LineSeries::new(
                points.iter().copied(),
                colour.stroke_width(2),
            ))?;
            if let Some((x, y)) = points.last() {
                let at = chart.backend_coord(&(*x, *y));
                labels.push((at, format!("{name} {}", change(*y)), colour));
            }
        }
        for ((x, y), label, colour) in apart(labels) {
            let style = anchored(14, colour, HPos::Left, VPos::Center);
            area.draw(&Text::new(label, (x + 7, y), style))?;
        }
        Ok(())
    })
}

fn line(run: &Run, asset: usize) -> Vec<(f64, f64)> {
    let (_, unit) = time_unit(run);
    let first = run.steps.first().and_then(|step| step.prices.get(asset));
    let first = first.copied().unwrap_or(1.0);
    let of = run.steps.iter().filter_map(|step| {
        let price = step.prices.get(asset)?;
        Some((step.seconds as f64 / unit, 100.0 * price / first))
    });
    of.collect()
}

fn change(percent: f64) -> String {
    let by = percent - 100.0;
    match by {
        by if by.abs() < 0.05 => "0 %".to_owned(),
        by if by < 0.0 => format!("−{:.1} %", by.abs()),
        by => format!("+{by:.1} %"),
    }
}

type Label = ((i32, i32), String, RGBColor);

/// Moves labels down until none touches the one above, then back up if the last went over the edge.
fn apart(mut labels: Vec<Label>) -> Vec<Label> {
    labels.sort_by_key(|((_, y), _, _)| *y);
    let mut free = i32::MIN;
    for ((_, y), _, _) in &mut labels {
        *y = (*y).max(free);
        free = *y + LABEL_GAP;
    }
    let mut limit = SIZE.1 as i32 - 50;
    for ((_, y), _, _) in labels.iter_mut().rev() {
        *y = (*y).min(limit);
        limit = *y - LABEL_GAP;
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_touch() {
        let label = |y| ((0, y), String::new(), theme::RED);
        let found = apart(vec![
            label(100),
            label(101),
            label(99),
            label(333),
            label(334),
        ]);
        let places: Vec<i32> = found.iter().map(|((_, y), _, _)| *y).collect();
        assert_eq!(places, [99, 116, 133, 317, 334]);
    }
}
