//! P-34: where a refusal names an amount, sending just that succeeds in the same block at the same prices.

use super::world::{alice_owes, market, with_interest, DAY};
use ballast_interface::lending::{CapChange, CapsUpdate, PausableAction, SupplyMode};
use ballast_risk::Amount;
use ballast_testing::{assert_says, Outcome, Suite};

/// The number that stands behind these words of a refusal.
#[track_caller]
fn named(outcome: Outcome, words: &str) -> u128 {
    let reason = outcome.unwrap_err().to_string();
    let advice = reason.split_once(words).map(|(_, advice)| advice);
    let advice = advice.unwrap_or_else(|| panic!("`{reason}` names nothing after `{words}`"));
    let digits = advice.chars().take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap()
}

#[track_caller]
fn assert_works(followed: Outcome, advised: u128) {
    followed.unwrap_or_else(|again| panic!("P-34: told {advised}, and then: {again}"));
}

fn uusdc(amount: u128) -> String {
    format!("{amount} uusdc")
}

#[test]
fn p_34_a_liquidator_who_repays_at_least_what_the_refusal_asks_for_is_not_refused_again() {
    // 3 ATOM carry some 10.6 USD at 6 USD each; 5 USDC are below the minimum, 14 leave a debt below it
    for sent in ["5 USDC", "9.999999 USDC"] {
        let mut suite = alice_owes("15 USDC");
        suite.withdraw("alice", "97 ATOM").unwrap();
        suite.price("ATOM", "6");
        let refused = suite.liquidate("lena", "alice", sent, "ATOM");
        let least = named(refused, "repay at least ");
        assert_works(
            suite.liquidate("lena", "alice", &uusdc(least), "ATOM"),
            least,
        );
    }
}

#[test]
fn p_34_a_full_repayment_is_advised_with_the_interest_of_a_day() {
    let mut suite = with_interest();
    suite.repay_for("lena", "alice", "497 USDC").unwrap();
    // 3 USDC are left, less than half of the minimum
    let refused = suite.withdraw("alice", "1 ATOM");
    let all = named(refused, "`repay` with ");
    // 100 of 900 lent: a few per cent a year of 3 USDC are below 0.002 USDC a day
    assert!((3_000_001..3_002_000).contains(&all), "{all}");
    for later in [0, DAY] {
        suite.trial(|suite| {
            suite.pass(later);
            suite.repay("alice", &uusdc(all)).unwrap();
            suite.assert_owes("alice", "0 USDC");
            assert_works(suite.withdraw("alice", "1 ATOM"), all);
        });
    }
}

#[test]
fn p_34_a_liquidator_is_advised_a_full_repayment_that_lasts_a_day() {
    let mut suite = with_interest();
    suite.repay_for("lena", "alice", "484 USDC").unwrap();
    suite.withdraw("alice", "97 ATOM").unwrap();
    suite.price("ATOM", "6");
    let all = named(
        suite.liquidate("lena", "alice", "5 USDC", "ATOM"),
        "repay at least ",
    );
    for later in [0, DAY - 60] {
        suite.trial(|suite| {
            suite.pass(later);
            assert_works(suite.liquidate("lena", "alice", &uusdc(all), "ATOM"), all);
        });
    }
}

#[test]
fn p_34_what_a_debt_must_be_at_least() {
    let mut suite = alice_owes("20 USDC");
    let least = named(suite.borrow("alice", "0.5 ATOM"), "owe at least ");
    assert_works(suite.borrow("alice", &format!("{least} uatom")), least);
}

fn cap(suite: &mut Suite, caps: CapsUpdate) {
    suite.govern(suite.msg().update("USDC", |u| u.caps = Some(caps)));
}

fn at(amount: u128) -> Option<CapChange> {
    Some(CapChange::Set(Amount::new(amount)))
}

#[test]
fn p_34_the_room_below_a_cap_is_there() {
    for turn in 1..12 {
        let mut suite = with_interest();
        suite.pass(turn * DAY + 17);
        let borrow_cap = at(520_000_000 + u128::from(turn));
        cap(
            &mut suite,
            CapsUpdate {
                borrow_cap,
                ..CapsUpdate::default()
            },
        );
        let room = named(suite.borrow("alice", "90 USDC"), "at most ");
        assert_works(suite.borrow("alice", &uusdc(room)), room);
        let supply_cap = at(950_000_000 + u128::from(turn));
        cap(
            &mut suite,
            CapsUpdate {
                supply_cap,
                ..CapsUpdate::default()
            },
        );
        let room = named(suite.deposit("lena", "90 USDC"), "at most ");
        assert_works(suite.deposit("lena", &uusdc(room)), room);
    }
}

