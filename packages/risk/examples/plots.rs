//! Draws the pictures of docs/risk-model.md from the code that the contract runs.
//!
//! ```text
//! scripts/risk-plots
//! ```
#![allow(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "a drawing: floats place points, they decide nothing"
)]

use ballast_risk::json::{evaluate, BookJson};
use plotters::prelude::*;
use serde_json::json;
use std::error::Error;

type Done<T> = Result<T, Box<dyn Error>>;
const SIZE: (u32, u32) = (860, 520);
const INK: RGBColor = RGBColor(38, 50, 56);
const BLUE: RGBColor = RGBColor(25, 103, 176);
const ORANGE: RGBColor = RGBColor(214, 110, 20);
const GREY: RGBColor = RGBColor(140, 150, 156);
/// Of the picture of the bound.
const GOVERNED: f64 = 0.9;
const CREDIT: &str = "0.7";

fn main() -> Done<()> {
    let folder = std::env::args().nth(1).ok_or("usage: plots FOLDER")?;
    std::fs::create_dir_all(&folder)?;
    power(&format!("{folder}/power-against-correlation.svg"))?;
    region(&format!("{folder}/safe-region.svg"))?;
    bound(&format!("{folder}/credit-bounds-the-error.svg"))
}

/// Health of 100 USD or so.
fn health(rho: f64, credit: &str, collateral: [f64; 2], debt: [f64; 3]) -> Done<f64> {
    let book = book(rho, credit, collateral, debt)?;
    let factor = evaluate(&book)?.health_factor.ok_or("no debt")?;
    Ok(factor.raw() as f64 / 1e18)
}

/// N in USD: what is left of collateral less debt is S.
fn requirement(rho: f64, credit: &str, collateral: [f64; 2], debt: [f64; 3]) -> Done<f64> {
    let book = book(rho, credit, collateral, debt)?;
    let surplus = evaluate(&book)?.maintenance.surplus.ok_or("no price")?;
    let equity = collateral.iter().sum::<f64>() - debt.iter().sum::<f64>();
    Ok(equity - surplus.raw() as f64 / 1e12)
}

/// Collateral and debt in USD per asset, at prices of 1.
fn book(rho: f64, credit: &str, collateral: [f64; 2], debt: [f64; 3]) -> Done<BookJson> {
    let asset = |group: &str, stress: f64| {
        json!({
            "decimals": 9, "group": group,
            "collateral_factor": format!("{:.2}", 1.0 - stress),
            "liquidation_threshold": format!("{:.2}", 1.0 - stress),
            "borrow_weight": format!("{:.2}", 1.0 + stress),
            "price": {"spot": "1", "low": "1", "high": "1"},
            "liquidation": {"bonus_min": "0.01", "bonus_slope": "1", "bonus_max": "0.02", "protocol_fee": "0.1"}
        })
    };
    let units = |usd: f64| format!("{:.0}", usd.max(0.0) * 1e9);
    let rho = format!("{rho:.4}");
    let book = json!({
        "config": {
            "correlation_credit": credit, "min_margin": "0.02",
            "groups": [{"name": "btc", "stress": "0.18"}, {"name": "eth", "stress": "0.22"}, {"name": "usd", "stress": "0.03"}],
            "rho": [["1", rho, "0"], [rho, "1", "0"], ["0", "0", "1"]]
        },
        "assets": {"btc": asset("btc", 0.18), "eth": asset("eth", 0.22), "usd": asset("usd", 0.03)},
        "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10"},
        "collateral": {"btc": units(collateral[0]), "eth": units(collateral[1])},
        "debt": {"btc": units(debt[0]), "eth": units(debt[1]), "usd": units(debt[2])}
    });
    Ok(serde_json::from_value(book)?)
}

/// The most debt that 100 USD of a basket carry, as the correlation of its two risks moves.
fn power(file: &str) -> Done<()> {
    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(
            "What 100 USD of collateral carry, by the correlation of BTC and ETH",
            ("sans-serif", 19).into_font().color(&INK),
        )
        .margin(18)
        .x_label_area_size(46)
        .y_label_area_size(60)
        .build_cartesian_2d(-1.0f64..1.0, 60.0f64..100.0)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("correlation of BTC and ETH")
        .y_desc("USD of debt before liquidation")
        .label_style(("sans-serif", 14).into_font().color(&INK))
        .draw()?;
    type Case = (&'static str, RGBColor, [f64; 2], [f64; 3]);
    let cases: [Case; 2] = [
        (
            "hedged: 100 ETH, owes BTC",
            ORANGE,
            [0.0, 100.0],
            [100.0, 0.0, 0.0],
        ),
        (
            "diversified: 50 BTC + 50 ETH, owes USDC",
            BLUE,
            [50.0, 50.0],
            [0.0, 0.0, 100.0],
        ),
    ];
    for (name, colour, collateral, debt) in cases {
        for (credit, width) in [("1", 3), ("0.75", 2), ("0", 1)] {
            let mut points = Vec::new();
            for step in -50..=50 {
                let rho = f64::from(step) / 50.0;
                points.push((rho, 100.0 * health(rho, credit, collateral, debt)?));
            }
            chart
                .draw_series(LineSeries::new(points, colour.stroke_width(width)))?
                .label(format!("{name}, credit {credit}"))
                .legend(move |(x, y)| {
                    PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(width))
                });
        }
    }
    legend(&mut chart, SeriesLabelPosition::LowerRight)?;
    area.present()?;
    Ok(())
}

