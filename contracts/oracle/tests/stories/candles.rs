//! What prices were.

use super::chain::*;
use ballast_interface::oracle::{CandleSize, HistoryPage, QueryMsg};
use ballast_interface::AssetId;

impl Chain {
    fn history(&self, candles: CandleSize, start_after: Option<u64>, limit: u32) -> HistoryPage {
        self.ask(&QueryMsg::History {
            asset: AssetId::native("uatom"),
            candles,
            start_after,
            limit: Some(limit),
        })
    }
}

/// Start, open, high, low and close, in cents.
fn shown(page: &HistoryPage) -> Vec<(u64, [u128; 4])> {
    let cents = |price: ballast_risk::Price| (price.raw() + 5 * 10u128.pow(15)) / 10u128.pow(16);
    let items = page.items.iter();
    let items = items.map(|item| {
        let prices = [item.open, item.high, item.low, item.close].map(cents);
        (item.start, prices)
    });
    items.collect()
}

#[test]
fn five_minutes_an_hour_and_a_day() {
    // the chain begins 200 s into a five-minute candle
    let mut chain = Chain::priced("10");
    chain.later(60);
    chain.all_report("11");
    chain.later(60);
    chain.all_report("9");
    let first = BEGIN - 200;
    let page = chain.history(CandleSize::FiveMinutes, None, 10);
    let expected = [
        (first + 300, [900, 900, 900, 900]),
        (first, [1_000, 1_100, 1_000, 1_100]),
    ];
    // at the report that closed the first candle some feeders still said 11: it opened with that
    let found = shown(&page);
    assert_eq!(found[1], expected[1]);
    assert_eq!(
        (found[0].0, found[0].1[2], found[0].1[3]),
        (first + 300, 900, 900)
    );
    let page = chain.history(CandleSize::Hour, None, 10);
    assert_eq!(
        shown(&page),
        [(BEGIN - BEGIN % HOUR, [1_000, 1_100, 900, 900])]
    );
    let page = chain.history(CandleSize::Day, None, 10);
    assert_eq!(
        shown(&page),
        [(BEGIN - BEGIN % DAY, [1_000, 1_100, 900, 900])]
    );
}

#[test]
fn pages_go_back_and_gaps_are_no_candles() {
    let mut chain = Chain::priced("10");
    for price in ["11", "12", "13"] {
        chain.later(2 * HOUR);
        chain.all_report(price);
    }
    // every other hour has a candle: the newest page looks at three hours and finds two
    let page = chain.history(CandleSize::Hour, None, 3);
    let closes = |page: &HistoryPage| {
        shown(page)
            .iter()
            .map(|(_, prices)| prices[3])
            .collect::<Vec<_>>()
    };
    assert_eq!(closes(&page), [1_300, 1_200]);
    let page = chain.history(CandleSize::Hour, page.next, 10);
    assert_eq!(closes(&page), [1_100, 1_000]);
}

#[test]
fn a_ring_forgets_what_is_older_than_itself() {
    let mut chain = Chain::priced("10");
    chain.later(25 * HOUR);
    chain.all_report("11");
    let mut pages = vec![chain.history(CandleSize::FiveMinutes, None, 100)];
    while let Some(next) = pages.last().unwrap().next {
        pages.push(chain.history(CandleSize::FiveMinutes, Some(next), 100));
    }
    // 288 slots are three pages; a candle of yesterday is in none of them
    assert_eq!(pages.len(), 3);
    let all: usize = pages.iter().map(|page| page.items.len()).sum();
    assert_eq!(all, 1);
}
