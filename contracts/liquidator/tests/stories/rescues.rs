//! A bot without inventory rescues an account and is paid for it, or nothing happened.

use super::world::{equipped, stage, usdc, world, World};
use ballast_interface::lending::{Receive, SupplyMode};
use ballast_interface::liquidator::ExecuteMsg;
use ballast_interface::oracle::{self, SourceSwap};
use ballast_liquidator::ContractError;
use ballast_risk::{Amount, Ratio};
use ballast_testing::{bounds, Addr, Suite};
use cosmwasm_std::Binary;

#[test]
fn botty_without_a_cent_rescues_anna() {
    let mut world = world();
    let (quote, calls) = world.rescue();
    let (loan, won) = (usdc(quote.repay.raw()), World::won(&quote));
    let run = world.suite.run_of(&[&loan], calls, &usdc(won));
    world.run(run).unwrap();
    assert_eq!(world.suite.wallet("botty", "USDC"), won);
    world.suite.assert_healthy("anna");
    world.assert_holds_nothing();
}

#[test]
fn a_unit_less_than_asked_is_nothing_at_all() {
    let mut world = world();
    let before = world.suite.dump();
    let (quote, calls) = world.rescue();
    let (loan, won) = (usdc(quote.repay.raw()), World::won(&quote));
    let run = world.suite.run_of(&[&loan], calls, &usdc(won + 1));
    let refused = world.run(run).unwrap_err();
    let expected = ContractError::ProfitTooSmall {
        asset: "uusdc".into(),
        asked: Amount::new(won + 1),
        found: Amount::new(won),
    };
    assert_eq!(refused.liquidator(), Some(&expected));
    assert_eq!(world.suite.dump(), before);
    world.assert_holds_nothing();
}

#[test]
fn what_is_not_swapped_is_paid_in_kind() {
    let mut world = world();
    let (quote, mut calls) = world.rescue();
    calls.pop();
    // 16 USDC to the ATOM: enough for the loan and its fee, rounded up to a millionth of an ATOM
    let due = quote.repay.raw() + (quote.repay.raw() * 5).div_ceil(10_000);
    let sold = format!("{} uatom", due.div_ceil(16));
    calls.push(world.suite.swap(&world.exchange, &sold, "USDC"));
    let loan = usdc(quote.repay.raw());
    let run = world.suite.run_of(&[&loan], calls, "1 ATOM");
    world.run(run).unwrap();
    let kept = quote.receive.raw() - due.div_ceil(16);
    assert_eq!(world.suite.wallet("botty", "ATOM"), kept);
    assert!(world.suite.wallet("botty", "USDC") < 16);
    world.assert_holds_nothing();
}

#[test]
fn what_is_seized_as_shares_is_withdrawn_by_the_next_call() {
    let mut world = world();
    let (quote, _) = world.rescue();
    let (suite, loan) = (&world.suite, usdc(quote.repay.raw()));
    let msg = suite.msg();
    let shares = msg.liquidate("anna", &loan, "ATOM").for_shares(0);
    let calls = vec![
        suite.calling(shares),
        suite.calling(msg.withdraw("own", "all ATOM", SupplyMode::Lend)),
        suite.swap(&world.exchange, "all ATOM", "USDC"),
    ];
    let run = suite.run_of(&[&loan], calls, "1 USDC");
    world.run(run).unwrap();
    // a share is rounded down
    let (won, most) = (world.suite.wallet("botty", "USDC"), World::won(&quote));
    assert!(won <= most && won + 16 >= most, "{won} of {most}");
    world.assert_holds_nothing();
}

