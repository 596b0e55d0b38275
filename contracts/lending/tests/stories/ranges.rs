//! Parameters out of their ranges: refused, and nothing has changed.

use super::refused::says;
use crate::chain::{execute, setup, Chain, ATOM, INK};
use ballast_interface::lending::{CorrelationsUpdate, ExecuteMsg, ListAsset, StewardLimits};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::{AssetParams, CorrelationSpec, Group, Move, Ratio, Scenario};

fn listed(change: impl FnOnce(&mut ListAsset)) -> ExecuteMsg {
    let mut listing = setup::listing(AssetId::native(INK), ["0.56", "0.6", "1.4"], "atom");
    change(&mut listing);
    ExecuteMsg::ListAsset(listing)
}

#[test]
fn a_listing_keeps_to_its_ranges() {
    let mut chain = Chain::new();
    says(
        &mut chain,
        "owner",
        listed(|_| ()),
        "price of `uink` is missing",
    );
    chain.price(INK, "5");
    let ratio = |text: &str| text.parse::<Ratio>().unwrap();
    #[rustfmt::skip] // a table
    let table = [
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
        (listed(|l| l.asset = AssetId::native("x")), "3 to 128 characters"),
    ];
    for (msg, expected) in table {
        says(&mut chain, "owner", msg, expected);
    }
    chain.send("owner", listed(|_| ()), &[]);
    let asset = INK.into();
    assert_eq!(
        chain.refused("owner", listed(|_| ()), &[]),
        ContractError::AlreadyListed { asset }
    );
}

#[test]
fn an_asset_in_use_keeps_its_group() {
    let mut chain = Chain::new();
    let risk: AssetParams = execute::risk(["0.5", "0.6", "1.4"], "usd");
    let refused = chain.refused("owner", execute::ramp(ATOM, risk, 86_400), &[]);
    assert_eq!(
        refused,
        ContractError::Fixed {
            asset: ATOM.into(),
            field: "group"
        }
    );
}

fn structure(change: impl FnOnce(&mut CorrelationSpec)) -> ExecuteMsg {
    let mut spec = setup::correlations([40, 3], "0", "0.75");
    change(&mut spec);
    execute::correlate(spec, 86_400)
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

#[test]
fn a_structure_is_a_correlation_matrix_of_known_groups() {
    let mut chain = Chain::new();
    #[rustfmt::skip] // a table
    let table = [
        (structure(|s| s.rho[0][1] = rho("0.1")), "the same both ways"),
        (structure(|s| s.rho[0][0] = rho("0.9")), "1 on the diagonal"),
        (structure(|s| (s.rho[0][1], s.rho[1][0]) = (rho("0.00001"), rho("0.00001"))), "at most 4 decimals"),
        (structure(|s| (s.rho[0][1], s.rho[1][0]) = (rho("1.1"), rho("1.1"))), "allowed is -1 to 1"),
        (structure(|s| s.rho.truncate(1)), "must have 2 rows of 2 entries"),
        (structure(|s| grown(s, 3, "-0.6")), "not positive semi-definite: `group2`"),
        (structure(|s| grown(s, 17, "0")), "found 17 groups, allowed are 1 to 16"),
        (structure(|s| s.groups.swap(0, 1)), "`atom` was expected"),
        (structure(|s| s.groups[1].name = "atom".into()), "stands there twice"),
        (structure(|s| s.groups[0].stress = Ratio::percent(96)), "allowed is 0 to 0.95"),
        (structure(|s| s.correlation_credit = Ratio::percent(101)), "correlation_credit"),
        (structure(|s| s.min_margin = Ratio::percent(101)), "min_margin"),
        (structure(|s| s.min_margin = "0.009".parse().unwrap()), "twice the bonus_floor"),
        (structure(|s| s.groups[0].stress = Ratio::percent(41)), "uatom needs a stress of at least 0.41"),
    ];
    for (msg, expected) in table {
        says(&mut chain, "owner", msg, expected);
    }
    // perfectly correlated is no contradiction
    chain.send("owner", structure(|s| grown(s, 3, "1")), &[]);
}

fn scenarios(count: usize, asset: &str, by: &str) -> ExecuteMsg {
    let scenario = |n| Scenario {
        name: format!("scenario{n}"),
        moves: [(asset.to_owned(), rho(by))].into(),
    };
    ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
        correlations: None,
        ramp_seconds: None,
        scenarios: Some((0..count).map(scenario).collect()),
    })
}

#[test]
fn scenarios_name_listed_assets_and_possible_moves() {
    let mut chain = Chain::new();
    says(
        &mut chain,
        "owner",
        scenarios(1, INK, "-0.5"),
        "`uink` is not listed",
    );
    says(
        &mut chain,
        "owner",
        scenarios(1, ATOM, "-1.1"),
        "at least -1",
    );
    says(
        &mut chain,
        "owner",
        scenarios(17, ATOM, "-0.5"),
        "found 17 scenarios",
    );
    chain.send("owner", scenarios(16, ATOM, "-1"), &[]);
}

#[test]
fn a_stewards_step_is_at_most_all() {
    let mut chain = Chain::new();
    let msg = ExecuteMsg::SetRoles {
        guardian: None,
        steward: None,
        steward_limits: Some(StewardLimits {
            max_factor_step: "1.1".parse().unwrap(),
            max_cap_step: Ratio::ZERO,
            min_interval: 0,
        }),
    };
    says(
        &mut chain,
        "owner",
        msg,
        "steward_limits: found 1.1, allowed is 0 to 1",
    );
}

#[test]
fn a_coin_does_not_go_by_the_name_of_a_token() {
    let mut chain = Chain::new();
    let token = chain.token("ink");
    chain.price(token.name(), "5");
    chain.list(token.clone(), 18);
    let asset = token.to_string();
    let twin = listed(|l| l.asset = AssetId::native(token.name()));
    let refused = chain.refused("owner", twin, &[]);
    assert_eq!(refused, ContractError::AlreadyListed { asset });
}
