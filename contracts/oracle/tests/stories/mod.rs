//! Prices from feeders, as stories on a native chain.

use ballast_interface::oracle::{
    ExecuteMsg, InstantiateMsg, Limits, PriceQuote, PriceReport, PriceStatus, QueryMsg, Source,
    SourceSwap,
};
use ballast_interface::AssetId;
use ballast_oracle::ContractError;
use ballast_risk::{Price, Ratio};
use cosmwasm_std::Addr;
use cw_multi_test::{App, ContractWrapper, Executor};

struct Chain {
    app: App,
    oracle: Addr,
}

const NAMES: [&str; 5] = ["fiona", "felix", "frida", "frank", "flora"];

impl Chain {
    /// An oracle of five feeders, three make a price, one may lie; ATOM is priced by them.
    fn new() -> Self {
        let mut app = App::default();
        let code = app.store_code(crate::stage_oracle(Box::new(ContractWrapper::new(
            ballast_oracle::execute,
            ballast_oracle::instantiate,
            ballast_oracle::query,
        ))));
        let owner = app.api().addr_make("olga");
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            guardian: Some(app.api().addr_make("gustav").to_string()),
        };
        let oracle = app
            .instantiate_contract(code, owner, &msg, &[], "oracle", None)
            .unwrap();
        let mut chain = Self { app, oracle };
        chain.run("olga", chain.feeders(&NAMES, 3, 1)).unwrap();
        chain.run("olga", atom(Source::Feeders {}, None)).unwrap();
        chain
    }

    fn feeders(&self, names: &[&str], quorum: u8, faults: u8) -> ExecuteMsg {
        let addresses = names
            .iter()
            .map(|name| self.app.api().addr_make(name).to_string());
        ExecuteMsg::SetFeeders {
            feeders: addresses.collect(),
            quorum,
            faults,
        }
    }

    fn run(&mut self, who: &str, msg: ExecuteMsg) -> Result<(), ContractError> {
        let sender = self.app.api().addr_make(who);
        let done = self
            .app
            .execute_contract(sender, self.oracle.clone(), &msg, &[]);
        done.map(|_| ()).map_err(|error| error.downcast().unwrap())
    }

    fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    fn report(&mut self, who: &str, price: &str) -> Result<(), ContractError> {
        let time = self.now();
        self.run(who, reported(price, time))
    }

    fn later(&mut self, seconds: u64) {
        self.app
            .update_block(|block| block.time = block.time.plus_seconds(seconds));
    }

    fn price(&self) -> PriceQuote {
        let assets = vec![AssetId::native("unknown"), AssetId::native("uatom")];
        let query = QueryMsg::Prices { assets };
        let all: Vec<PriceQuote> = self
            .app
            .wrap()
            .query_wasm_smart(&self.oracle, &query)
            .unwrap();
        assert_eq!(all[0], PriceQuote::MISSING);
        all[1].clone()
    }
}

fn usd(text: &str) -> Price {
    text.parse().unwrap()
}

fn reported(price: &str, time: u64) -> ExecuteMsg {
    let asset = AssetId::native("uatom");
    ExecuteMsg::Report {
        prices: vec![PriceReport {
            asset,
            price: usd(price),
            time,
        }],
    }
}

fn atom(source: Source, swap: Option<SourceSwap>) -> ExecuteMsg {
    ExecuteMsg::SetAsset {
        asset: AssetId::native("uatom"),
        source,
        limits: Limits {
            max_age: 120,
            min_price: usd("0.01"),
            max_price: usd("1000"),
            max_step: None,
            step_window: None,
            confirm_after: None,
            half_life: None,
            max_spread: None,
        },
        swap,
    }
}

#[test]
fn three_of_five_make_a_price_and_one_liar_does_not_move_it() {
    let mut chain = Chain::new();
    assert_eq!(chain.price().status, PriceStatus::Missing);
    chain.report("fiona", "9.9").unwrap();
    chain.report("felix", "10.1").unwrap();
    assert_eq!(chain.price().status, PriceStatus::Missing);
    chain.report("frida", "999").unwrap();
    let found = chain.price();
    assert_eq!(
        (found.low, found.spot, found.high),
        (usd("10.1"), usd("10.1"), usd("10.1"))
    );
    chain.report("frank", "10").unwrap();
    let found = chain.price();
    assert_eq!(
        (found.low, found.spot, found.high),
        (usd("10"), usd("10.05"), usd("10.1"))
    );
    assert_eq!((found.status, found.wide), (PriceStatus::Fresh, false));
}

#[test]
fn old_reports_stop_counting_and_the_last_price_stays_as_stale() {
    let mut chain = Chain::new();
    for who in ["fiona", "felix", "frida"] {
        chain.report(who, "10").unwrap();
    }
    chain.later(119);
    assert_eq!(chain.price().status, PriceStatus::Fresh);
    chain.report("fiona", "11").unwrap();
    chain.later(1);
    let found = chain.price();
    assert_eq!((found.spot, found.status), (usd("10"), PriceStatus::Stale));
}

