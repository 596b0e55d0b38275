//! Stories of one feeder, Fay, and her sources.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise

use super::rules::RuleSettings;
use super::*;
use ballast_risk::Ratio;

const NOW: u64 = 1_700_000_000;

/// Half a per cent or a minute; two sources, within 1 % of their median; a step above 10 % takes a second.
fn rules() -> Rules {
    RuleSettings::default().try_into().unwrap()
}

/// One source is enough, unless the step is large.
fn trusting() -> Rules {
    Rules {
        min_sources: 1,
        ..rules()
    }
}

fn usd(price: &str) -> Price {
    price.parse().unwrap()
}

/// A source that saw the price so many seconds ago.
fn said(source: &str, price: &str, ago: u64) -> SourceAnswer {
    SourceAnswer {
        source: source.to_owned(),
        said: NamedPrice {
            name: "ATOM".to_owned(),
            price: usd(price),
            time: NOW - ago,
        },
    }
}

/// What Fay reported so many seconds ago.
fn reported(price: &str, ago: u64) -> Known {
    Known {
        own: Some(Report {
            price: usd(price),
            time: NOW - ago,
        }),
        published: None,
    }
}

fn report(price: &str, ago: u64, why: Why) -> Decision {
    Decision::Report {
        report: Report {
            price: usd(price),
            time: NOW - ago,
        },
        why,
    }
}

#[test]
fn the_first_report_is_the_median_and_as_old_as_the_oldest_behind_it() {
    let answers = [
        said("kraken", "9.87", 1),
        said("binance", "9.90", 3),
        said("coinbase", "9.88", 7),
    ];
    let decided = decide(&rules(), &Known::default(), &answers, NOW);
    assert_eq!(decided, report("9.88", 7, Why::First));
    assert_eq!(
        decided.to_string(),
        "9.88, seen at 1699999993: the first report"
    );
}

#[test]
fn two_sources_have_the_mean_of_both() {
    let answers = [said("kraken", "9.86", 1), said("binance", "9.88", 1)];
    let decided = decide(&rules(), &Known::default(), &answers, NOW);
    assert_eq!(decided, report("9.87", 1, Why::First));
}

/// 10.05 is 0.5 % above 10 and not more; 10.06 is.
#[test]
fn what_moved_by_more_than_the_deviation_is_reported_at_once() {
    let at = |price: &str| [said("kraken", price, 1), said("binance", price, 1)];
    let known = reported("10", 30);
    let near = decide(&rules(), &known, &at("10.05"), NOW);
    let unmoved = Skip::Unmoved {
        reported: usd("10"),
        seen: usd("10.05"),
        age: 30,
    };
    assert_eq!(near, Decision::Skip(unmoved));
    let moved = decide(&rules(), &known, &at("10.06"), NOW);
    assert_eq!(moved, report("10.06", 1, Why::Moved { from: usd("10") }));
}

#[test]
fn what_did_not_move_is_renewed_after_a_minute() {
    let answers = [said("kraken", "10", 1), said("binance", "10", 1)];
    let early = decide(&rules(), &reported("10", 59), &answers, NOW);
    assert!(matches!(early, Decision::Skip(Skip::Unmoved { .. })));
    let due = decide(&rules(), &reported("10", 60), &answers, NOW);
    assert_eq!(due, report("10", 1, Why::Heartbeat { age: 60 }));
}

#[test]
fn yesterdays_answer_a_zero_and_one_from_the_future_do_not_count() {
    let mut ahead = said("eager", "10", 0);
    ahead.said.time = NOW + 61;
    let answers = [
        said("yesterday", "10", 86_400),
        said("nothing", "0", 1),
        ahead,
        said("kraken", "10", 1),
    ];
    let decided = decide(&rules(), &Known::default(), &answers, NOW);
    let skip = Skip::TooFewSources {
        found: 1,
        needed: 2,
        refused: 3,
    };
    assert_eq!(
        skip.to_string(),
        "1 of at least 2 sources count (3 are too old, early or zero)"
    );
    assert!(skip.is_mistrust());
    assert_eq!(decided, Decision::Skip(skip));
}

#[test]
fn one_that_is_far_off_is_outvoted_and_two_that_disagree_are_not_believed() {
    let liar = [
        said("kraken", "10", 1),
        said("binance", "10.02", 1),
        said("liar", "15", 1),
    ];
    let decided = decide(&rules(), &Known::default(), &liar, NOW);
    assert_eq!(decided, report("10.02", 1, Why::First));
    let split = [said("kraken", "10", 1), said("liar", "15", 1)];
    let apart = Skip::Apart {
        agreeing: 0,
        of: 2,
        median: usd("12.5"),
    };
    let decided = decide(&rules(), &Known::default(), &split, NOW);
    assert_eq!(decided, Decision::Skip(apart));
}

/// The old price 10, a step of 20 %: one source alone is not believed, two are.
#[test]
fn a_large_step_takes_a_second_source() {
    let known = reported("10", 30);
    let alone = decide(&trusting(), &known, &[said("kraken", "8", 1)], NOW);
    let step = Skip::BigStep {
        from: usd("10"),
        to: usd("8"),
    };
    assert_eq!(
        step.to_string(),
        "a step from 10 to 8 takes a second source that agrees"
    );
    assert_eq!(alone, Decision::Skip(step));
    let both = [said("kraken", "8", 1), said("binance", "8.02", 2)];
    let decided = decide(&trusting(), &known, &both, NOW);
    assert_eq!(decided, report("8.01", 2, Why::Moved { from: usd("10") }));
    // 10 % exactly is not beyond
    let small = decide(&trusting(), &known, &[said("kraken", "9", 1)], NOW);
    assert_eq!(small, report("9", 1, Why::Moved { from: usd("10") }));
}

#[test]
fn after_a_restart_a_step_is_measured_from_what_is_published() {
    let published = Known {
        own: None,
        published: Some(usd("10")),
    };
    let decided = decide(&trusting(), &published, &[said("kraken", "5", 1)], NOW);
    let step = Skip::BigStep {
        from: usd("10"),
        to: usd("5"),
    };
    assert_eq!(decided, Decision::Skip(step));
}

/// A source that repeats itself cannot make an old price young.
#[test]
fn what_was_seen_before_the_last_report_is_not_reported_again() {
    let answers = [said("kraken", "12", 10), said("binance", "12", 1)];
    let decided = decide(&rules(), &reported("10", 10), &answers, NOW);
    let skip = Skip::NothingNewer { time: NOW - 10 };
    assert!(!skip.is_mistrust());
    assert_eq!(decided, Decision::Skip(skip));
}

#[test]
fn a_clock_that_is_ahead_buys_no_youth() {
    let mut answers = [said("kraken", "10", 0), said("binance", "10", 0)];
    for answer in &mut answers {
        answer.said.time = NOW + 30;
    }
    let decided = decide(&rules(), &Known::default(), &answers, NOW);
    assert_eq!(decided, report("10", 0, Why::First));
}

#[test]
fn rules_that_cannot_be_meant_are_refused() {
    let silent = RuleSettings {
        heartbeat_seconds: 0,
        ..RuleSettings::default()
    };
    let refused = Rules::try_from(silent).unwrap_err().to_string();
    assert_eq!(refused, "heartbeat_seconds: found 0, allowed is 1 to 86400");
    let backwards = RuleSettings {
        max_step: Ratio::new(5_000_000_000_000_000),
        ..RuleSettings::default()
    };
    let refused = Rules::try_from(backwards).unwrap_err().to_string();
    assert_eq!(
        refused,
        "max_step: found 0.005, and it must be above deviation, which is 0.005"
    );
}