#[test]
fn what_is_left_as_supply_is_taken_out_without_a_loan() {
    let mut world = world();
    let (quote, _) = world.rescue();
    let (suite, loan) = (&world.suite, usdc(quote.repay.raw()));
    let msg = suite.msg();
    let shares = msg.liquidate("anna", &loan, "ATOM").for_shares(0);
    let sold = msg.withdraw("own", "146 ATOM", SupplyMode::Lend);
    let calls = vec![
        suite.calling(shares),
        suite.calling(sold),
        suite.swap(&world.exchange, "all ATOM", "USDC"),
    ];
    let first = suite.run_of(&[&loan], calls, "0 USDC");
    let rest = suite.calling(msg.withdraw("own", "all ATOM", SupplyMode::Lend));
    let second = suite.run_of(&[], vec![rest], "1 ATOM");
    world.run(first).unwrap();
    world.run(second).unwrap();
    let kept = quote.receive.raw() - 146_000_000;
    assert!(world.suite.wallet("botty", "ATOM").abs_diff(kept) <= 1);
    world.assert_holds_nothing();
}

#[test]
fn a_fraction_of_everything_is_paid_with_the_loan_and_withdrawn() {
    let mut world = world();
    let suite = &world.suite;
    let msg = suite.msg();
    let sent = vec![suite.coins("6000 USDC")];
    let pro_rata = msg.liquidate_pro_rata("anna", Ratio::ONE, 0).with(sent);
    let calls = vec![
        suite.calling(pro_rata),
        suite.calling(msg.withdraw("own", "all ATOM", SupplyMode::Lend)),
        suite.swap(&world.exchange, "all ATOM", "USDC"),
    ];
    let run = suite.run_of(&["6000 USDC"], calls, "1 USDC");
    world.run(run).unwrap();
    world.suite.assert_healthy("anna");
    assert!(world.suite.wallet("botty", "USDC") >= 1_000_000);
    world.assert_holds_nothing();
}

#[test]
fn many_accounts_and_two_collaterals_in_one_run() {
    let mut world = world();
    world.suite.supply("sol", "1000 SOL").unwrap();
    world.suite.borrow("sol", "24000 USDC").unwrap();
    world.suite.price("SOL", "35");
    world
        .suite
        .rate(&world.exchange.clone(), ["SOL", "USDC"], "0.035");
    let suite = &world.suite;
    let item = |account, collateral| suite.msg().item(account, "all USDC", collateral);
    let mut items = vec![item("sol", "SOL"), item("anna", "ATOM")];
    items[0].repay = Some(Amount::new(15_000_000_000));
    assert_eq!(items[1].receive, Receive::Asset);
    let many = suite.msg().liquidate_many("25000 USDC", items);
    let calls = vec![
        suite.calling(many),
        suite.swap(&world.exchange, "all SOL", "USDC"),
        suite.swap(&world.exchange, "all ATOM", "USDC"),
    ];
    let run = suite.run_of(&["25000 USDC"], calls, "1 USDC");
    world.run(run).unwrap();
    world.suite.assert_healthy("sol");
    world.suite.assert_healthy("anna");
    world.assert_holds_nothing();
}

#[test]
fn a_debt_of_tokens_is_lent_repaid_and_returned_in_tokens() {
    let mut suite = stage();
    suite.supply("carl", "50000 USDC").unwrap();
    suite.borrow("carl", "800 SOL").unwrap();
    suite.price("SOL", "50");
    let mut world = equipped(suite);
    // a millionth of a USDC for 20 billionths of a SOL
    world
        .suite
        .rate(&world.exchange.clone(), ["USDC", "SOL"], "20");
    let quote = world.suite.quote_of("carl");
    let loan = format!("{} usol", quote.repay.raw());
    let suite = &world.suite;
    let calls = vec![
        suite.calling(suite.msg().liquidate("carl", &loan, "USDC")),
        suite.swap(&world.exchange, "all USDC", "SOL"),
    ];
    let run = suite.run_of(&[&loan], calls, "1 usol");
    world.run(run).unwrap();
    world.suite.assert_healthy("carl");
    let fee = (quote.repay.raw() * 5).div_ceil(10_000);
    let won = quote.receive.raw() * 20 - quote.repay.raw() - fee;
    assert_eq!(world.suite.wallet("botty", "SOL"), won);
    world.assert_holds_nothing();
}

