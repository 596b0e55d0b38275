//! Block after block: what is sent, what becomes of it, and the normal bad days.

use super::chain::{away, work, Fault, Work};
use super::world::{fallen, world};
use ballast_daemon::parse_settings;
use ballast_interface::oracle::{ExecuteMsg, PriceStatus, SourceSwap};
use ballast_keeper::{KeeperError, Mode, Settings};
use ballast_risk::Price;
use ballast_testing::{bounds, Addr, Outcome, Suite};
use cosmwasm_std::Binary;

/// Anna and Boris owe 10,000 USDC each against 1,000 ATOM at 20; the market falls to 16 while the keeper looks on.
fn market() -> Work {
    let mut world = world();
    for name in ["anna", "boris"] {
        world.suite.supply(name, "1000 ATOM").unwrap();
        world.suite.borrow(name, "10000 USDC").unwrap();
    }
    work(world)
}

fn healthy(work: &Work, name: &str) -> bool {
    let chain = work.wallet.chain.borrow();
    chain.suite.health_of(name).maintenance.unwrap().healthy
}

fn wallet(work: &Work) -> u128 {
    work.wallet.chain.borrow().suite.wallet("botty", "USDC")
}

#[test]
fn in_the_block_of_a_price_both_are_sent_for_and_the_next_has_them_healthy() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 0);
    work.price("ATOM", "16");
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 1);
    work.mine();
    work.step(&mut bot).unwrap();
    assert!(healthy(&work, "anna") && healthy(&work, "boris"));
    assert_eq!((bot.counts.won.get(), bot.counts.lost.get()), (1, 0));
    assert!(wallet(&work) > 0);
    // nothing is left to do
    work.mine();
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 1);
}

#[test]
fn who_comes_later_is_learned_from_events() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.does(|suite| suite.supply("carla", "1000 ATOM"));
    work.does(|suite| suite.borrow("carla", "10000 USDC"));
    work.price("ATOM", "16");
    work.step(&mut bot).unwrap();
    work.mine();
    work.step(&mut bot).unwrap();
    assert!(healthy(&work, "carla"));
}

/// The same bytes go once more after five blocks, and are one transaction.
#[test]
fn what_no_block_takes_is_not_sent_twice() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.price("ATOM", "16");
    work.fault(Fault::Stuck);
    for _ in 0..8 {
        work.step(&mut bot).unwrap();
        work.mine();
    }
    assert_eq!(work.sent(), 1);
    work.fault(Fault::Nothing);
    work.mine();
    work.step(&mut bot).unwrap();
    assert_eq!((bot.counts.won.get(), work.sent()), (1, 1));
}

/// The first keeper is killed while its transaction waits: the second one's number is taken, and when the block is there
/// everybody is healthy.
#[test]
fn a_keeper_that_starts_anew_sends_nothing_twice() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.price("ATOM", "16");
    work.step(&mut bot).unwrap();
    drop(bot);
    let mut bot = work.start().unwrap();
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 1);
    work.mine();
    work.step(&mut bot).unwrap();
    assert!(healthy(&work, "anna") && healthy(&work, "boris"));
    assert_eq!((work.sent(), bot.counts.tried.get()), (1, 0));
}

fn rival(work: &Work, name: &'static str) {
    let liquidated = |suite: &mut Suite| -> Outcome {
        suite.fund("eve", "20000 USDC");
        suite.liquidate("eve", name, "9000 USDC", "ATOM")
    };
    // into the same block, before the keeper's
    let mut chain = work.wallet.chain.borrow_mut();
    liquidated(&mut chain.suite).unwrap();
}

#[test]
fn a_race_that_is_lost_costs_a_fee_and_the_next_block_is_another() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.price("ATOM", "16");
    work.step(&mut bot).unwrap();
    rival(&work, "anna");
    rival(&work, "boris");
    work.mine();
    work.step(&mut bot).unwrap();
    assert_eq!((bot.counts.won.get(), bot.counts.lost.get()), (0, 1));
    assert_eq!(wallet(&work), 0);
}

#[test]
fn gas_that_was_too_little_is_raised() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.price("ATOM", "16");
    work.fault(Fault::Gas(1_400_000));
    for _ in 0..3 {
        work.step(&mut bot).unwrap();
        work.mine();
    }
    let limits: Vec<u64> = work
        .wallet
        .chain
        .borrow()
        .sent
        .iter()
        .map(|tx| tx.gas)
        .collect();
    assert_eq!(limits, [1_400_000, 1_800_000]);
    assert!(healthy(&work, "anna"));
}

#[test]
fn a_node_that_is_away_is_waited_for() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.price("ATOM", "16");
    work.fault(Fault::Away);
    let failed = work.step(&mut bot).unwrap_err();
    assert!(failed.is_passing() && !failed.is_final());
    assert_eq!(failed, KeeperError::Chain(away()));
    work.fault(Fault::Nothing);
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 1);
}

/// The node took it and its answer was lost: nobody knows, so nothing else is sent for them.
#[test]
fn an_answer_that_is_lost_is_no_reason_to_send_again() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.price("ATOM", "16");
    work.fault(Fault::Silent);
    work.step(&mut bot).unwrap();
    work.fault(Fault::Stuck);
    work.mine();
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 1);
}

