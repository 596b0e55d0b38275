//! Loans that are repaid within the transaction: what they cost, what comes of them, and what is refused.

mod hostile;
mod meanwhile;
mod world;

use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{FlashFeeChange, PausableAction};
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::{Amount, Ratio};
use ballast_testing::{assert_refused, assert_says, attribute, events};
use world::{set_fee, world, world_with_debt};

#[test]
fn a_loan_comes_back_and_its_fee_is_the_reserves() {
    let mut world = world_with_debt();
    let back = world.returning(&["300.3 USDC"]);
    let suite = &mut world.suite;
    let before = suite.market_of("USDC");
    let done = suite.flash(&world.robin, &["300 USDC"], &back).unwrap();
    let after = suite.market_of("USDC");
    // 0.1 % of 300; a share is worth what it was, so 0.3 USDC buy 300,000,000 of them
    assert_eq!(after.cash.raw() - before.cash.raw(), 300_000);
    assert_eq!(after.reserves.raw() - before.reserves.raw(), 300_000);
    assert_eq!(after.share_price, before.share_price);
    assert_eq!(after.borrowed, before.borrowed);
    assert_eq!(after.debt_index, before.debt_index);
    let told = suite.told_lent(&world.robin);
    assert_eq!(told[0].amount, Amount::new(300_000_000));
    assert_eq!(told[0].fee, Amount::new(300_000));
    let settled = events(&done, name::SETTLE_FLASH);
    assert_eq!(attribute(settled[0], key::FLASH_FEE), "300000");
    assert_eq!(attribute(settled[0], key::PROTOCOL_FEE_SHARES), "300000000");
    assert_eq!(world.has("USDC"), 700_000);
}

#[test]
fn without_a_fee_nothing_at_all_is_left_of_it() {
    let mut world = world();
    let before = world.lending();
    let back = world.returning(&["1 ATOM"]);
    world.suite.flash(&world.robin, &["1 ATOM"], &back).unwrap();
    assert_eq!(world.lending(), before);
    assert_eq!(world.has("ATOM"), 1_000_000);
}

#[test]
fn coins_and_tokens_are_lent_at_once_and_come_back_in_any_parts() {
    let mut world = world();
    let robin = world.robin.clone();
    let mut back = world.returning(&["400 GOLD", "0.4 GOLD", "2 uatom"]);
    let both = world
        .suite
        .msg()
        .return_flash(&["0.999998 ATOM", "500.5 USDC"]);
    back.push(world.suite.must(both));
    let loans = ["1 ATOM", "400 GOLD", "500 USDC"];
    world.suite.flash(&robin, &loans, &back).unwrap();
    assert_eq!(world.has("USDC"), 500_000);
    assert_eq!(world.has("GOLD"), 600_000_000_000_000_000);
    assert_eq!(world.has("ATOM"), 1_000_000);
    // 500 of Lena's, the owner's one, 0.1 % of 400
    assert_eq!(
        world.suite.market_of("GOLD").cash.raw(),
        501_400_000_000_000_000_000
    );
}

#[test]
fn all_cash_is_lent_and_nothing_that_is_protected() {
    let mut world = world();
    world.suite.deposit_protected("lena", "50 USDC").unwrap();
    let back = world.returning(&["901.901 USDC"]);
    world
        .suite
        .flash(&world.robin, &["901 USDC"], &back)
        .unwrap();
    // the fee of 0.901 is cash now
    let refused = world.suite.flash(&world.robin, &["901.901001 USDC"], &[]);
    let asked = LedgerError::InsufficientCash {
        asset: "uusdc".into(),
        asked: Amount::new(901_901_001),
        available: Amount::new(901_901_000),
    };
    assert_refused(refused, &asked.into());
}

#[test]
fn the_fee_is_rounded_up() {
    let mut world = world();
    let back = world.returning(&["2 uusdc"]);
    world
        .suite
        .flash(&world.robin, &["1 uusdc"], &back)
        .unwrap();
    assert_eq!(world.has("USDC"), 999_999);
}

