//! Coins and tokens, on either side of a liquidation.

use super::world::{fill, market_without_interest};
use ballast_lending::LedgerError;
use ballast_testing::{assert_refused, pair, Pair, Suite};

/// The four ways that coins and tokens can meet.
#[rustfmt::skip] // a table
const PAIRS: [Pair<'static>; 4] = [
    Pair { debt: "USDC", collateral: "ATOM" },
    Pair { debt: "USDC", collateral: "GOLD" },
    Pair { debt: "SILVER", collateral: "ATOM" },
    Pair { debt: "SILVER", collateral: "GOLD" },
];

/// Alice owes 300 of the one at 1 USD against 100 of the other, which fell from 10 to 3.05 USD.
fn fallen(pair: Pair<'_>) -> Suite {
    let mut suite = market_without_interest();
    for ticker in ["GOLD", "SILVER"] {
        suite.add(pair::token(ticker));
        suite.open(ticker);
    }
    let Pair { debt, collateral } = pair;
    suite.price(debt, "1");
    suite.deposit("bob", &format!("900 {debt}")).unwrap();
    suite
        .deposit("alice", &format!("100 {collateral}"))
        .unwrap();
    suite.borrow("alice", &format!("300 {debt}")).unwrap();
    suite.price(collateral, "3.05");
    suite
}

#[test]
fn a_liquidator_pays_and_receives_coins_or_tokens() {
    for pair in PAIRS {
        let mut suite = fallen(pair);
        let quote = suite.quote_of("alice");
        let purse =
            |suite: &Suite| [pair.debt, pair.collateral].map(|ticker| suite.wallet("lena", ticker));
        let before = purse(&suite);
        let sent = format!("400 {}", pair.debt);
        let order = suite.msg().liquidate("alice", &sent, pair.collateral);
        suite.tell("lena", order.at_least(quote.receive)).unwrap();
        let after = purse(&suite);
        // what she sent too much came back
        assert_eq!(before[0] - after[0], quote.repay.raw(), "{pair:?}");
        assert_eq!(after[1] - before[1], quote.receive.raw(), "{pair:?}");
    }
}

#[test]
fn a_batch_pays_and_receives_coins_or_tokens() {
    for pair in PAIRS {
        let mut suite = fallen(pair);
        let twenty = format!("20 {}", pair.debt);
        let item = suite.msg().item("alice", &twenty, pair.collateral);
        let sent = format!("100 {}", pair.debt);
        let batch = suite.msg().liquidate_many(&sent, vec![item]);
        suite.tell("lena", batch).unwrap();
        suite.assert_wallet("lena", &format!("980 {}", pair.debt));
    }
}

#[test]
fn who_receives_is_a_tokens_word_so_it_fills_an_account_no_further_than_a_stranger() {
    let mut suite = fallen(PAIRS[2]);
    fill(&mut suite, "lena", 8);
    let order = suite.msg().liquidate("alice", "20 SILVER", "ATOM");
    let refused = suite.tell("lena", order.clone().for_shares(0));
    let expected = LedgerError::ForeignPosition {
        account: suite.account_of("lena").to_string(),
        found: 8,
        max: 8,
    };
    assert_refused(refused, &expected.into());
    suite.tell("lena", order.for_shares(1)).unwrap();
}
