//! Parameters out of their ranges.

use super::world::{market, DAY};
use ballast_interface::lending::{ListAsset, StewardLimits};
use ballast_interface::AssetId;
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::governance::{CorrelationSpec, Group, Scenario};
use ballast_risk::{Move, Ratio};
use ballast_testing::{assert_refused, assert_says, pair, risk, Message, Suite};

/// The owner is refused with each of the messages, in words that contain what stands beside it.
#[track_caller]
fn assert_each_says(suite: &mut Suite, table: Vec<(Message, &str)>) {
    for (message, expected) in table {
        assert_says(suite.tell("owner", message), expected);
    }
}

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

/// INK as it is not listed, and why.
fn unlistable(suite: &Suite) -> Vec<(Message, &'static str)> {
    let listed = |change: fn(&mut ListAsset)| suite.msg().list("INK", change);
    #[rustfmt::skip] // a table
    let table = vec![
        (listed(|l| l.decimals = 19), "decimals: found 19, allowed is 0 to 18"),
        (listed(|l| l.risk.liquidation_threshold = ratio("0.981")), "allowed is 0 to 0.98"),
        (listed(|l| l.risk.collateral_factor = ratio("0.61")), "0 to the liquidation_threshold"),
        (listed(|l| l.risk.borrow_weight = Some(ratio("0.99"))), "allowed is 1 to 1.98"),
        (listed(|l| l.risk.borrow_weight = Some(ratio("1.99"))), "allowed is 1 to 1.98"),
        (listed(|l| l.risk.borrow_weight = Some(ratio("1.39"))), "a stress of at least 0.4"),
        (listed(|l| l.risk.liquidation_threshold = ratio("0.61")), "a stress of at least 0.4"),
        (listed(|l| l.risk.group = "moon".into()), "there is no group `moon`"),
        (listed(|l| l.liquidation.bonus_max = ratio("0.67")), "(1 + bonus_max)"),
        (listed(|l| l.liquidation.bonus_max = ratio("0.001")), "bonus_min"),
        (listed(|l| l.liquidation.protocol_fee = ratio("1.1")), "protocol_fee"),
        (listed(|l| l.reserve_factor = ratio("1.01")), "reserve_factor: found 1.01, allowed is 0 to 1"),
        (listed(|l| l.rates.optimal_utilisation = ratio("1")), "optimal_utilisation"),
        (listed(|l| l.rates.slope2 = ratio("0.01")), "slope2"),
        (listed(|l| l.rates.slope2 = ratio("9.91")), "found"),
        (listed(|l| l.asset = AssetId::native("x")), "a letter, then 2 to 127 letters"),
    ];
    table
}

#[test]
fn a_listing_keeps_to_its_ranges() {
    let mut suite = market();
    let early = suite.msg().list("INK", |_| ());
    assert_says(
        suite.tell("owner", early.clone()),
        "price of `uink` is missing",
    );
    suite.price("INK", "5");
    let table = unlistable(&suite);
    assert_each_says(&mut suite, table);
    suite.govern(early.clone());
    let asset = "uink".into();
    assert_refused(
        suite.tell("owner", early),
        &ContractError::AlreadyListed { asset },
    );
}

#[test]
fn an_asset_in_use_keeps_its_group() {
    let mut suite = market();
    let elsewhere = risk(["0.5", "0.6", "1.4"], "usd");
    let refused = suite.tell("owner", suite.msg().ramp("ATOM", elsewhere, DAY));
    let expected = LedgerError::Fixed {
        asset: "uatom".into(),
        field: "group",
    }
    .into();
    assert_refused(refused, &expected);
}

fn rho(text: &str) -> Move {
    text.parse().unwrap()
}

fn square(size: usize) -> Vec<Vec<Move>> {
    let entry = |g, h| if g == h { rho("1") } else { rho("0") };
    let row = |g| (0..size).map(|h| entry(g, h)).collect();
    (0..size).map(row).collect()
}

fn grown(spec: &mut CorrelationSpec, size: usize, entries: &str) {
    for n in spec.groups.len()..size {
        let stress = Ratio::percent(10);
        spec.groups.push(Group {
            name: format!("group{n}"),
            stress,
        });
    }
    spec.rho = square(size);
    for g in 0..size {
        for h in 0..size {
            if g != h && size < 17 {
                spec.rho[g][h] = rho(entries);
            }
        }
    }
}

