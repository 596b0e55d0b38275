//! The documented messages of governance, sent as they stand: nothing but what they name changes.

use super::world::market;
use ballast_interface::lending::{
    AssetResponse, CapChange, CapsUpdate, ConfigResponse, QueryMsg, RolesResponse, StewardLimits,
};
use ballast_lending::LedgerError;
use ballast_risk::{Amount, Ratio};
use ballast_testing::{assert_refused, Suite};

const MESSAGES: &str = include_str!("../../../../packages/interface/src/lending/msg.rs");

/// The only documented example that begins with this verb.
fn example(verb: &str) -> String {
    let begins = format!("/// {{\"{verb}\"");
    let mut found = MESSAGES.lines().map(str::trim_start);
    let line = found.find(|line| line.starts_with(&begins)).unwrap();
    line.trim_start_matches("/// ").to_owned()
}

#[derive(Clone, Debug, PartialEq)]
struct Parameters {
    atom: AssetResponse,
    config: ConfigResponse,
    roles: RolesResponse,
}

fn parameters(suite: &Suite) -> Parameters {
    Parameters {
        atom: suite.parameters("ATOM"),
        config: suite.query(&QueryMsg::Config {}).unwrap(),
        roles: suite.query(&QueryMsg::Roles {}).unwrap(),
    }
}

fn set(cap: u128) -> Option<CapChange> {
    Some(CapChange::Set(Amount::new(cap)))
}

/// ATOM has both caps, and every role is somebody's.
fn everything_set() -> Suite {
    let mut suite = market();
    let caps = CapsUpdate {
        supply_cap: set(5_000_000_000_000),
        borrow_cap: set(1_000_000),
    };
    suite.govern(suite.msg().update("ATOM", |u| u.caps = Some(caps)));
    let limits = StewardLimits {
        max_factor_step: Ratio::percent(1),
        max_cap_step: Ratio::percent(10),
        min_interval: 172_800,
    };
    suite.govern(suite.msg().set_roles(Some("lena"), Some(limits)));
    suite
}

#[test]
fn the_example_of_a_cap_leaves_the_other_cap() {
    let mut suite = everything_set();
    let mut expected = parameters(&suite);
    suite.tell_text("owner", &example("update_asset")).unwrap();
    expected.atom.caps.supply_cap = Some(Amount::new(6_000_000_000_000));
    assert_eq!(parameters(&suite), expected);
}

#[test]
fn the_example_of_a_role_leaves_the_other_role_and_the_limits() {
    let mut suite = everything_set();
    let mut expected = parameters(&suite);
    let gina = suite.who("gina").to_string();
    let text = example("set_roles").replace("wasm1…", &gina);
    suite.tell_text("owner", &text).unwrap();
    expected.roles.guardian = Some(gina);
    assert_eq!(parameters(&suite), expected);
    let nobody = r#"{"set_roles": {"guardian": "vacant", "steward": null}}"#;
    suite.tell_text("owner", nobody).unwrap();
    expected.roles.guardian = None;
    assert_eq!(parameters(&suite), expected);
}

#[test]
fn the_example_of_an_oracle_leaves_the_rules() {
    let mut suite = everything_set();
    let mut expected = parameters(&suite);
    let other = suite.another_oracle();
    for (ticker, quote) in ["ATOM", "USDC"].map(|ticker| (ticker, suite.price_of(ticker))) {
        suite.quote_at(&other, ticker, quote);
    }
    let text = example("update_config").replace("wasm1…", other.as_str());
    suite.tell_text("owner", &text).unwrap();
    expected.config.oracle = other.to_string();
    assert_eq!(parameters(&suite), expected);
}

#[test]
fn a_cap_is_set_or_lifted_and_what_can_be_collateral_keeps_its_supply_cap() {
    let mut suite = everything_set();
    let lifted = Some(CapChange::Lifted);
    let no_bound = suite.msg().update("ATOM", |u| {
        u.caps = Some(CapsUpdate {
            supply_cap: lifted.clone(),
            borrow_cap: None,
        });
    });
    let needed = |asset: &str| {
        let asset = asset.into();
        LedgerError::NeedsSupplyCap { asset }.into()
    };
    assert_refused(suite.tell("owner", no_bound), &needed("uatom"));
    let mut expected = parameters(&suite);
    let free = suite.msg().update("ATOM", |u| {
        u.caps = Some(CapsUpdate {
            supply_cap: None,
            borrow_cap: lifted,
        });
    });
    suite.govern(free);
    expected.atom.caps.borrow_cap = None;
    assert_eq!(parameters(&suite), expected);
    suite.price("NEW", "1");
    let boundless = suite.msg().list("NEW", |l| l.caps.supply_cap = None);
    assert_refused(suite.tell("owner", boundless), &needed("unew"));
}
