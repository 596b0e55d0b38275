//! Feeders that fail, on a page: what was said, what was published, and three sentences.

use super::theme::{self, draw, Axes, Upright, BLUE, INK, PALE_BLUE, RED};
use crate::demo::faults::Fault;
use crate::demo::heard::{Heard, Story};
use anyhow::Result;
use ballast_interface::oracle::PriceStatus;
use plotters::prelude::*;

const SIZE: (u32, u32) = (620, 340);
const HOUR: f64 = 3_600.0;
const SECTION: &str = include_str!("heard.html");

/// First the section, then what stands in it.
pub fn parts(story: &Story) -> Result<Vec<(&'static str, String)>> {
    let legend = [
        ("published, low to high", PALE_BLUE),
        ("spot", BLUE),
        ("what it costs", INK),
        ("said wrongly, and not believed", RED),
        ("no fresh price: no new risk", theme::GRID),
    ];
    Ok(vec![
        ("heard", SECTION.to_owned()),
        ("heard_title", super::escaped(&story.title)),
        ("heard_asset", story.asset.to_owned()),
        ("heard_said", said(story)),
        ("heard_legend", super::legend(&legend)),
        ("heard_chart", chart(&story.heard)?),
    ])
}

fn said(story: &Story) -> String {
    let line =
        |(what, came): (&str, String)| format!("<p><b>{what}</b>: {}.</p>", super::escaped(&came));
    story.said().map(line).concat()
}

fn chart(heard: &[Heard]) -> Result<String> {
    let hours = |heard: &Heard| heard.seconds as f64 / HOUR;
    let end = heard.last().map_or(1.0, hours);
    let highest = heard.iter().map(|h| h.high).fold(0.0, f64::max);
    draw(SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin_top(14)
            .margin_right(16)
            .x_label_area_size(42)
            .y_label_area_size(58)
            .build_cartesian_2d(0.0..end, 0.4 * highest..1.05 * highest)?;
        let axes = Axes {
            x: "hours",
            y: "USD",
            y_labels: 6,
            digits: (0, 1),
            upright: Upright::Absent,
        };
        theme::axes(&mut chart, &axes)?;
        let next = heard.iter().skip(1);
        chart.draw_series(heard.iter().zip(next).filter_map(|(from, to)| {
            let corners = [(hours(from), 0.4 * highest), (hours(to), 1.05 * highest)];
            let is_fresh = from.status == PriceStatus::Fresh;
            (!is_fresh).then(|| Rectangle::new(corners, theme::GRID.filled()))
        }))?;
        let upper = heard.iter().map(|h| (hours(h), h.high));
        let lower = heard.iter().rev().map(|h| (hours(h), h.low));
        let band: Vec<(f64, f64)> = upper.chain(lower).collect();
        chart.draw_series([Polygon::new(band, PALE_BLUE.filled())])?;
        for (of, colour) in [(spot as fn(&Heard) -> f64, BLUE), (truth, INK)] {
            let line = heard.iter().map(|h| (hours(h), of(h)));
            chart.draw_series(LineSeries::new(line, colour.stroke_width(2)))?;
        }
        chart.draw_series(heard.iter().filter_map(|h| {
            let wrong = said_wrongly(h)?;
            Some(Circle::new((hours(h), wrong), 4, RED.filled()))
        }))?;
        Ok(())
    })
}

fn spot(heard: &Heard) -> f64 {
    heard.spot
}

fn truth(heard: &Heard) -> f64 {
    heard.truth
}

fn said_wrongly(heard: &Heard) -> Option<f64> {
    match heard.fault? {
        Fault::Liar => Some(0.5 * heard.truth),
        Fault::Spike => Some(0.55 * heard.truth),
        Fault::Silence => None,
    }
}
