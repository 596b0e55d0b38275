//! Candles: open, high, low and close of every five minutes of a day, every hour of a month, every day of two years.

use ballast_risk::integer::{div_down, saturated_u64};
use ballast_risk::Price;
use serde::{Deserialize, Serialize};

/// Which candles. Each kind is kept in a ring of slots: the newest takes the place of the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandleSize {
    FiveMinutes,
    Hour,
    Day,
}

impl CandleSize {
    /// The longest first: where not all that closed can be written, the shortest wait.
    pub const ALL: [Self; 3] = [Self::Day, Self::Hour, Self::FiveMinutes];

    pub const fn seconds(self) -> u64 {
        match self {
            Self::FiveMinutes => 300,
            Self::Hour => 3_600,
            Self::Day => 86_400,
        }
    }

    /// How many are kept: a day, thirty days, two years.
    pub const fn slots(self) -> u64 {
        match self {
            Self::FiveMinutes => 288,
            Self::Hour => 720,
            Self::Day => 730,
        }
    }

    /// The number of the candle in which a time lies, counted from 1970.
    pub fn number(self, time: u64) -> u64 {
        // the length is not 0
        let number = div_down(u128::from(time), u128::from(self.seconds()));
        saturated_u64(number.unwrap_or(0))
    }

    /// Where in its ring a candle lies.
    pub fn slot(self, number: u64) -> u16 {
        let slot = number.checked_rem(self.slots());
        slot.and_then(|slot| u16::try_from(slot).ok()).unwrap_or(0)
    }
}

/// A price to 28 significant bits, rounded down: at most 7.5e-9 of it is lost, and it takes five bytes.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(transparent)]
pub struct RoughPrice(u64);

const MANTISSA_BITS: u32 = 28;
/// A shift is at most 100.
const SHIFT_BITS: u32 = 7;

impl RoughPrice {
    pub fn rounded_down(price: Price) -> Self {
        let bits = u128::BITS.saturating_sub(price.raw().leading_zeros());
        let shift = bits.saturating_sub(MANTISSA_BITS);
        let mantissa = saturated_u64(price.raw() >> shift);
        Self((mantissa << SHIFT_BITS) | u64::from(shift))
    }

    pub fn price(self) -> Price {
        let shift = self.0 & 0x7f;
        let mantissa = u128::from(self.0 >> SHIFT_BITS);
        let shifted = u32::try_from(shift)
            .ok()
            .and_then(|shift| mantissa.checked_shl(shift));
        Price::new(shifted.unwrap_or(0))
    }
}

/// What happened to a price while a candle was open. The number says which candle it is.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candle {
    pub number: u64,
    pub open: RoughPrice,
    pub high: RoughPrice,
    pub low: RoughPrice,
    pub close: RoughPrice,
}

/// A candle that ended, and in which ring it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    pub size: CandleSize,
    pub candle: Candle,
}

/// Open, high and low so far; the close is the last price of all.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
struct OpenCandle {
    open: RoughPrice,
    high: RoughPrice,
    low: RoughPrice,
}

/// The candles that are open now, and at most one that ended and is not written yet.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Of the last price, seconds.
    at: u64,
    close: RoughPrice,
    days: OpenCandle,
    hours: OpenCandle,
    five_minutes: OpenCandle,
    waiting: Option<Candle>,
}

/// What is written at one time: at most this many records.
pub const MAX_CLOSED: usize = 2;

impl History {
    pub fn start(price: Price, now: u64) -> Self {
        let first = OpenCandle::at(RoughPrice::rounded_down(price));
        Self {
            at: now,
            close: first.open,
            days: first,
            hours: first,
            five_minutes: first,
            waiting: None,
        }
    }

    /// Takes a price, and gives the candles to write, at most two: where three end at once, that of five minutes waits for the
    /// next price. (Where prices come so rarely that more would have to wait, one of five minutes is lost.)
    pub fn record(&mut self, price: Price, now: u64) -> Vec<Closed> {
        let now = now.max(self.at);
        let rough = RoughPrice::rounded_down(price);
        let waited = self.waiting.take().map(|candle| Closed {
            size: CandleSize::FiveMinutes,
            candle,
        });
        let mut ended: Vec<Closed> = waited.into_iter().collect();
        for size in CandleSize::ALL {
            let number = size.number(self.at);
            let open = *self.open(size);
            if size.number(now) == number {
                self.open(size).take(rough);
            } else {
                let candle = open.close(number, self.close);
                ended.push(Closed { size, candle });
                *self.open(size) = OpenCandle::at(rough);
            }
        }
        let mut rest = ended.split_off(ended.len().min(MAX_CLOSED));
        self.waiting = rest.pop().map(|closed| closed.candle);
        (self.at, self.close) = (now, rough);
        ended
    }

    /// The candle that is open now.
    pub fn current(&self, size: CandleSize) -> Candle {
        let open = match size {
            CandleSize::Day => self.days,
            CandleSize::Hour => self.hours,
            CandleSize::FiveMinutes => self.five_minutes,
        };
        open.close(size.number(self.at), self.close)
    }

