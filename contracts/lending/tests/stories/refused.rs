//! Bad input: a typed error that says what was asked, found and possible, and nothing has changed.

use crate::chain::{execute, setup, Chain, ATOM, INK, USDC};
use ballast_interface::lending::{
    CorrelationsUpdate, ExecuteMsg, ListAsset, Repay, StewardLimits, SupplyMode,
};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::correlation::{CorrelationSpec, Group, Scenario};
use ballast_risk::num::{Amount, Move, Ratio};
use ballast_risk::params::AssetRisk;

/// Refused with words that contain `expected`; not one stored byte is another.
#[track_caller]
fn says(chain: &mut Chain, who: &str, msg: ExecuteMsg, expected: &str) {
    let refused = chain.refused(who, msg, &[]).to_string();
    assert!(refused.contains(expected), "{refused}");
}

#[test]
fn nothing_is_not_an_amount() {
    let mut chain = Chain::with_alice_owing(100);
    let reserves = ExecuteMsg::WithdrawReserves {
        asset: AssetId::native(USDC),
        amount: Some(Amount::ZERO),
        recipient: None,
    };
    for (who, msg) in [
        ("alice", execute::withdraw(ATOM, Some(0))),
        ("alice", execute::borrow(USDC, 0)),
        ("alice", execute::shift(ATOM, Some(0), SupplyMode::Protect)),
        ("owner", reserves),
    ] {
        assert_eq!(chain.refused(who, msg, &[]), ContractError::ZeroAmount);
    }
}

#[test]
fn what_is_not_listed_is_not_known() {
    let mut chain = Chain::with_alice_owing(100);
    let unknown = ContractError::UnknownAsset { asset: INK.into() };
    for msg in [
        execute::withdraw(INK, None),
        execute::borrow(INK, 5),
        execute::shift(INK, None, SupplyMode::Lend),
        ExecuteMsg::Accrue {
            assets: vec![AssetId::native(INK)],
        },
    ] {
        assert_eq!(chain.refused("alice", msg, &[]), unknown);
    }
    let liquidate = execute::liquidate(chain.account("alice"), INK);
    for msg in [execute::deposit(), execute::repay(), liquidate.clone()] {
        assert_eq!(chain.refused("lena", msg, &[(5, INK)]), unknown);
    }
    assert_eq!(chain.refused("lena", liquidate, &[(5, USDC)]), unknown);
    // a token's name is not a coin's
    let token = ExecuteMsg::Accrue {
        assets: vec![AssetId::cw20(ATOM)],
    };
    let asset = ATOM.into();
    assert_eq!(
        chain.refused("lena", token, &[]),
        ContractError::UnknownAsset { asset }
    );
}

#[test]
fn one_coin_is_sent_where_one_is_wanted() {
    let mut chain = Chain::with_alice_owing(100);
    let liquidate = execute::liquidate(chain.account("alice"), ATOM);
    for msg in [execute::deposit(), execute::repay(), liquidate] {
        let found = "none".to_owned();
        assert_eq!(
            chain.refused("lena", msg.clone(), &[]),
            ContractError::WrongFunds { found }
        );
        let two = [(5, ATOM), (6, USDC)];
        let found = "5uatom, 6uusdc".to_owned();
        assert_eq!(
            chain.refused("lena", msg, &two),
            ContractError::WrongFunds { found }
        );
    }
}

#[test]
fn no_coin_is_sent_where_none_is_wanted() {
    let mut chain = Chain::with_alice_owing(100);
    let update = ExecuteMsg::UpdateAsset(execute::update(ATOM));
    for (who, msg) in [
        ("alice", execute::withdraw(ATOM, None)),
        ("alice", execute::borrow(USDC, 5)),
        ("alice", execute::shift(ATOM, None, SupplyMode::Protect)),
        (
            "alice",
            ExecuteMsg::WriteOff {
                account: chain.account("bob"),
            },
        ),
        ("alice", ExecuteMsg::Accrue { assets: vec![] }),
        ("owner", update),
        ("owner", execute::stop(None)),
        ("owner", execute::pause(ATOM, &[], None)),
        ("owner", execute::unpause(ATOM, &[])),
        (
            "owner",
            ExecuteMsg::UpdateConfig {
                oracle: None,
                liquidation: None,
            },
        ),
    ] {
        let found = "5uusdc".to_owned();
        let refused = chain.refused(who, msg, &[(5, USDC)]);
        assert_eq!(refused, ContractError::UnexpectedFunds { found });
    }
}