#[test]
fn a_bracket_wider_than_allowed_says_so() {
    let mut chain = Chain::new();
    for (who, price) in [
        ("fiona", "9"),
        ("felix", "9.4"),
        ("frida", "10"),
        ("frank", "10.5"),
        ("flora", "11"),
    ] {
        chain.report(who, price).unwrap();
    }
    // 10.5 − 9.4 = 1.1 is more than 10 % of 10
    assert!(chain.price().wide);
}

#[test]
fn the_guardian_freezes_and_only_the_owner_thaws() {
    let mut chain = Chain::new();
    let asset = AssetId::native("uatom");
    for who in ["fiona", "felix", "frida"] {
        chain.report(who, "10").unwrap();
    }
    let freeze = ExecuteMsg::Freeze {
        asset: asset.clone(),
    };
    let thaw = ExecuteMsg::Unfreeze { asset };
    chain.run("gustav", freeze.clone()).unwrap();
    assert_eq!(chain.price().status, PriceStatus::Frozen);
    assert!(matches!(
        chain.run("gustav", thaw.clone()),
        Err(ContractError::Unauthorized { .. })
    ));
    assert!(matches!(
        chain.run("mallory", freeze),
        Err(ContractError::Unauthorized { .. })
    ));
    chain.run("olga", thaw).unwrap();
    assert_eq!(chain.price().status, PriceStatus::Fresh);
}

#[test]
fn reports_that_cannot_be_believed_change_nothing() {
    let mut chain = Chain::new();
    let now = chain.now();
    for price in ["0.01", "0.009", "1000", "0"] {
        let refused = chain.report("fiona", price);
        assert!(
            matches!(refused, Err(ContractError::PriceOutOfBounds { .. })),
            "{price}"
        );
    }
    let refused = chain.run("fiona", reported("10", now + 61));
    assert!(matches!(refused, Err(ContractError::FromTheFuture { .. })));
    assert!(matches!(
        chain.report("mallory", "10"),
        Err(ContractError::Unauthorized { .. })
    ));
    for who in ["felix", "frida", "fiona"] {
        chain.report(who, "10").unwrap();
    }
    // not newer: skipped, not refused
    chain.run("fiona", reported("20", now)).unwrap();
    assert_eq!(chain.price().high, usd("10"));
}

#[test]
fn a_source_is_not_swapped_for_one_with_another_price() {
    let mut chain = Chain::new();
    for who in ["fiona", "felix", "frida"] {
        chain.report(who, "10").unwrap();
    }
    let fixed = |price| Source::Fixed { price: usd(price) };
    let refused = chain.run("olga", atom(fixed("11"), None));
    assert!(matches!(refused, Err(ContractError::SourceTooFar { .. })));
    chain.run("olga", atom(fixed("10.4"), None)).unwrap();
    chain
        .run("olga", atom(fixed("11"), Some(SourceSwap::AnyPrice)))
        .unwrap();
    chain.later(86_400);
    assert_eq!(
        (chain.price().spot, chain.price().status),
        (usd("11"), PriceStatus::Fresh)
    );
}

#[test]
fn feeders_and_limits_are_checked_and_only_the_owner_sets_them() {
    let mut chain = Chain::new();
    for (quorum, faults) in [(2, 1), (6, 1), (3, 2)] {
        let refused = chain.run("olga", chain.feeders(&NAMES, quorum, faults));
        assert!(
            matches!(refused, Err(ContractError::Quorum(_))),
            "{quorum} {faults}"
        );
    }
    let twice = chain.feeders(&["fiona", "fiona", "felix"], 1, 0);
    assert!(matches!(
        chain.run("olga", twice),
        Err(ContractError::DuplicateFeeder { .. })
    ));
    let wrong = chain.run("mallory", chain.feeders(&NAMES, 3, 1));
    assert!(matches!(wrong, Err(ContractError::Unauthorized { .. })));
    let mut wide = atom(Source::Feeders {}, None);
    if let ExecuteMsg::SetAsset { limits, .. } = &mut wide {
        limits.max_spread = Some(Ratio::percent(101));
    }
    assert!(matches!(
        chain.run("olga", wide),
        Err(ContractError::OutOfRange { .. })
    ));
}

#[test]
fn who_is_no_longer_a_feeder_no_longer_counts() {
    let mut chain = Chain::new();
    for who in ["fiona", "felix", "frida"] {
        chain.report(who, "10").unwrap();
    }
    chain
        .run("olga", chain.feeders(&["felix", "frida", "frank"], 3, 1))
        .unwrap();
    assert_eq!(chain.price().status, PriceStatus::Stale);
    chain.report("frank", "10").unwrap();
    assert_eq!(chain.price().status, PriceStatus::Fresh);
    assert!(matches!(
        chain.report("fiona", "10"),
        Err(ContractError::Unauthorized { .. })
    ));
}

#[test]
fn what_is_not_built_says_so() {
    let mut chain = Chain::new();
    let refused = chain.run("olga", ExecuteMsg::Sample {});
    assert_eq!(refused, Err(ContractError::NotAvailable { what: "sample" }));
    let renounce = ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership);
    assert_eq!(
        chain.run("olga", renounce),
        Err(ContractError::RenounceRefused)
    );
}
