use super::assets::within;
use crate::error::ContractError;
use crate::state::{known_feed, load_feeders, save_feed, StoredSource};
use crate::{auth, event, sources};
use ballast_interface::oracle::PriceReport;
use ballast_pricing::Sighting;
use cosmwasm_std::{Addr, DepsMut, Response};

/// How far a feeder's clock may be ahead of the block's.
const AHEAD_SECONDS: u64 = 60;
/// One read and one write each.
const MOST_PRICES: usize = 64;

/// Takes a feeder's prices. Old ones are skipped; wrong ones refuse the batch.
///
/// 1. check 2. load each feed 3. put the report in its feeder's place, and publish where there is a quorum 4. save 5. say
pub fn report(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    prices: Vec<PriceReport>,
) -> Result<Response, ContractError> {
    if prices.is_empty() || prices.len() > MOST_PRICES {
        return Err(ContractError::BatchSize {
            found: prices.len(),
            most: MOST_PRICES,
        });
    }
    let feeders = load_feeders(deps.storage)?;
    let number = feeders.as_ref().and_then(|feeders| feeders.number(sender));
    let number = number.ok_or_else(|| auth::refused("a feeder", sender))?;
    let count = prices.len();
    let mut said = Vec::new();
    for PriceReport { asset, price, time } in prices {
        let mut feed = known_feed(deps.storage, &asset)?;
        within(&asset, &feed, price)?;
        let latest = now.saturating_add(AHEAD_SECONDS);
        if time > latest {
            return Err(ContractError::FromTheFuture {
                asset: asset.to_string(),
                found: time,
                latest,
            });
        }
        let sighting = Sighting { price, time };
        let place = feed
            .reports
            .iter_mut()
            .find(|(feeder, _)| *feeder == number);
        match place {
            Some((_, known)) if known.time >= time => continue,
            Some((_, known)) => *known = sighting,
            None => feed.reports.push((number, sighting)),
        }
        let active = |(feeder, _): &(u8, Sighting)| {
            feeders.as_ref().is_some_and(|all| all.is_active(*feeder))
        };
        feed.reports.retain(active);
        let live = sources::of_feeders(&feed, feeders.as_ref(), now);
        if let (StoredSource::Feeders, Some(bracket)) = (feed.source, live) {
            feed.published = Some(bracket);
            said.push(event::priced(&asset, &bracket));
        } else {
            said.push(event::waiting(&asset));
        }
        save_feed(deps.storage, &asset, &feed);
    }
    let taken = said.len();
    let batch = event::reported(sender, taken, count.saturating_sub(taken));
    Ok(Response::new().add_event(batch).add_events(said))
}