    /// A candle that ended and stands in no slot yet.
    pub fn waiting(&self, size: CandleSize) -> Option<Candle> {
        self.waiting.filter(|_| size == CandleSize::FiveMinutes)
    }

    fn open(&mut self, size: CandleSize) -> &mut OpenCandle {
        match size {
            CandleSize::Day => &mut self.days,
            CandleSize::Hour => &mut self.hours,
            CandleSize::FiveMinutes => &mut self.five_minutes,
        }
    }
}

impl OpenCandle {
    fn at(price: RoughPrice) -> Self {
        Self {
            open: price,
            high: price,
            low: price,
        }
    }

    fn take(&mut self, price: RoughPrice) {
        if price.price() > self.high.price() {
            self.high = price;
        }
        if price.price() < self.low.price() {
            self.low = price;
        }
    }

    fn close(self, number: u64, close: RoughPrice) -> Candle {
        Candle {
            number,
            open: self.open,
            high: self.high,
            low: self.low,
            close,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing
    )] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    /// A midnight.
    const MIDNIGHT: u64 = 1_699_920_000;

    fn usd(text: &str) -> Price {
        text.parse().unwrap()
    }

    fn prices(candle: &Candle) -> [String; 4] {
        [candle.open, candle.high, candle.low, candle.close].map(|price| {
            // to the cent
            let cents = (price.price().raw() + 5_000_000_000_000_000) / 10_000_000_000_000_000;
            format!("{}.{:02}", cents / 100, cents % 100)
        })
    }

    #[test]
    fn five_minutes_of_prices_make_a_candle() {
        let mut history = History::start(usd("10"), MIDNIGHT + 3_600);
        for (after, price) in [(60, "11"), (120, "9.5"), (299, "10.2")] {
            assert_eq!(history.record(usd(price), MIDNIGHT + 3_600 + after), []);
        }
        let closed = history.record(usd("10.4"), MIDNIGHT + 3_900);
        assert_eq!(closed.len(), 1);
        assert_eq!(closed[0].size, CandleSize::FiveMinutes);
        assert_eq!(closed[0].candle.number * 300, MIDNIGHT + 3_600);
        assert_eq!(
            prices(&closed[0].candle),
            ["10.00", "11.00", "9.50", "10.20"]
        );
        let hour = history.current(CandleSize::Hour);
        assert_eq!(prices(&hour), ["10.00", "11.00", "9.50", "10.40"]);
    }

    #[test]
    fn at_midnight_the_shortest_waits_for_the_next_price() {
        let mut history = History::start(usd("10"), MIDNIGHT - 30);
        let closed = history.record(usd("11"), MIDNIGHT + 30);
        let sizes: Vec<_> = closed.iter().map(|closed| closed.size).collect();
        assert_eq!(sizes, [CandleSize::Day, CandleSize::Hour]);
        let waiting = history.waiting(CandleSize::FiveMinutes).unwrap();
        assert_eq!(waiting.number * 300, MIDNIGHT - 300);
        let next = history.record(usd("12"), MIDNIGHT + 60);
        assert_eq!(next.len(), 1);
        assert_eq!(next[0].candle, waiting);
        assert_eq!(history.waiting(CandleSize::FiveMinutes), None);
    }

    #[test]
    fn a_price_keeps_eight_digits_in_five_bytes() {
        let rough = RoughPrice::rounded_down(usd("64701.123456789"));
        let lost = usd("64701.123456789").raw() - rough.price().raw();
        assert!(lost < usd("0.0005").raw(), "{lost}");
        for price in [0, 1, (1 << 28) - 1, u128::MAX] {
            let rough = RoughPrice::rounded_down(Price::new(price));
            assert!(rough.0 < 1 << 35);
            assert!(price - rough.price().raw() <= price >> 27);
        }
    }

    proptest! {
        /// Every price is in exactly one written or open candle of each size, if prices come at least every five minutes.
        #[test]
        fn no_extreme_is_lost(steps in prop::collection::vec((1u64..300, 1u128..1_000), 1..400)) {
            let (mut now, first) = (MIDNIGHT - 5_000, Price::new(500));
            let mut history = History::start(first, now);
            let mut written: Vec<Closed> = Vec::new();
            let mut all = vec![500];
            for (wait, price) in steps {
                now += wait;
                all.push(price);
                let closed = history.record(Price::new(price), now);
                prop_assert!(closed.len() <= MAX_CLOSED);
                written.extend(closed);
            }
            for size in CandleSize::ALL {
                let mine = written.iter().filter(|closed| closed.size == size);
                let mut candles: Vec<_> = mine.map(|closed| closed.candle).collect();
                candles.extend(history.waiting(size));
                candles.push(history.current(size));
                let high = candles.iter().map(|candle| candle.high.price().raw()).max();
                let low = candles.iter().map(|candle| candle.low.price().raw()).min();
                prop_assert_eq!(high, all.iter().max().copied());
                prop_assert_eq!(low, all.iter().min().copied());
                prop_assert!(candles.windows(2).all(|two| two[0].number < two[1].number));
                prop_assert!(candles.windows(2).all(|two| two[0].number + 1 == two[1].number));
            }
        }
    }
}
