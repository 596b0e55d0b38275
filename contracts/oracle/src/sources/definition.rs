//! What governance says of a source, checked, in the form in which it is stored.

use crate::error::ContractError;
use crate::records::{Asked, Derivative, Standing, StoredSource};
use ballast_interface::oracle::{
    ContractSource, ModuleQuery, ModuleSource, RateSource, RatioSource, Source,
};
use ballast_interface::AssetId;
use ballast_pricing::{Decimals, GrowthCap};
use ballast_risk::Ratio;
use cosmwasm_std::Api;

/// A fixed price ends after at most 90 days.
const MAX_FIXED: u64 = 90 * 86_400;
const REFRESH_WITHIN: u64 = 60;
/// A price in USD is old soon.
const MAX_REFRESH_PRICE: u64 = 600;
/// A rate moves slowly, and its base is fresh by itself.
const MAX_REFRESH_RATE: u64 = 6 * 3_600;
const DEFAULT_GAS: u64 = 500_000;
const MAX_GAS: u64 = 5_000_000;
const MAX_MSG: usize = 1_024;
const MAX_DECIMALS: u8 = 36;
const MAX_BLOCKS: u64 = 100;
const MAX_NAME: usize = 128;
const DEFAULT_FALL: Ratio = Ratio::percent(5);
/// Tenfold in a year is no redemption rate.
const MAX_GROWTH: Ratio = Ratio::percent(1_000);

/// The stored form of a source.
pub struct Definition {
    pub source: StoredSource,
    pub standing: Option<Standing>,
    /// Of rates alone.
    pub max_fall: Option<Ratio>,
}

pub fn check(api: &dyn Api, source: &Source, now: u64) -> Result<Definition, ContractError> {
    match source {
        Source::Fixed { price, until } => {
            let last = now.saturating_add(MAX_FIXED);
            if *until <= now || *until > last {
                return Err(out_of_range(
                    "until",
                    until,
                    "a time within the next 90 days",
                ));
            }
            let (price, until) = (*price, *until);
            Ok(plain(StoredSource::Fixed { price, until }, None))
        }
        Source::Feeders {} => Ok(plain(StoredSource::Feeders, None)),
        Source::Contract(source) => {
            let asked = asked_contract(api, source, unit(source.quote.as_ref()))?;
            Ok(plain(asked, source.quote.as_ref()))
        }
        Source::Module(source) => {
            let asked = asked_module(source, unit(source.quote.as_ref()))?;
            Ok(plain(asked, source.quote.as_ref()))
        }
        Source::Ratio(ratio) => derivative(api, ratio, now),
    }
}

/// What the number of a source is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Price,
    Rate,
}

fn unit(quote: Option<&AssetId>) -> Unit {
    quote.map_or(Unit::Price, |_| Unit::Rate)
}

fn plain(source: StoredSource, quote: Option<&AssetId>) -> Definition {
    Definition {
        source,
        standing: quote.map(|base| Standing {
            base: base.clone(),
            derivative: None,
        }),
        max_fall: None,
    }
}

fn derivative(api: &dyn Api, ratio: &RatioSource, now: u64) -> Result<Definition, ContractError> {
    let (source, quote) = match &ratio.rate {
        RateSource::Feeders {} => (StoredSource::Feeders, None),
        RateSource::Contract(source) => {
            let asked = asked_contract(api, source, Unit::Rate)?;
            (asked, source.quote.as_ref())
        }
        RateSource::Module(source) => (asked_module(source, Unit::Rate)?, source.quote.as_ref()),
    };
    if let Some(quote) = quote {
        return Err(out_of_range(
            "quote",
            quote,
            "none in a ratio: its rate is in the base",
        ));
    }
    if ratio.max_growth_per_year > MAX_GROWTH {
        let found = ratio.max_growth_per_year;
        return Err(out_of_range("max_growth_per_year", found, "0 to 10"));
    }
    if ratio.anchor.rate.is_zero() || ratio.anchor.time > now {
        let found = format!("{} at {}", ratio.anchor.rate, ratio.anchor.time);
        return Err(out_of_range(
            "anchor",
            found,
            "a rate above 0 of a past time",
        ));
    }
    Ok(Definition {
        source,
        standing: Some(Standing {
            base: ratio.base.clone(),
            derivative: Some(Derivative {
                cap: GrowthCap {
                    anchor: ratio.anchor.rate,
                    anchored_at: ratio.anchor.time,
                    max_growth_per_year: ratio.max_growth_per_year,
                },
                market: ratio.market.clone(),
            }),
        }),
        max_fall: Some(ratio.max_fall.unwrap_or(DEFAULT_FALL)),
    })
}

