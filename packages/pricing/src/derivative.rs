//! The price of a staking derivative from its redemption rate and, where there is one, its market.

use crate::span::RateSpan;
use ballast_risk::{ExchangeRate, Price, Unsettled};

/// The most records of a chain of rates, the price at its end included: each is read for every price.
pub const MAX_CHAIN: usize = 4;
/// Some 3.4e20 USD: what is above it is known from below only.
pub const LARGEST: Price = Price::new(u128::MAX);

/// A price as three numbers: what collateral and debt count at for new risk, and what liquidation takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Triple {
    pub low: Price,
    pub spot: Price,
    pub high: Price,
}

/// What a market says of the derivative itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarketLeg {
    pub price: Triple,
    pub average: Price,
}

/// What readings of a market span, and its average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarketReadings {
    pub span: Unsettled,
    pub average: Price,
}

/// A redemption rate as it was read, and the line above which it is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CappedRate {
    /// All readings that count now.
    pub readings: RateSpan,
    pub newest: ExchangeRate,
    pub cap: ExchangeRate,
}

/// Which side of the line debts count at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebtRate {
    /// New risk: what is borrowed may be worth more than the line believes.
    Uncapped,
    /// Where the price is not fresh: liquidation counts collateral at `high` then, and must not be pumped above the line.
    Capped,
}

/// `rate · base`, and the market beside it.
///
/// - low = min(capped rate · base low, market low): collateral for new risk
/// - high = max(rate · base high, market high): debt for new risk; the capped rate alone where collateral is liquidated at it
/// - spot = min(capped rate · base spot, max(market, its average)): a misprint of one venue for a minute moves nothing, since
///   the average stands; a lasting discount lowers the average too and counts
///
/// Without a fresh market it is the capped rate alone. Rounded down for low and spot, up for high. A product above the largest
/// price is that price; `high` is then, and says so.
pub fn derive_price(
    rate: &CappedRate,
    base: &Triple,
    market: Option<&MarketLeg>,
    debts: DebtRate,
) -> Triple {
    let low = times_down(rate.readings.low.min(rate.cap), base.low);
    let spot = times_down(rate.newest.min(rate.cap), base.spot);
    let believed = match debts {
        DebtRate::Uncapped => rate.readings.high,
        DebtRate::Capped => rate.readings.high.min(rate.cap),
    };
    let high = times_up(believed, base.high);
    let Some(market) = market else {
        return Triple { low, spot, high };
    };
    Triple {
        low: low.min(market.price.low),
        spot: spot.min(market.price.spot.max(market.average)),
        high: match debts {
            DebtRate::Uncapped => high.max(market.price.high),
            DebtRate::Capped => high,
        },
    }
}

/// Between which prices the spot of [`derive_price`] lies, where readings of rate, base or market disagree: what one
/// transaction can move and restore liquidates nobody, neither by a dump nor by a pump. Averages have no part in it but that
/// of the market, as in spot: else whoever moves a rate by a trifle twice a minute would keep spot out of liquidation.
pub fn derive_unsettled(
    rate: RateSpan,
    cap: ExchangeRate,
    base: Unsettled,
    market: Option<MarketReadings>,
) -> Unsettled {
    let low = times_down(rate.low.min(cap), base.low);
    let high = times_up(rate.high.min(cap), base.high);
    let Some(MarketReadings { span, average }) = market else {
        return Unsettled { low, high };
    };
    Unsettled {
        low: low.min(span.low.max(average)),
        high: high.min(span.high.max(average)),
    }
}

/// `rate · base`, rounded down, at most the largest price.
pub fn times_down(rate: ExchangeRate, base: Price) -> Price {
    rate.times_down(base).unwrap_or(LARGEST)
}

