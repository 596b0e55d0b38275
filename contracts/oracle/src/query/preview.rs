//! What a source answers now: governance looks before it votes.

use crate::error::ContractError;
use crate::records::{quorum, Feed, StoredSource};
use crate::sources::board::Board;
use crate::sources::definition::{self, Definition};
use crate::sources::read::{self, Answered};
use crate::sources::says;
use ballast_interface::oracle::{PreviewResponse, Source};
use ballast_pricing::{AskedLimits, PriceLimits, Publication, SourceReading, SETTLING};
use ballast_risk::governance::Budget;
use ballast_risk::integer::saturated_u64;
use ballast_risk::{ExchangeRate, Price, Seconds};
use cosmwasm_std::{Deps, Env};

/// As much of an answer is shown.
const MAX_SHOWN: usize = 1_024;

/// Asks the source, and says what lending would be told. A source that is refused is refused here too; one that gives no number
/// is shown with the reason.
pub fn preview(deps: Deps, env: &Env, source: &Source) -> Result<PreviewResponse, ContractError> {
    let now = env.block.time.seconds();
    let definition = definition::check(deps.api, source, now)?;
    let answered = read::ask_source(&deps.querier, env, source);
    let (answer, reading) = match answered {
        None => (None, None),
        Some(Ok(Answered { answer, reading })) => (Some(answer), Some(reading)),
        Some(Err(error)) => (None, Some(Err(error))),
    };
    let answer_bytes = answer.as_ref().map_or(0, |answer| answer.len());
    let mut shown = PreviewResponse {
        error: None,
        low: ExchangeRate::ZERO,
        high: ExchangeRate::ZERO,
        age: None,
        price: None,
        answer: answer.and_then(|answer| text(answer.as_slice())),
        answer_bytes: saturated_u64(answer_bytes),
    };
    let reading = match reading {
        Some(Err(error)) => {
            shown.error = Some(error.to_string());
            return Ok(shown);
        }
        Some(Ok(reading)) => Some(reading),
        None => None,
    };
    let feed = feed(definition, reading, now)?;
    if let Some(SourceReading { rate, time }) = reading {
        (shown.low, shown.high) = (rate.low, rate.high);
        shown.age = time.map(|time| now.saturating_sub(time));
    }
    let all = quorum::load(deps.storage)?;
    shown.price = Some(Board::new(deps.storage, all.as_ref(), now).quote(&feed));
    Ok(shown)
}

fn text(answer: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(answer).ok()?;
    Some(text.chars().take(MAX_SHOWN).collect())
}

/// A feed that has just been read and is settled, within the widest limits.
fn feed(
    definition: Definition,
    reading: Option<SourceReading>,
    now: u64,
) -> Result<Feed, ContractError> {
    let limits = PriceLimits::new(AskedLimits {
        max_age: PriceLimits::MAX_AGE,
        min_price: Price::ZERO,
        max_price: Price::new(u128::MAX),
        half_life: Some(Seconds::ZERO),
        ..AskedLimits::default()
    })?;
    let mut source = definition.source;
    if let (StoredSource::Asked(asked), Some(reading)) = (&mut source, reading) {
        let since = reading.time.unwrap_or(now);
        asked.take(reading.rate, since, now.saturating_sub(SETTLING));
        asked.take(reading.rate, since, now);
    }
    let mut feed = Feed {
        number: 0,
        source,
        standing: definition.standing,
        limits,
        publication: None,
        reports: Vec::new(),
        halt: None,
        budget: Budget::default(),
        history: None,
    };
    feed.publication = says(&feed, None, now).map(|bracket| Publication::first(bracket, now));
    Ok(feed)
}