fn both(spec: &mut CorrelationSpec, text: &str) {
    (spec.rho[0][1], spec.rho[1][0]) = (rho(text), rho(text));
}

#[test]
fn a_structure_is_a_correlation_matrix_of_known_groups() {
    let mut suite = market();
    let structure = |change: fn(&mut CorrelationSpec)| {
        let mut spec = pair::correlations([40, 3], "0", "0.75");
        change(&mut spec);
        suite.msg().correlate(spec, Some(DAY))
    };
    #[rustfmt::skip] // a table
    let table = vec![
        (structure(|s| s.rho[0][1] = rho("0.1")), "the same both ways"),
        (structure(|s| s.rho[0][0] = rho("0.9")), "1 on the diagonal"),
        (structure(|s| both(s, "0.00001")), "at most 4 decimals"),
        (structure(|s| both(s, "1.1")), "allowed is -1 to 1"),
        (structure(|s| s.rho.truncate(1)), "must have 2 rows of 2 entries"),
        (structure(|s| grown(s, 3, "-0.6")), "not positive semi-definite: `group2`"),
        (structure(|s| grown(s, 17, "0")), "found 17 groups, allowed are 1 to 16"),
        (structure(|s| s.groups.swap(0, 1)), "`atom` was expected"),
        (structure(|s| s.groups[1].name = "atom".into()), "stands there twice"),
        (structure(|s| s.groups[0].stress = Ratio::percent(96)), "allowed is 0 to 0.95"),
        (structure(|s| s.correlation_credit = Ratio::percent(101)), "correlation_credit"),
        (structure(|s| s.min_margin = Ratio::percent(101)), "min_margin"),
        (structure(|s| s.min_margin = ratio("0.009")), "twice the bonus_floor"),
        (structure(|s| s.groups[0].stress = Ratio::percent(41)), "uatom needs a stress of at least 0.41"),
    ];
    // perfectly correlated is no contradiction
    let alike = structure(|s| grown(s, 3, "1"));
    assert_each_says(&mut suite, table);
    suite.govern(alike);
}

#[test]
fn scenarios_name_listed_assets_and_possible_moves() {
    let mut suite = market();
    let scenarios = |count: usize, asset: &str, by: &str| {
        let scenario = |n| Scenario {
            name: format!("scenario{n}"),
            moves: [(asset.to_owned(), rho(by))].into(),
        };
        suite.msg().scenarios((0..count).map(scenario).collect())
    };
    let table = vec![
        (scenarios(1, "uink", "-0.5"), "`uink` is not listed"),
        (scenarios(1, "uatom", "-1.1"), "at least -1"),
        (scenarios(17, "uatom", "-0.5"), "found 17 scenarios"),
    ];
    let most = scenarios(16, "uatom", "-1");
    assert_each_says(&mut suite, table);
    suite.govern(most);
}

#[test]
fn a_stewards_step_is_at_most_all() {
    let mut suite = market();
    let limits = StewardLimits {
        max_factor_step: ratio("1.1"),
        max_cap_step: Ratio::ZERO,
        min_interval: 86_400,
    };
    let roles = suite.msg().set_roles(None, Some(limits));
    let refused = suite.tell("owner", roles);
    assert_says(refused, "steward_limits: found 1.1, allowed is 0 to 1");
    let hasty = StewardLimits {
        max_factor_step: Ratio::ZERO,
        max_cap_step: Ratio::ZERO,
        min_interval: 86_399,
    };
    let roles = suite.msg().set_roles(None, Some(hasty));
    let refused = suite.tell("owner", roles);
    assert_says(
        refused,
        "min_interval: found 86399, allowed is at least 86400",
    );
}

#[test]
fn a_coin_does_not_go_by_the_name_of_a_token() {
    let mut suite = market();
    suite.add(pair::token("GOLD"));
    suite.open("GOLD");
    let asset = suite.id("GOLD").to_string();
    let twin = suite
        .msg()
        .list("INK", |l| l.asset = AssetId::native(&asset));
    let refused = suite.tell("owner", twin);
    assert_refused(refused, &ContractError::AlreadyListed { asset });
}
