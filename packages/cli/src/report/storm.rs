//! The simulation on a page: its table and two charts, alone or as a part of the demo's report.

use super::theme::{self, ceiling, draw, Axes, Upright, BLUE, PALE_BLUE, RED};
use crate::demo::table::grouped;
use crate::simulation::record::{Comparison, Outcome, Step};
use crate::simulation::table::ROWS;
use anyhow::Result;
use plotters::prelude::*;

const SIZE: (u32, u32) = (620, 316);
const GREEN: RGBColor = RGBColor(42, 128, 90);
/// In the order of the outcomes.
const COLOURS: [RGBColor; 4] = [GREEN, BLUE, PALE_BLUE, RED];

/// What both pages have of it.
const SECTION: &str = include_str!("storm.html");

/// What a page says of it, by the names of its places: first the section, then what stands in it.
pub fn parts(compared: &Comparison) -> Result<Vec<(&'static str, String)>> {
    let outcomes = compared.outcomes.iter().map(|o| o.liquidator.title());
    let legend: Vec<_> = outcomes.zip(COLOURS).collect();
    Ok(vec![
        ("storm", SECTION.to_owned()),
        ("storm_said", said(compared)),
        ("storm_table", table(compared)),
        ("storm_legend", super::legend(&legend)),
        (
            "storm_cost",
            chart(compared, |step| step.borrowers_lost / 1_000.0)?,
        ),
        (
            "storm_lost",
            chart(compared, |step| step.bad_debt / 1_000.0)?,
        ),
    ])
}

fn said(compared: &Comparison) -> String {
    format!(
        "{} random accounts that owe {} thousand USD, {} steps of an hour with jumps, the deepest fall of an asset {:.0} %; seed {}. \
         The first three liquidators take the protocol's own quotes; the classic rule, half of a debt at a bonus of 10 %, is in the simulation only",
        compared.accounts,
        grouped(compared.debt / 1_000.0),
        compared.steps,
        100.0 * compared.deepest_fall,
        compared.seed
    )
}

fn table(compared: &Comparison) -> String {
    let each = |cell: &dyn Fn(&Outcome) -> String, tag: &str| -> String {
        let all = compared.outcomes.iter();
        all.map(|outcome| format!("<{tag}>{}</{tag}>", cell(outcome)))
            .collect()
    };
    let head = each(&|o| o.liquidator.title().to_owned(), "th");
    let rows = ROWS.iter().map(|row| {
        let cells = each(&row.cell, "td");
        format!("<tr><td>{}</td>{cells}</tr>", row.name)
    });
    let rows: String = rows.collect();
    format!("<thead><tr><th></th>{head}</tr></thead>{rows}")
}

/// One line for each liquidator, thousand USD since the beginning.
fn chart(compared: &Comparison, of: fn(&Step) -> f64) -> Result<String> {
    let lines = compared.outcomes.iter().map(|outcome| {
        let steps = (0u32..).zip(&outcome.steps);
        steps.map(|(step, s)| (f64::from(step), of(s))).collect()
    });
    let lines: Vec<Vec<(f64, f64)>> = lines.collect();
    let top = lines.iter().flatten().map(|(_, y)| *y).fold(0.0, f64::max);
    draw(SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin_top(14)
            .margin_right(16)
            .x_label_area_size(42)
            .y_label_area_size(66)
            .build_cartesian_2d(
                0.0..f64::from(compared.steps.max(1)),
                0.0..ceiling(top.max(0.1)),
            )?;
        let axes = Axes {
            x: "hours",
            y: "thousand USD",
            y_labels: 5,
            digits: (0, 0),
            upright: Upright::Absent,
        };
        theme::axes(&mut chart, &axes)?;
        for (line, colour) in lines.into_iter().zip(COLOURS) {
            chart.draw_series(LineSeries::new(line, colour.stroke_width(2)))?;
        }
        Ok(())
    })
}
