//! Markets out of prices whose every move is known.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects
)] // a test stops at the first surprise, and makes prices

use ballast_desk::calibrate::{calibrate, Calibration, NoteKind};
use ballast_desk::market::Market;
use ballast_desk::prices::Prices;
use ballast_desk::settings::Settings;
use std::fmt::Write;

/// Daily closes: a column is a name and its price on each day; 0 leaves the cell empty.
fn file(days: usize, columns: &[(&str, &dyn Fn(usize) -> f64)]) -> String {
    let mut text = String::from("time");
    columns
        .iter()
        .for_each(|(name, _)| write!(text, ",{name}").unwrap());
    for day in 0..days {
        write!(text, "\n{}", day * 86_400).unwrap();
        for (_, price) in columns {
            match price(day) {
                0.0 => text.push(','),
                price => write!(text, ",{price:.12}").unwrap(),
            }
        }
    }
    text
}

fn with(text: &str, settings: &str) -> Result<Calibration, String> {
    let settings = Settings::read(settings).map_err(|error| error.to_string())?;
    let reading = settings.reading().map_err(|error| error.to_string())?;
    let prices = Prices::read(text.as_bytes(), &reading).map_err(|error| error.to_string())?;
    calibrate(&prices, &settings).map_err(|error| error.to_string())
}

/// A price that moved by these, day by day, for ever again.
fn path(moves: impl Fn(usize) -> f64) -> impl Fn(usize) -> f64 {
    move |day| (1..=day).map(|day| 1.0 + moves(day)).product::<f64>() * 100.0
}

/// Up and down by 1 %, with a fall of 10, 12, … 18 % and the way back on five days.
fn crashing(day: usize) -> f64 {
    let fall = 0.08 + 0.02 * ((day / 70) as f64);
    match (day % 70, (70..420).contains(&day)) {
        (0, true) => -fall,
        (1, true) => fall / (1.0 - fall),
        (rest, _) if rest % 2 == 0 => 0.01,
        _ => -0.01 / 1.01,
    }
}

/// No two days alike, between −2 and 2 %; a seed a column.
fn noise(seed: u64, day: usize) -> f64 {
    let mixed = (seed + day as u64 * 2).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed >> 40) % 4_001) as f64 / 1e5 - 0.02
}

#[test]
fn a_stress_is_the_mean_of_the_worst_windows_where_that_is_worse_than_the_tail() {
    let text = file(
        450,
        &[("A", &path(crashing)), ("B", &path(|day| noise(1, day)))],
    );
    let found = with(&text, "confidence = 0.98\n").unwrap();
    let long = &found.explained.assets[0].long;
    // days 70, 140, … 350: (0.10 + 0.12 + 0.14 + 0.16 + 0.18) / 5 = 0.14; of 449 windows 8 may lie beyond the tail
    assert!(
        (long.worst_mean - 0.14).abs() < 1e-9 && (long.tail - 0.01 / 1.01).abs() < 1e-9,
        "{long:?}"
    );
    assert_eq!(long.worst[0].day, "1970-12-16");
    // one fewer: (0.12 + … + 0.18) / 4 = 0.15; one more: 0.70 and 1 % back, over 6
    assert!((long.stricter - 0.15).abs() < 1e-9, "{long:?}");
    assert!(
        (long.looser - (0.70 + 0.01 / 1.01) / 6.0).abs() < 1e-9,
        "{long:?}"
    );
    let asset = &found.market.assets["A"];
    assert_eq!(asset.liquidation_threshold.to_string(), "0.86");
    assert_eq!(asset.collateral_factor.to_string(), "0.82");
}

#[test]
fn a_dip_within_the_horizon_counts_though_the_price_comes_back() {
    // hours; each day at noon A falls to 90 and is back at one, and its lowest between is 85
    let mut text = String::from("time,A.high,A.low,A.close,B");
    for hour in 0..2_400 {
        let (low, close) = if hour % 24 == 12 {
            (85, 90)
        } else {
            (100, 100)
        };
        write!(
            text,
            "\n{},100,{low},{close},{}",
            hour * 3_600,
            50 + hour % 2
        )
        .unwrap();
    }
    let found = with(&text, "min_history_days = 90\n").unwrap();
    let long = &found.explained.assets[0].long;
    // from a close of 100 to a low of 85 within 24 hours; from noon's 90 on, 100 is a rise of a ninth
    assert!(
        (long.worst_mean - 0.15).abs() < 1e-9 && (long.tail - 0.15).abs() < 1e-9,
        "{long:?}"
    );
    let short = &found.explained.assets[0].short;
    assert!((short.worst_mean - 1.0 / 9.0).abs() < 1e-9, "{short:?}");
}

