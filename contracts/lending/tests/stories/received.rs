//! What a liquidator gets for what it pays: no less than it asked for, and nothing that is worth nothing when the message ends.

use super::world::{alice_owes, market_without_interest, with_interest};
use ballast_interface::event::{key, lending as name};
use ballast_lending::ContractError;
use ballast_risk::Amount;
use ballast_testing::{
    assert_refused, assert_refused_for, attribute, events, Message, Outcome, Pair, Suite,
};

const PAIR: Pair<'static> = Pair {
    debt: "USDC",
    collateral: "ATOM",
};

/// Alice owes 500 USDC against 100 ATOM, now at 8.2 USD.
fn fallen() -> Suite {
    let mut suite = alice_owes("500 USDC");
    suite.price("ATOM", "8.2");
    suite
}

/// Sends exactly what the best quote says, for exactly what it says.
fn quoted(suite: &Suite) -> Message {
    let quote = suite.quote_of("alice");
    let sent = format!("{} uusdc", quote.repay);
    let order = suite.msg().liquidate("alice", &sent, "ATOM");
    order.at_least(quote.receive)
}

#[track_caller]
fn assert_too_little(outcome: Outcome) {
    assert_refused_for(outcome, |why| {
        matches!(why, ContractError::ReceivedTooLittle { .. })
    });
}

#[test]
fn a_liquidator_says_what_must_come_out_at_least() {
    let mut suite = fallen();
    let quote = suite.quote_of("alice");
    let found = quote.receive;
    let sent = format!("{} uusdc", quote.repay);
    let order = suite.msg().liquidate("alice", &sent, "ATOM");
    // a unit less than what was asked for may be lost by rounding, two may not
    let asked = Amount::new(found.raw() + 2);
    let more = suite.tell("lena", order.clone().at_least(asked));
    assert_refused(more, &ContractError::ReceivedTooLittle { asked, found });
    let asked = Amount::new(found.raw() + 1);
    suite.tell("lena", order.at_least(asked)).unwrap();
}

#[test]
fn what_is_asked_for_is_for_all_that_is_offered() {
    let mut suite = fallen();
    let quote = suite.quote_of("alice");
    // four times as much is sent as is taken: 4·received is asked for all of it
    let sent = 4 * quote.repay.raw();
    let order = suite
        .msg()
        .liquidate("alice", &format!("{sent} uusdc"), "ATOM");
    let asked = Amount::new(4 * quote.receive.raw() + 8);
    assert_too_little(suite.tell("lena", order.clone().at_least(asked)));
    let asked = Amount::new(4 * quote.receive.raw());
    suite.tell("lena", order.at_least(asked)).unwrap();
}

#[test]
fn of_an_item_it_is_for_what_the_item_may_spend() {
    let mut suite = fallen();
    let part = suite.quote_pair("alice", PAIR, Some(20_000_000));
    let mut item = suite.msg().item("alice", "20 USDC", "ATOM");
    item.min_received = Some(part.receive);
    let batch = suite.msg().liquidate_many("400 USDC", vec![item]);
    let done = suite.tell("lena", batch).unwrap();
    assert_eq!(events(&done, name::LIQUIDATE).len(), 1);
}

#[test]
fn of_an_item_without_a_limit_it_is_for_all_that_was_sent() {
    // what an item finds once another of 20 USDC has gone before it
    let mut before = fallen();
    before
        .liquidate("lena", "alice", "20 USDC", "ATOM")
        .unwrap();
    let quote = before.quote_of("alice");
    let mut suite = fallen();
    let first = suite.msg().item("alice", "20 USDC", "ATOM");
    let mut second = first.clone();
    second.repay = None;
    // for 400 USDC: of the 380 that are left then it would be too much
    let asked = quote.receive.raw() * 400_000_000 / quote.repay.raw();
    second.min_received = Some(Amount::new(asked));
    let batch = suite.msg().liquidate_many("400 USDC", vec![first, second]);
    let done = suite.tell("lena", batch).unwrap();
    assert_eq!(events(&done, name::LIQUIDATE).len(), 2);
}

#[test]
fn a_strangers_repayment_makes_no_exact_quote_fail() {
    let mut suite = fallen();
    let order = quoted(&suite);
    suite.repay_for("bob", "alice", "10 uusdc").unwrap();
    suite.tell("lena", order).unwrap();
    // she wanted to pay some 85.04, and pays less
    let paid = 1_000_000_000 - suite.wallet("lena", "USDC");
    assert!((85_000_000..85_046_000).contains(&paid), "{paid}");
}