type Chart<'a, 'b> = ChartContext<
    'a,
    SVGBackend<'b>,
    Cartesian2d<plotters::coord::types::RangedCoordf64, plotters::coord::types::RangedCoordf64>,
>;

fn legend<'a, 'b: 'a>(chart: &mut Chart<'a, 'b>, place: SeriesLabelPosition) -> Done<()> {
    chart
        .configure_series_labels()
        .position(place)
        .background_style(WHITE.mix(0.9))
        .border_style(GREY)
        .label_font(("sans-serif", 13).into_font().color(&INK))
        .draw()?;
    Ok(())
}

/// Which price moves an account of 50 BTC + 50 ETH that owes 70 USDC survives.
fn region(file: &str) -> Done<()> {
    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(
            "50 BTC + 50 ETH owing 70 USDC: safe above and to the right of the line (correlation 0.5)",
            ("sans-serif", 18).into_font().color(&INK),
        )
        .margin(18)
        .x_label_area_size(46)
        .y_label_area_size(60)
        .build_cartesian_2d(-60.0f64..60.0, -60.0f64..60.0)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("move of BTC, %")
        .y_desc("move of ETH, %")
        .label_style(("sans-serif", 14).into_font().color(&INK))
        .draw()?;
    chart.draw_series([Circle::new((0.0, 0.0), 4, INK.filled())])?;
    for (credit, colour) in [("0", GREY), ("0.75", BLUE), ("1", ORANGE)] {
        let mut points = Vec::new();
        for step in -60..=60 {
            let btc = f64::from(step);
            if let Some(eth) = edge(btc, credit)? {
                points.push((btc, eth));
            }
        }
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(3)))?
            .label(format!("credit {credit}"))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(3)));
    }
    legend(&mut chart, SeriesLabelPosition::UpperRight)?;
    area.present()?;
    Ok(())
}

/// The move of ETH at which the account is at its edge, for a move of BTC; `None` outside the picture.
fn edge(btc: f64, credit: &str) -> Done<Option<f64>> {
    let at = |eth: f64| {
        let collateral = [50.0 * (1.0 + btc / 100.0), 50.0 * (1.0 + eth / 100.0)];
        health(0.5, credit, collateral, [0.0, 0.0, 70.0])
    };
    let (mut low, mut high) = (-60.0, 60.0);
    if at(low)? >= 1.0 || at(high)? < 1.0 {
        return Ok(None);
    }
    for _ in 0..24 {
        let middle = f64::midpoint(low, high);
        if at(middle)? >= 1.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(high))
}

/// What a pair can lose by the correlation that comes, and what is asked for by the one that is governed.
fn bound(file: &str) -> Done<()> {
    let area = SVGBackend::new(file, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(
            "Governed 0.9, credit 0.7: both curves stay under their lines from 0.33 to 0.93",
            ("sans-serif", 18).into_font().color(&INK),
        )
        .margin(18)
        .x_label_area_size(46)
        .y_label_area_size(60)
        .build_cartesian_2d(-1.0f64..1.0, 0.0f64..45.0)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("correlation of BTC and ETH that comes")
        .y_desc("USD of N")
        .label_style(("sans-serif", 14).into_font().color(&INK))
        .draw()?;
    type Case = (&'static str, RGBColor, [f64; 2], [f64; 3]);
    let hedge = "hedge: 100 ETH, owes 100 BTC";
    let basket = "basket: 100 BTC + 100 ETH";
    let cases: [Case; 2] = [
        (hedge, ORANGE, [0.0, 100.0], [100.0, 0.0, 0.0]),
        (basket, BLUE, [100.0, 100.0], [0.0, 0.0, 0.0]),
    ];
    for (name, colour, collateral, debt) in cases {
        let mut comes = Vec::new();
        for step in -100..=100 {
            let rho = f64::from(step) / 100.0;
            comes.push((rho, requirement(rho, "1", collateral, debt)?));
        }
        let asked = requirement(GOVERNED, CREDIT, collateral, debt)?;
        let series = [
            (comes, 3, "what it can lose"),
            (vec![(-1.0, asked), (1.0, asked)], 1, "what is asked for"),
        ];
        for (points, width, what) in series {
            chart
                .draw_series(LineSeries::new(points, colour.stroke_width(width)))?
                .label(format!("{name}: {what}"))
                .legend(move |(x, y)| {
                    PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(width))
                });
        }
    }
    // κ·ρ − (1 − κ) and κ·ρ + (1 − κ)
    for edge in [0.7 * GOVERNED - 0.3, 0.7 * GOVERNED + 0.3] {
        chart.draw_series(LineSeries::new([(edge, 0.0), (edge, 45.0)], GREY))?;
    }
    legend(&mut chart, SeriesLabelPosition::LowerLeft)?;
    area.present()?;
    Ok(())
}