#[test]
fn nobody_takes_out_more_than_there_is() {
    let mut chain = Chain::with_alice_owing(500);
    let more = execute::withdraw(ATOM, Some(100_000_001));
    let expected = ContractError::InsufficientSupply {
        asset: ATOM.into(),
        mode: "lent",
        asked: Amount::new(100_000_001),
        found: Amount::new(100_000_000),
    };
    assert_eq!(chain.refused("alice", more, &[]), expected);
    says(
        &mut chain,
        "alice",
        execute::withdraw(ATOM, None),
        "can be withdrawn",
    );
    says(
        &mut chain,
        "alice",
        execute::unprotect(ATOM, None),
        "has 0 protected",
    );
    // 401 USDC are there, 900 were lent
    says(
        &mut chain,
        "bob",
        execute::withdraw(USDC, None),
        "found 401000000 lendable",
    );
    says(
        &mut chain,
        "alice",
        execute::borrow(USDC, 500_000_000),
        "found 401000000 lendable",
    );
    says(
        &mut chain,
        "alice",
        execute::borrow(USDC, 100_000_000),
        "at most 55912609 can be borrowed",
    );
}

#[test]
fn who_owes_nothing_has_nothing_to_repay() {
    let mut chain = Chain::with_alice_owing(100);
    let msg = ExecuteMsg::Repay(Repay {
        account: Some(chain.account("bob")),
    });
    let refused = chain.refused("lena", msg, &[(5, USDC)]);
    let account = format!("{}/0", chain.address("bob"));
    let asset = USDC.to_owned();
    assert_eq!(refused, ContractError::NoDebt { account, asset });
}

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
    for (msg, expected) in [
        (
            listed(|l| l.decimals = 19),
            "decimals: found 19, allowed is 0 to 18",
        ),
        (
            listed(|l| l.risk.liquidation_threshold = ratio("0.981")),
            "allowed is 0 to 0.98",
        ),
        (
            listed(|l| l.risk.collateral_factor = ratio("0.61")),
            "0 to the liquidation_threshold",
        ),
        (
            listed(|l| l.risk.borrow_weight = Some(ratio("0.99"))),
            "allowed is 1 to 1.98",
        ),
        (
            listed(|l| l.risk.borrow_weight = Some(ratio("1.99"))),
            "allowed is 1 to 1.98",
        ),
        (
            listed(|l| l.risk.borrow_weight = Some(ratio("1.39"))),
            "a stress of at least 0.4",
        ),
        (
            listed(|l| l.risk.liquidation_threshold = ratio("0.61")),
            "a stress of at least 0.4",
        ),
        (
            listed(|l| l.risk.group = "moon".into()),
            "there is no group `moon`",
        ),
        (
            listed(|l| l.liquidation.bonus_max = ratio("0.67")),
            "(1 + bonus_max)",
        ),
        (
            listed(|l| l.liquidation.bonus_max = ratio("0.001")),
            "bonus_min",
        ),
        (
            listed(|l| l.liquidation.protocol_fee = ratio("1.1")),
            "protocol_fee",
        ),
        (
            listed(|l| l.reserve_factor = ratio("1.01")),
            "reserve_factor: found 1.01, allowed is 0 to 1",
        ),
        (
            listed(|l| l.rates.optimal_utilisation = ratio("1")),
            "optimal_utilisation",
        ),
        (listed(|l| l.rates.slope2 = ratio("0.01")), "slope2"),
        (listed(|l| l.rates.slope2 = ratio("9.91")), "found"),
        (
            listed(|l| l.asset = AssetId::native("x")),
            "3 to 128 characters",
        ),
    ] {
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
    let risk: AssetRisk = execute::risk(["0.5", "0.6", "1.4"], "usd");
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
    for (msg, expected) in [
        (
            structure(|s| s.rho[0][1] = rho("0.1")),
            "the same both ways",
        ),
        (structure(|s| s.rho[0][0] = rho("0.9")), "1 on the diagonal"),
        (
            structure(|s| (s.rho[0][1], s.rho[1][0]) = (rho("0.00001"), rho("0.00001"))),
            "at most 4 decimals",
        ),
        (
            structure(|s| (s.rho[0][1], s.rho[1][0]) = (rho("1.1"), rho("1.1"))),
            "allowed is -1 to 1",
        ),
        (
            structure(|s| s.rho.truncate(1)),
            "must have 2 rows of 2 entries",
        ),
        (
            structure(|s| grown(s, 3, "-0.6")),
            "not positive semi-definite: `group2`",
        ),
        (
            structure(|s| grown(s, 17, "0")),
            "found 17 groups, allowed are 1 to 16",
        ),
        (structure(|s| s.groups.swap(0, 1)), "`atom` was expected"),
        (
            structure(|s| s.groups[1].name = "atom".into()),
            "stands there twice",
        ),
        (
            structure(|s| s.groups[0].stress = Ratio::percent(96)),
            "allowed is 0 to 0.95",
        ),
        (
            structure(|s| s.correlation_credit = Ratio::percent(101)),
            "correlation_credit",
        ),
        (
            structure(|s| s.min_margin = Ratio::percent(101)),
            "min_margin",
        ),
        (
            structure(|s| s.min_margin = "0.009".parse().unwrap()),
            "twice the bonus_floor",
        ),
        (
            structure(|s| s.groups[0].stress = Ratio::percent(41)),
            "uatom needs a stress of at least 0.41",
        ),
    ] {
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
fn what_is_no_number_or_no_field_is_not_read() {
    let mut chain = Chain::new();
    let borrow = |amount: &str| {
        format!(r#"{{"borrow":{{"asset":{{"native":"uusdc"}},"amount":{amount}}}}}"#)
    };
    for amount in [
        r#""NaN""#,
        r#""-1""#,
        r#""1.5""#,
        r#""1e9""#,
        r#""""#,
        "1",
        "null",
        r#""340282366920938463463374607431768211456""#,
    ] {
        chain.garbled("alice", &borrow(amount));
    }
    let scenario = |by: &str| {
        format!(
            r#"{{"update_correlations":{{"scenarios":[{{"name":"x","moves":{{"uatom":{by}}}}}]}}}}"#
        )
    };
    for by in [r#""NaN""#, r#""inf""#, r#""-""#, r#""0.5.5""#, "-0.5"] {
        chain.garbled("owner", &scenario(by));
    }
    chain.garbled("alice", r#"{"deposit":{"liquidation_related":true}}"#);
    chain.garbled("alice", r#"{"mint":{}}"#);
}

#[test]
fn ownership_goes_over_in_two_steps_and_never_nowhere() {
    use cw_ownable::Action;
    let mut chain = Chain::new();
    let own = |action| ExecuteMsg::UpdateOwnership(action);
    let renounce = own(Action::RenounceOwnership);
    assert_eq!(
        chain.refused("owner", renounce, &[]),
        ContractError::RenounceRefused
    );
    let offer = Action::TransferOwnership {
        new_owner: chain.address("lena").into(),
        expiry: None,
    };
    chain.send("owner", own(offer), &[]);
    says(&mut chain, "bob", own(Action::AcceptOwnership), "pending");
    // until it is accepted the old owner is in charge
    chain.send(
        "owner",
        ExecuteMsg::UpdateConfig {
            oracle: None,
            liquidation: None,
        },
        &[],
    );
    chain.send("lena", own(Action::AcceptOwnership), &[]);
    let config = ExecuteMsg::UpdateConfig {
        oracle: None,
        liquidation: None,
    };
    says(
        &mut chain,
        "owner",
        config.clone(),
        "only the owner may do this",
    );
    chain.send("lena", config, &[]);
}