#[test]
fn a_wallet_without_gas_sends_nothing_and_goes_on() {
    let work = market();
    let mut bot = work.start().unwrap();
    work.price("ATOM", "16");
    work.wallet.chain.borrow_mut().purse = 10;
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 0);
    work.wallet.chain.borrow_mut().purse = 1_000_000;
    work.mine();
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 1);
}

#[test]
fn a_dry_run_sends_nothing() {
    let work = work(fallen(&["anna"]));
    let mut bot = work.start().unwrap();
    bot.mode = Mode::DryRun;
    work.step(&mut bot).unwrap();
    assert_eq!(work.sent(), 0);
}

/// ATOM's price comes from a contract that somebody has to ask every minute. Anna stands 0.2 % above where she would be
/// liquidatable: 15 seconds before the reading is too old the keeper asks, once.
#[test]
fn a_source_that_accounts_at_the_edge_stand_on_is_asked_in_time() {
    let mut world = world();
    world.suite.supply("anna", "1000 ATOM").unwrap();
    world.suite.borrow("anna", "10000 USDC").unwrap();
    let below = world.suite.lens().liquidation_price("anna", "ATOM").below;
    let edge = Price::new(below.unwrap().raw() * 1_002 / 1_000);
    let hub = world
        .suite
        .foreign(STATE, &format!(r#"{{"rate":"{edge}"}}"#));
    asks(&mut world.suite, &hub);
    let work = work(world);
    let mut bot = work.start().unwrap();
    let mut heights = Vec::new();
    for block in 0..20 {
        work.step(&mut bot).unwrap();
        if work.sent() > heights.len() {
            heights.push(block);
        }
        work.mine();
    }
    // a block lasts 5 seconds, the reading 60: nine blocks until 15 are left, and so from the next reading on
    assert_eq!(heights, [9, 19]);
    let chain = work.wallet.chain.borrow();
    let oracle = chain.suite.oracle().0.to_string();
    assert!(chain.sent.iter().all(|tx| tx.message.contract == oracle));
}

const STATE: &str = r#"{"state":{}}"#;

/// ATOM's price is what the contract says, which was asked twice.
fn asks(suite: &mut Suite, hub: &Addr) {
    let msg = Binary::from(STATE.as_bytes()).to_base64();
    let source = format!(
        r#"{{"contract":{{"contract":"{hub}","msg":"{msg}","value":["rate"],"scale":0}}}}"#
    );
    let limits = bounds("0.01", "1000000");
    let source = serde_json::from_str(&source).unwrap();
    let set = suite.source("ATOM", source, limits, Some(SourceSwap::AnyPrice));
    suite.tell_oracle("owner", set).unwrap();
    for _ in 0..2 {
        let assets = vec![suite.id("ATOM")];
        suite
            .tell_oracle("owner", ExecuteMsg::Refresh { assets })
            .unwrap();
        suite.pass(30);
    }
    let assets = vec![suite.id("ATOM")];
    suite
        .tell_oracle("owner", ExecuteMsg::Refresh { assets })
        .unwrap();
    assert_eq!(suite.price_of("ATOM").status, PriceStatus::Fresh);
}

#[test]
fn a_market_of_another_layout_is_not_guessed_at() {
    let work = market();
    work.fault(Fault::OtherLayout);
    let refused = work.start().map(|_| ()).unwrap_err();
    let found = "the records have layout 1, this reads layout 2";
    assert!(refused.to_string().contains(found), "{refused}");
    assert!(refused.is_final() && !refused.is_passing());
}

/// The example of the docs is read, and has every key.
#[test]
fn the_example_of_the_docs_is_a_file_of_settings() {
    let page = include_str!("../../../../docs/keeper.md");
    let example = page.split("```toml\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    let settings: Settings = parse_settings("docs/keeper.md", example).unwrap();
    settings.check().unwrap();
    let typo = example.replacen("minimum_profit", "minimal_profit", 1);
    let refused = parse_settings::<Settings>("keeper.toml", &typo).unwrap_err();
    let said = refused.to_string();
    assert!(said.contains("unknown field `minimal_profit`"), "{said}");
    let without = example.replacen("liquidator =", "# liquidator =", 1);
    let settings: Settings = parse_settings("keeper.toml", &without).unwrap();
    let refused = settings.check().unwrap_err().to_string();
    assert!(refused.starts_with("liquidator: flash loans go through a contract of your own"));
}

#[test]
fn what_is_no_market_or_somebody_elses_liquidator_is_named() {
    let mut work = market();
    let (oracle, others) = {
        let mut chain = work.wallet.chain.borrow_mut();
        let oracle = chain.suite.oracle().0.to_string();
        (oracle, chain.suite.liquidator("eve").to_string())
    };
    let lending = std::mem::replace(&mut work.settings.lending, oracle.clone());
    let refused = work.start().map(|_| ()).unwrap_err();
    let line = format!(
        "{oracle} is a ballast-oracle, not a ballast-lending; set `lending` to the address of one"
    );
    assert_eq!(refused.to_string(), line);
    work.settings.lending = lending;
    work.settings.liquidator = Some(others.clone());
    let refused = work.start().map(|_| ()).unwrap_err();
    let line = format!("the liquidator {others} obeys ");
    assert!(refused.to_string().starts_with(&line), "{refused}");
    assert!(refused.is_final());
}
