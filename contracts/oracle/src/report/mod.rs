//! What feeders say.

use crate::error::ContractError;
use crate::governance::assets::within;
use crate::records::{feeds, quorum, StoredSource};
use crate::sources::feeders;
use crate::{event, guard};
use ballast_interface::oracle::PriceReport;
use ballast_pricing::Report;
use cosmwasm_std::{Addr, DepsMut, Response};

/// How far a feeder's clock may be ahead of the block's.
const AHEAD_SECONDS: u64 = 60;
/// One read and one write each.
const MAX_PRICES: usize = 64;

/// Takes a feeder's prices. Old ones are skipped; wrong ones refuse the batch.
///
/// 1. check 2. load each feed 3. put the report in its feeder's place, and publish where there is a quorum 4. save 5. say
pub fn report(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    prices: Vec<PriceReport>,
) -> Result<Response, ContractError> {
    if prices.is_empty() || prices.len() > MAX_PRICES {
        return Err(ContractError::BatchSize {
            found: prices.len(),
            max: MAX_PRICES,
        });
    }
    let all = quorum::load(deps.storage)?;
    let feeder = all.as_ref().and_then(|all| all.by_address(sender));
    let number = feeder
        .ok_or_else(|| guard::refused("a feeder", sender))?
        .number;
    let count = prices.len();
    let mut events = Vec::new();
    for PriceReport { asset, price, time } in prices {
        let mut feed = feeds::known(deps.storage, &asset)?;
        within(&asset, &feed, price)?;
        let latest = now.saturating_add(AHEAD_SECONDS);
        if time > latest {
            return Err(ContractError::FromTheFuture {
                asset: asset.to_string(),
                found: time,
                latest,
            });
        }
        let report = Report { price, time };
        let place = feed
            .reports
            .iter_mut()
            .find(|(feeder, _)| *feeder == number);
        match place {
            Some((_, known)) if known.time >= time => continue,
            Some((_, known)) => *known = report,
            None => feed.reports.push((number, report)),
        }
        let active =
            |(feeder, _): &(u8, Report)| all.as_ref().is_some_and(|all| all.is_active(*feeder));
        feed.reports.retain(active);
        let live = feeders::bracket(&feed, all.as_ref(), now);
        if let (StoredSource::Feeders, Some(bracket)) = (feed.source, live) {
            feed.published = Some(bracket);
            events.push(event::priced(&asset, &bracket));
        } else {
            events.push(event::waiting(&asset));
        }
        feeds::save(deps.storage, &asset, &feed)?;
    }
    let taken = events.len();
    let batch = event::reported(sender, taken, count.saturating_sub(taken));
    Ok(Response::new().add_event(batch).add_events(events))
}