const ASKED: &str = r#"{"price":{}}"#;

/// ATOM costs what the other contract says, in USDC; the oracle has settled on 20.
fn priced_elsewhere(suite: &mut Suite) -> Addr {
    let hub = suite.foreign(ASKED, r#"{"usd":"20"}"#);
    let msg = Binary::new(ASKED.as_bytes().to_vec());
    let source = format!(
        r#"{{"contract":{{"contract":"{hub}","msg":"{msg}","value":["usd"],"scale":0,"quote":{{"native":"uusdc"}}}}}}"#
    );
    let source = serde_json::from_str(&source).unwrap();
    let (limits, swap) = (bounds("0.1", "1000"), Some(SourceSwap::AnyPrice));
    let source = suite.source("ATOM", source, limits, swap);
    suite.tell_oracle("owner", source).unwrap();
    for _ in 0..2 {
        refresh(suite);
        suite.pass(30);
    }
    refresh(suite);
    hub
}

fn refresh(suite: &mut Suite) {
    let assets = vec![suite.id("ATOM")];
    let refresh = oracle::ExecuteMsg::Refresh { assets };
    suite.tell_oracle("lena", refresh).unwrap();
}

#[test]
fn a_price_that_nobody_refreshed_is_refreshed_first() {
    let mut suite = stage();
    let hub = priced_elsewhere(&mut suite);
    suite.supply("anna", "1000 ATOM").unwrap();
    suite.borrow("anna", "10000 USDC").unwrap();
    suite.foreign_says(&hub, ASKED, Some(r#"{"usd":"16"}"#));
    let mut world = equipped(suite);
    let liquidate = world.suite.msg().liquidate("anna", "5000 USDC", "ATOM");
    let calls = vec![
        world.suite.calling(liquidate),
        world.suite.swap(&world.exchange, "all ATOM", "USDC"),
    ];
    let mut run = world.suite.run_of(&["5000 USDC"], calls, "1 USDC");
    // the oracle says 20, and Anna is healthy
    assert!(world.run(run.clone()).is_err());
    for _ in 0..2 {
        refresh(&mut world.suite);
        world.suite.pass(30);
        assert_eq!(world.suite.price_of("ATOM").high.to_string(), "20");
    }
    // a reading a minute after the first settles it at 16
    run.refresh = vec![world.suite.id("ATOM")];
    world.run(run).unwrap();
    assert_eq!(world.suite.price_of("ATOM").high.to_string(), "16");
    assert!(world.suite.wallet("botty", "USDC") >= 1_000_000);
    world.assert_holds_nothing();
}

#[test]
fn a_gift_is_no_profit_and_can_be_swept() {
    let mut world = world();
    world
        .suite
        .fund_contract(&world.liquidator.clone(), "5 USDC");
    let (quote, calls) = world.rescue();
    let (loan, won) = (usdc(quote.repay.raw()), World::won(&quote));
    let more = world.suite.run_of(&[&loan], calls.clone(), &usdc(won + 1));
    assert!(world.run(more).is_err());
    let run = world.suite.run_of(&[&loan], calls, &usdc(won));
    world.run(run).unwrap();
    assert_eq!(world.suite.wallet("botty", "USDC"), won + 5_000_000);
    world
        .suite
        .fund_contract(&world.liquidator.clone(), "3 SOL");
    let assets = vec![world.suite.id("SOL"), world.suite.id("ATOM")];
    let to = world.liquidator.clone();
    let sweep = ExecuteMsg::Sweep { assets };
    world.suite.tell_liquidator("botty", &to, &sweep).unwrap();
    world.suite.assert_wallet("botty", "3 SOL");
    world.assert_holds_nothing();
}