#[test]
fn p_34_what_is_there_can_be_taken() {
    for turn in 1..12 {
        let mut suite = with_interest();
        suite.pass(turn * DAY + 31 * turn);
        let cash = named(suite.withdraw("bob", "all USDC"), "found ");
        assert_works(suite.trial(|s| s.withdraw("bob", &uusdc(cash))), cash);
        assert_works(suite.trial(|s| s.borrow("alice", "20 USDC")), cash);
        suite.repay("alice", "600 USDC").unwrap();
        let held = named(suite.withdraw("bob", "999 USDC"), "the account has ");
        assert_works(suite.withdraw("bob", &uusdc(held)), held);
        let reserves = suite.msg().withdraw_reserves("900 USDC", None);
        let there = named(suite.tell("owner", reserves), "found ");
        let reserves = suite.msg().withdraw_reserves(&uusdc(there), None);
        assert_works(suite.tell("owner", reserves), there);
    }
}

#[test]
fn p_34_what_is_in_the_purse_can_be_put_in() {
    let mut suite = market();
    let put = |suite: &Suite, coins: &str| {
        let actions = vec![suite.depositing(coins)];
        suite.msg().batch("alice", &["7 USDC"], actions)
    };
    let there = named(suite.tell("alice", put(&suite, "8 USDC")), "there are ");
    assert_works(suite.tell("alice", put(&suite, &uusdc(there))), there);
}

#[test]
fn p_34_what_a_liquidator_would_receive_is_received() {
    let mut suite = alice_owes("500 USDC");
    suite.price("ATOM", "8.2");
    let asking = |suite: &Suite, least: u128| {
        let message = suite.msg().liquidate("alice", "50 USDC", "ATOM");
        message.at_least(Amount::new(least))
    };
    let refused = suite.tell("lena", asking(&suite, 99_000_000));
    let would = named(refused, "would receive ");
    assert_works(suite.tell("lena", asking(&suite, would)), would);
}

#[test]
fn p_34_times_that_are_named_are_accepted() {
    let mut suite = market();
    let pause = |suite: &Suite, until: u128| {
        let until = Some(u64::try_from(until).unwrap());
        suite.msg().pause("ATOM", &[PausableAction::Supply], until)
    };
    let far = u128::from(suite.now() + 30 * DAY);
    let latest = named(suite.tell("guardian", pause(&suite, far)), "until ");
    assert_works(suite.tell("guardian", pause(&suite, latest)), latest);
    let mut operator = suite.msg().set_operator("alice", "bob", &[]);
    let until = |operator: &mut ballast_testing::Message, until: u64| {
        if let ballast_interface::lending::ExecuteMsg::SetOperator(msg) = &mut operator.msg {
            msg.may = vec![ballast_interface::lending::OperatorRight::Borrow];
            msg.until = until;
        }
    };
    until(&mut operator, suite.now() + 400 * DAY);
    let latest = named(suite.tell("alice", operator.clone()), "name at most ");
    until(&mut operator, u64::try_from(latest).unwrap());
    assert_works(suite.tell("alice", operator), latest);
}

#[test]
fn who_has_no_collateral_is_told_so() {
    let mut suite = alice_owes("20 USDC");
    let refused = suite.borrow("lena", "20 USDC");
    assert_says(
        refused,
        "would owe with no collateral that counts; deposit an asset",
    );
    suite
        .shift("alice", "all ATOM", SupplyMode::Protect)
        .unwrap();
    let refused = suite.withdraw_protected("alice", "all ATOM");
    assert_says(refused, "with no collateral that counts");
}

#[test]
fn a_collateral_that_counts_nothing_is_named_with_the_state_of_its_price() {
    use ballast_risk::PriceStatus::{Frozen, Halted, Stale};
    let mut suite = alice_owes("20 USDC");
    suite.deposit("alice", "20 USDC").unwrap();
    for (status, word) in [(Stale, "stale"), (Frozen, "frozen"), (Halted, "halted")] {
        let mut quote = suite.price_of("ATOM");
        quote.status = status;
        suite.quote("ATOM", quote);
        let said = format!("`uatom` counts nothing, its price is {word}");
        assert_says(suite.borrow("alice", "20 USDC"), &said);
        let limit = suite.lens().max_borrow("alice", "USDC");
        let [uncounted] = limit.uncounted.as_slice() else {
            panic!("{limit:?}")
        };
        assert_eq!(
            (&uncounted.asset, uncounted.status),
            (&suite.id("ATOM"), status)
        );
    }
}