#[test]
fn one_group_for_what_moves_together_and_its_basis_is_kept() {
    let eth = path(|day| noise(3, day) * 5.0);
    // off by 1 % of it on every fifth day
    let staked = |day| eth(day) * if day % 5 == 0 { 0.99 } else { 1.0 };
    let text = file(
        450,
        &[
            ("ETH", &eth),
            ("stETH", &staked),
            ("B", &path(|day| noise(4, day) * 5.0)),
        ],
    );
    let found = with(&text, "").unwrap();
    let groups: Vec<_> = found
        .explained
        .groups
        .iter()
        .map(|group| group.members.join("+"))
        .collect();
    assert_eq!(groups, ["ETH+stETH", "B"]);
    let staked = &found.explained.assets[1];
    // the way back is 1 / 0.99 − 1
    assert!(
        (staked.basis - (1.0 / 0.99 - 1.0)).abs() < 1e-9,
        "{staked:?}"
    );
    let own = staked.long.stress.powi(2) - found.explained.groups[0].stress.powi(2);
    assert!(own.sqrt() >= staked.basis, "{staked:?}");
}

#[test]
fn correlations_are_those_of_falls() {
    // they fall together by 8 % every ten days; B rises alone
    let common = |day: usize| if day.is_multiple_of(10) { -0.08 } else { 0.0 };
    let a = path(move |day| common(day) + if day % 10 == 5 { 0.087 } else { 0.0 });
    let b = path(move |day| common(day) + if day % 10 == 7 { 0.087 } else { 0.0 });
    // 44 falls in 449 windows
    let settings = "group_basis = 0\ntail_share = 0.0975\n";
    let found = with(&file(450, &[("A", &a), ("B", &b)]), settings).unwrap();
    let pair = &found.explained.pairs[0];
    assert!(
        (pair.falls.unwrap() - 1.0).abs() < 1e-9 && pair.windows == 44,
        "{pair:?}"
    );
    assert!(pair.rises.unwrap().abs() < 1e-9, "{pair:?}");
    // 0.08² of 0.08² + 0.087², but for how many whole tens there are
    assert!(
        (pair.all.unwrap() - 0.0064 / (0.0064 + 0.007569)).abs() < 0.02,
        "{pair:?}"
    );
}

#[test]
fn credit_is_what_unstable_correlations_leave() {
    let steady = path(|day| noise(5, day));
    // moves with A, and against it every other 90 days
    let fickle = path(|day| noise(5, day) * if day / 90 % 2 == 0 { 1.0 } else { -1.0 });
    let twin = path(|day| noise(5, day) * 2.0);
    let settled = with(
        &file(900, &[("A", &steady), ("B", &twin)]),
        "group_basis = 0\n",
    )
    .unwrap();
    assert_eq!(settled.market.correlation_credit.to_string(), "0.9");
    assert_eq!(
        settled.explained.credit.why,
        "the configuration's max_credit"
    );
    let doubted = with(&file(900, &[("A", &steady), ("B", &fickle)]), "").unwrap();
    assert!(
        doubted.explained.credit.exact < 0.2,
        "{:?}",
        doubted.explained.credit
    );
}

#[test]
fn the_same_prices_give_the_same_market_and_the_contract_takes_it() {
    let text = file(
        450,
        &[
            ("A", &path(crashing)),
            ("B", &path(|day| noise(1, day))),
            ("C", &path(|day| noise(9, day))),
        ],
    );
    let (once, again) = (with(&text, "").unwrap(), with(&text, "").unwrap());
    assert_eq!(once.market.write().unwrap(), again.market.write().unwrap());
    assert_eq!(once.explained, again.explained);
    assert_eq!(
        Market::read(&once.market.write().unwrap()).unwrap(),
        once.market
    );
    assert!(once
        .explained
        .sensitivity
        .iter()
        .all(|row| row.now.is_some()));
}

/// A and B move together, B and C too, A and C against each other, each where the third has no price.
fn impossible() -> String {
    let moves = |day: usize, size: f64| match day % 20 < 10 {
        true => size,
        false => -size / (1.0 + size),
    };
    let turned = |day: usize| if (400..600).contains(&day) { 10 } else { 0 };
    let up = path(move |day| moves(day, 0.04));
    let more = path(move |day| moves(day, 0.06));
    let down = path(move |day| moves(day + turned(day), 0.08));
    let at = |day: usize| (day / 200) % 3;
    let a = |day| if at(day) == 1 { 0.0 } else { up(day) };
    let b = |day| if at(day) == 2 { 0.0 } else { more(day) };
    let c = |day| if at(day) == 0 { 0.0 } else { down(day) };
    file(600, &[("A", &a), ("B", &b), ("C", &c)])
}