#[test]
fn interest_makes_no_exact_quote_fail() {
    let mut suite = with_interest();
    suite.price("ATOM", "8.2");
    let order = quoted(&suite);
    suite.pass(60);
    suite.tell("lena", order).unwrap();
}

#[test]
fn after_another_liquidator_the_rate_is_lower_and_the_quote_says_so() {
    let mut suite = fallen();
    let quote = suite.quote_of("alice");
    let order = quoted(&suite);
    suite
        .liquidate("steward", "alice", "11 USDC", "ATOM")
        .unwrap();
    // health is better, so the bonus is lower: what the exact quote asks for is not to be had any more
    assert_too_little(suite.tell("lena", order.clone()));
    suite.assert_wallet("lena", "1000 USDC");
    // with a hundredth of slack it is, for the part that is left
    let asked = Amount::new(quote.receive.raw() / 100 * 99);
    suite.tell("lena", order.at_least(asked)).unwrap();
    let paid = 1_000_000_000 - suite.wallet("lena", "USDC");
    assert!(paid < quote.repay.raw() - 10_000_000, "{paid}");
}

/// Alice holds 4 INK of the 100 there are and owes 30 USDC and `owed` INK, and nothing else is left of what she had.
fn ruined(owed: &str) -> Suite {
    let mut suite = market_without_interest();
    suite.open("INK");
    suite.price("INK", "5");
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("bob", "95 INK").unwrap();
    suite.deposit("alice", "4 INK").unwrap();
    suite.deposit("alice", "200 ATOM").unwrap();
    suite.borrow("alice", "30 USDC").unwrap();
    suite.borrow("alice", owed).unwrap();
    suite.price("ATOM", "0.0001");
    suite
}

#[test]
fn shares_that_die_with_the_account_are_not_sold() {
    // all that INK is lent to is Alice: with her debt a share is worth nothing, and an epoch ends
    let mut suite = ruined("100 INK");
    let order = suite.msg().liquidate("alice", "30 USDC", "INK");
    let nothing = ContractError::ReceivedTooLittle {
        asked: Amount::new(1),
        found: Amount::ZERO,
    };
    for order in [order.clone(), order.for_shares(0)] {
        assert_refused(suite.tell("lena", order), &nothing);
    }
    suite.assert_wallet("lena", "1000 USDC");
    // what leaves more than a write-off forfeits ends nobody, and is paid
    let part = suite.msg().liquidate("alice", "10 USDC", "INK");
    suite.tell("lena", part.for_shares(0)).unwrap();
    assert!(suite.position("lena", "INK").lent > Amount::new(1_000_000));
}

#[test]
fn shares_are_counted_at_what_they_are_worth_when_the_message_ends() {
    // half of what was lent is lost with Alice
    let mut suite = ruined("50 INK");
    let pair = Pair {
        debt: "USDC",
        collateral: "INK",
    };
    let told = suite.quote_pair("alice", pair, None);
    let sent = format!("{} uusdc", told.repay);
    let order = suite.msg().liquidate("alice", &sent, "INK").for_shares(0);
    assert_too_little(suite.tell("lena", order.clone().at_least(told.receive)));
    suite.tell("lena", order).unwrap();
    let got = suite.position("lena", "INK").lent.raw();
    let half = told.receive.raw() / 2;
    assert!(got.abs_diff(half) < half / 50, "{got} of {half}");
}

#[test]
fn a_gift_of_eleven_cents_delays_nobody() {
    let mut suite = market_without_interest();
    suite.open("DUST");
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("alice", "20 DUST").unwrap();
    suite.price("DUST", "5");
    suite.borrow("alice", "20 USDC").unwrap();
    suite.price("DUST", "0.001");
    suite.deposit_for("bob", "alice", "0.11 USDC").unwrap();
    assert!(suite.write_off("steward", "alice").is_err());
    // 0.11 / 1.005 USDC repay, 0.02 USD of DUST are left: the account ends in the same message
    let done = suite.liquidate("steward", "alice", "1 USDC", "USDC");
    let done = done.unwrap();
    let ended = events(&done, name::WRITE_OFF)[0];
    let lost = attribute(ended, key::AMOUNT).parse::<u128>().unwrap();
    assert!(lost.abs_diff(19_890_547) <= 1, "P-26: {lost}");
    suite.assert_empty("alice");
}