fn times_up(rate: ExchangeRate, base: Price) -> Price {
    rate.times_up(base).unwrap_or(LARGEST)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    fn usd(text: &str) -> Price {
        text.parse().unwrap()
    }

    fn rate(text: &str) -> ExchangeRate {
        ExchangeRate::new(usd(text).raw())
    }

    fn settled(now: &str, cap: &str) -> CappedRate {
        CappedRate {
            readings: RateSpan::at(rate(now)),
            newest: rate(now),
            cap: rate(cap),
        }
    }

    fn triple(low: &str, spot: &str, high: &str) -> Triple {
        Triple {
            low: usd(low),
            spot: usd(spot),
            high: usd(high),
        }
    }

    fn atom() -> Triple {
        triple("9.9", "10", "10.1")
    }

    fn market(spot: &str, average: &str) -> MarketLeg {
        let (now, past) = (usd(spot), usd(average));
        MarketLeg {
            price: Triple {
                low: now.min(past),
                spot: now,
                high: now.max(past),
            },
            average: past,
        }
    }

    fn new_risk(rate: &CappedRate, market: Option<&MarketLeg>) -> Triple {
        derive_price(rate, &atom(), market, DebtRate::Uncapped)
    }

    #[test]
    fn without_a_market_it_is_the_rate() {
        // 1.2 · 9.9, 1.2 · 10, 1.2 · 10.1
        let found = new_risk(&settled("1.2", "1.3"), None);
        assert_eq!(found, triple("11.88", "12", "12.12"));
    }

    #[test]
    fn above_the_line_only_new_debt_counts_it() {
        let found = new_risk(&settled("2", "1.3"), None);
        assert_eq!(found, triple("12.87", "13", "20.2"));
        let capped = |market| derive_price(&settled("2", "1.3"), &atom(), market, DebtRate::Capped);
        assert_eq!(capped(None).high, usd("13.13"));
        // nor what its market is pumped to
        assert_eq!(capped(Some(&market("16", "12"))).high, usd("13.13"));
    }

    #[test]
    fn what_does_not_fit_is_the_largest_price() {
        // 3e20 · 10 is more than 3.4e20; the line of 1.3 holds for collateral and for spot: 12.87 and 13
        let found = new_risk(&settled("300000000000000000000", "1.3"), None);
        assert_eq!((found.low, found.spot), (usd("12.87"), usd("13")));
        assert_eq!(found.high, LARGEST);
    }

    #[test]
    fn a_misprint_of_one_venue_lowers_new_collateral_and_liquidates_nobody() {
        // 0.65 · 12 = 7.8 for a minute; the average has barely moved
        let found = new_risk(&settled("1.2", "1.3"), Some(&market("7.8", "11.95")));
        assert_eq!(found, triple("7.8", "11.95", "12.12"));
    }

    #[test]
    fn a_lasting_depeg_counts_in_liquidation_too() {
        let found = new_risk(&settled("1.2", "1.3"), Some(&market("7.8", "8.1")));
        assert_eq!(found.spot, usd("8.1"));
    }

    #[test]
    fn a_market_above_the_rate_lifts_new_debt_only() {
        let found = new_risk(&settled("1.2", "1.3"), Some(&market("13", "12.5")));
        assert_eq!(found, triple("11.88", "12", "13"));
    }

    #[test]
    fn readings_that_disagree_span_low_and_high() {
        let pumped = CappedRate {
            readings: RateSpan {
                low: rate("1.2"),
                high: rate("1.25"),
            },
            newest: rate("1.25"),
            cap: rate("1.3"),
        };
        // 1.2 · 9.9, 1.25 · 10, 1.25 · 10.1
        assert_eq!(new_risk(&pumped, None), triple("11.88", "12.5", "12.625"));
    }

    fn unsettled(low: &str, high: &str) -> Unsettled {
        Unsettled {
            low: usd(low),
            high: usd(high),
        }
    }

    fn readings(low: &str, high: &str) -> RateSpan {
        RateSpan {
            low: rate(low),
            high: rate(high),
        }
    }

    #[test]
    fn liquidation_takes_what_the_readings_span_and_no_average() {
        // 1.2 · 10 and 1.25 · 10; above the line of 1.3 nothing is believed: 1.3 · 10
        let base = unsettled("10", "10");
        let found = derive_unsettled(readings("1.2", "1.25"), rate("1.3"), base, None);
        assert_eq!(found, unsettled("12", "12.5"));
        let pumped = derive_unsettled(readings("1.2", "9"), rate("1.3"), base, None);
        assert_eq!(pumped, unsettled("12", "13"));
    }

    #[test]
    fn a_market_that_was_dumped_and_one_that_was_pumped_liquidate_nobody() {
        let span = |low, high, average| MarketReadings {
            span: unsettled(low, high),
            average: usd(average),
        };
        let found = |market| {
            let base = unsettled("10", "10");
            derive_unsettled(readings("1.2", "1.2"), rate("1.3"), base, Some(market))
        };
        // no depeg: dumped to 6, the average stands; without an average (it is the newest, 6) the one before counts
        assert_eq!(found(span("6", "12", "12")), unsettled("12", "12"));
        assert_eq!(found(span("6", "12", "6")), unsettled("6", "12"));
        // a lasting depeg to 8, pumped to 11: debts go on to count 8
        assert_eq!(found(span("8", "11", "8")), unsettled("8", "11"));
    }
}