#[test]
fn a_matrix_that_cannot_be_is_moved_no_farther_than_was_allowed() {
    let refused = with(&impossible(), "max_gap = 300\ngroup_basis = 0\n").unwrap_err();
    assert!(
        refused.starts_with(
            "the matrix is not positive semi-definite and the nearest that is lies 0."
        ),
        "{refused}"
    );
    assert_eq!(refused.lines().count(), 1);
    let found = with(
        &impossible(),
        "max_gap = 300\ngroup_basis = 0\nmatrix_distance = 1\n",
    )
    .unwrap();
    assert!(found.explained.matrix_moved > 0.05 && found.explained.matrix_moved <= 1.0);
    assert!(found.market.parameters().is_ok());
}

/// Six assets, each odd in its own way.
fn odd_prices() -> String {
    let noisy = |seed| path(move |day| noise(seed, day));
    let (a, b, c, d, e) = (noisy(1), noisy(2), noisy(3), noisy(4), noisy(5));
    file(
        450,
        &[
            ("LATE", &|day| if day < 300 { 0.0 } else { a(day) }),
            ("GONE", &|day| if day > 400 { 0.0 } else { b(day) }),
            ("HOLE", &|day| if day == 50 { 0.0 } else { c(day) }),
            ("STUCK", &|day| {
                if (100..120).contains(&day) {
                    d(100)
                } else {
                    d(day)
                }
            }),
            ("DEAD", &|day| {
                if day > 440 {
                    e(day) / 50.0
                } else {
                    e(day)
                }
            }),
            ("PEG", &|day| {
                if day == 70 {
                    0.88
                } else {
                    1.0 + (day % 3) as f64 / 1e4
                }
            }),
        ],
    )
}

#[test]
fn what_is_odd_is_named() {
    let text = odd_prices();
    let found = with(&text, "max_gap = 1\n").unwrap();
    let said = |asset: &str, kind| {
        found
            .explained
            .notes
            .iter()
            .any(|note| note.asset.as_deref() == Some(asset) && note.kind == kind)
    };
    for (asset, kind) in [
        ("LATE", NoteKind::ShortHistory),
        ("GONE", NoteKind::MissedWorst),
        ("GONE", NoteKind::EndsEarly),
        ("HOLE", NoteKind::Gap),
        ("STUCK", NoteKind::Stale),
        ("DEAD", NoteKind::Collapsed),
        ("DEAD", NoteKind::Jump),
        ("PEG", NoteKind::Depeg),
    ] {
        assert!(
            said(asset, kind),
            "{asset} {kind:?}: {:?}",
            found.explained.notes
        );
    }
    assert!(found
        .explained
        .assets
        .iter()
        .any(|asset| asset.ticker == "LATE" && asset.long.stress >= 0.2));
}

/// A configuration, and how its refusal begins.
const WRONG: [(&str, &str); 12] = [
    (
        "horizon = 24\n",
        "line 1, column 1: unknown field `horizon`",
    ),
    ("\nconfidence = \"high\"\n", "line 2, column 14: "),
    (
        "confidence = 1\n",
        "confidence: found 1, allowed is 0.9 to 0.9999",
    ),
    ("confidence = nan\n", "confidence: found NaN"),
    ("worst_windows = 0\n", "worst_windows: found 0"),
    ("worst_windows = -1\n", "line 1, column 17: "),
    (
        "horizon_hours = 36\n",
        "horizon_hours: found 36, allowed is a whole number of steps of the prices, each 1 day",
    ),
    ("min_margin = 0.02\n", "line 1, column 14: "),
    (
        "min_margin = \"0.005\"\n",
        "[liquidation]: min_margin: found 0.005",
    ),
    (
        "[assets.A]\nbegins = \"May\"\n[assets.B]\n",
        "[assets.A] begins: found `May`",
    ),
    ("[assets.A]\n[assets.X]\n", "line 1: there is no column `X`"),
    ("[assets.A]\n", "line 1: found 1 of the assets"),
];

#[test]
fn a_configuration_that_cannot_be_used_is_refused_in_one_line() {
    let text = file(
        450,
        &[("A", &path(crashing)), ("B", &path(|day| noise(1, day)))],
    );
    for (settings, place) in WRONG {
        let error = with(&text, settings).unwrap_err();
        assert!(error.starts_with(place), "{settings:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    let short = file(
        30,
        &[("A", &path(crashing)), ("B", &path(|day| noise(1, day)))],
    );
    let error = with(&short, "").unwrap_err();
    assert!(
        error.starts_with("A: found 29 windows of the horizon, at least 30"),
        "{error}"
    );
}

#[test]
fn the_configuration_of_the_docs_is_the_defaults() {
    let mut written = Settings::read(include_str!("../../../docs/desk.toml")).unwrap();
    written.assets.clear();
    assert_eq!(written, Settings::default());
}