#[test]
fn what_is_asked_wrongly_is_refused_by_name() {
    let mut world = world();
    let before = world.lending();
    let asset = || "uink".to_owned();
    #[rustfmt::skip] // a table
    let table: [(&[&str], ContractError); 5] = [
        (&[], ContractError::BatchSize { found: 0, max: 16 }),
        (&["1 USDC"; 17], ContractError::BatchSize { found: 17, max: 16 }),
        (&["1 USDC", "1 ATOM", "1 USDC"], ContractError::AssetTwice { asset: "uusdc".into() }),
        (&["0 USDC"], LedgerError::ZeroAmount.into()),
        (&["1 INK"], ContractError::NoFlashLoans { asset: asset() }),
    ];
    for (loans, expected) in table {
        assert_refused(world.suite.flash(&world.robin, loans, &[]), &expected);
    }
    let refused = world.suite.flash(&world.robin, &["1 DUST"], &[]);
    let unknown = LedgerError::UnknownAsset {
        asset: "udust".into(),
    };
    assert_refused(refused, &unknown.into());
    let coin = vec![world.suite.coins("1 uusdc")];
    let paid = world.suite.msg().flash_loan(&["1 USDC"], &[]).with(coin);
    assert_says(world.suite.pay(&world.robin, paid), "takes no funds");
    assert_eq!(world.lending(), before);
}

#[test]
fn a_person_is_no_receiver() {
    let mut world = world();
    let ask = world.suite.msg().flash_loan(&["1 USDC"], &[]);
    let found = world.suite.who("alice").to_string();
    let refused = world.suite.tell("alice", ask);
    assert_refused(refused, &ContractError::NotAReceiver { found });
}

#[test]
fn who_pauses_borrowing_pauses_flash_loans() {
    let mut world = world();
    let pause = world
        .suite
        .msg()
        .pause("USDC", &[PausableAction::Borrow], None);
    world.suite.govern(pause);
    let refused = world.suite.flash(&world.robin, &["1 USDC"], &[]);
    assert_says(refused, "flash_loan of `uusdc` is paused until");
    let back = world.returning(&["1 ATOM"]);
    world.suite.flash(&world.robin, &["1 ATOM"], &back).unwrap();
}

#[test]
fn without_a_loan_there_is_nothing_to_return_and_nothing_to_settle() {
    let mut world = world();
    for coins in ["1 USDC", "1 GOLD"] {
        let back = world.suite.msg().return_flash(&[coins]);
        assert_refused(
            world.suite.tell("alice", back),
            &ContractError::NoFlashLoanOut,
        );
    }
    for name in ["alice", "owner"] {
        let sender = world.suite.who(name);
        let expected = ContractError::Unauthorized {
            needed: "this contract itself, after a flash loan,",
            found: sender.to_string(),
        };
        assert_refused(
            world.suite.tell(name, world.suite.msg().settle_flash()),
            &expected,
        );
    }
}

#[test]
fn the_owner_sets_the_fee_within_a_hundredth_and_ends_them() {
    let mut world = world();
    let suite = &mut world.suite;
    let fee = |text: &str| FlashFeeChange::Set(text.parse().unwrap());
    let dear = suite
        .msg()
        .update("USDC", |u| u.flash_fee = Some(fee("0.010000000000000001")));
    assert_says(
        suite.tell("owner", dear),
        "flash_fee: found 0.010000000000000001, allowed is 0 to 0.01",
    );
    suite.price("DUST", "5");
    let listed = suite
        .msg()
        .list("DUST", |l| l.flash_fee = Some("0.02".parse().unwrap()));
    assert_says(suite.tell("owner", listed), "flash_fee: found 0.02");
    set_fee(suite, "USDC", fee("0.01"));
    assert_eq!(suite.parameters("USDC").flash_fee, Some(Ratio::percent(1)));
    // another change leaves it
    suite.govern(
        suite
            .msg()
            .update("USDC", |u| u.reserve_factor = Some(Ratio::percent(20))),
    );
    assert_eq!(suite.parameters("USDC").flash_fee, Some(Ratio::percent(1)));
    set_fee(suite, "USDC", FlashFeeChange::Off);
    let refused = suite.flash(&world.robin, &["1 USDC"], &[]);
    let asset = "uusdc".to_owned();
    assert_refused(refused, &ContractError::NoFlashLoans { asset });
}