fn asked_contract(
    api: &dyn Api,
    source: &ContractSource,
    unit: Unit,
) -> Result<StoredSource, ContractError> {
    api.addr_validate(&source.contract)?;
    if source.msg.is_empty() || source.msg.len() > MAX_MSG {
        return Err(out_of_range(
            "msg",
            source.msg.len(),
            "1 to 1024 bytes of JSON",
        ));
    }
    if let Some(decimals) = source.decimals {
        check_decimals(decimals)?;
    }
    let gas = source.gas.unwrap_or(DEFAULT_GAS);
    if gas == 0 || gas > MAX_GAS {
        return Err(out_of_range("gas", gas, "1 to 5000000"));
    }
    let within = refresh_within(source.refresh_within, unit)?;
    Ok(StoredSource::Asked(Asked::new(within, gas)))
}

fn asked_module(source: &ModuleSource, unit: Unit) -> Result<StoredSource, ContractError> {
    match &source.query {
        ModuleQuery::Slinky(pair) | ModuleQuery::Connect(pair) => {
            check_name("base", &pair.base)?;
            check_name("quote", &pair.quote)?;
            if pair.max_blocks_old == 0 || pair.max_blocks_old > MAX_BLOCKS {
                let found = pair.max_blocks_old;
                return Err(out_of_range("max_blocks_old", found, "1 to 100"));
            }
        }
        ModuleQuery::OsmosisTwap(mean) => {
            check_name("base_denom", &mean.base_denom)?;
            check_name("quote_denom", &mean.quote_denom)?;
            check_decimals(mean.decimals)?;
            if !(600..=86_400).contains(&mean.window) {
                return Err(out_of_range("window", mean.window, "600 to 86400 seconds"));
            }
        }
    }
    let within = refresh_within(source.refresh_within, unit)?;
    Ok(StoredSource::Asked(Asked::new(within, DEFAULT_GAS)))
}

fn refresh_within(found: Option<u64>, unit: Unit) -> Result<u64, ContractError> {
    let (max, allowed) = match unit {
        Unit::Price => (MAX_REFRESH_PRICE, "1 to 600 seconds for a price in USD"),
        Unit::Rate => (MAX_REFRESH_RATE, "1 to 21600 seconds for a rate"),
    };
    let found = found.unwrap_or(REFRESH_WITHIN);
    if found == 0 || found > max {
        return Err(out_of_range("refresh_within", found, allowed));
    }
    Ok(found)
}

fn check_decimals(decimals: Decimals) -> Result<(), ContractError> {
    let found = decimals.asset.max(decimals.quote);
    if found > MAX_DECIMALS {
        return Err(out_of_range("decimals", found, "0 to 36"));
    }
    Ok(())
}

fn check_name(field: &'static str, name: &str) -> Result<(), ContractError> {
    if name.is_empty() || name.len() > MAX_NAME {
        return Err(out_of_range(field, name.len(), "1 to 128 characters"));
    }
    Ok(())
}

fn out_of_range(field: &'static str, found: impl ToString, allowed: &'static str) -> ContractError {
    ContractError::OutOfRange {
        field,
        found: found.to_string(),
        allowed,
    }
}
