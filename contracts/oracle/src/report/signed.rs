//! Signed reports: what a feeder says, brought by anybody.

use super::{take, Reporting};
use crate::error::{ContractError, SkipReason};
use crate::event;
use crate::records::{quorum, signing, FeederKey, Feeders};
use ballast_interface::oracle::{NumberText, SignedReport};
use ballast_interface::AssetId;
use ballast_pricing::{is_low_s, report_digest, AssetKind, ReportContext, SignedPrice};
use ballast_risk::{Price, Seconds};
use cosmwasm_std::{Api, DepsMut, Env, Event, Response};

/// One read and one write for each price, and one signature for each report.
const MAX_PRICES: usize = 64;
/// A price is at most this old on arrival: whoever brings reports may not choose among old ones.
const MAX_AGE: Seconds = Seconds::new(30);
/// How far its clock may be ahead of the block's: the time of a block is some seconds old when a message comes into it.
const MAX_AHEAD: Seconds = Seconds::new(10);

/// What stands around one signed report.
struct Arrival<'a> {
    env: &'a Env,
    all: &'a Feeders,
    keys: &'a [FeederKey],
}

/// Takes signed reports of any number of feeders. What does not count is skipped and named; it never keeps the rest from being
/// taken.
///
/// 1. check 2. for each report: verify; for each of its prices the way of a report 3. say
pub fn report_signed(
    deps: DepsMut,
    env: &Env,
    reports: Vec<SignedReport>,
) -> Result<Response, ContractError> {
    let prices = reports.iter().map(|report| report.prices.len());
    let found = prices.fold(0usize, usize::saturating_add);
    if found == 0 || found > MAX_PRICES || reports.len() > MAX_PRICES {
        return Err(ContractError::BatchSize {
            found: found.max(reports.len()),
            max: MAX_PRICES,
        });
    }
    let all = quorum::load(deps.storage)?.ok_or(ContractError::NoFeeders)?;
    let keys = signing::load(deps.storage)?;
    let arrival = Arrival {
        env,
        all: &all,
        keys: &keys,
    };
    let mut deps = deps;
    let mut events = Vec::new();
    for report in &reports {
        match verify(deps.api, &arrival, report) {
            Ok(()) => events.extend(take_all(&mut deps, &arrival, report)),
            Err(reason) => events.push(event::skipped_report(report.feeder, &reason)),
        }
    }
    Ok(Response::new().add_events(events))
}

fn take_all(deps: &mut DepsMut, arrival: &Arrival, report: &SignedReport) -> Vec<Event> {
    let now = arrival.env.block.time.seconds();
    let Some(feeder) = arrival.all.by_number(report.feeder) else {
        return Vec::new();
    };
    let reporting = Reporting {
        feeder,
        all: arrival.all,
        now,
    };
    let (mut events, mut taken) = (Vec::new(), 0usize);
    for entry in &report.prices {
        let time: u64 = number(&entry.time).unwrap_or(0);
        let in_time = arrives_in_time(time, now);
        match in_time.and_then(|()| take(deps.storage, &reporting, entry)) {
            Ok(event) => {
                taken = taken.saturating_add(1);
                events.push(event);
            }
            Err(reason) => events.push(event::skipped(&entry.asset, &reason)),
        }
    }
    let skipped = report.prices.len().saturating_sub(taken);
    events.insert(0, event::reported(&feeder.address, taken, skipped));
    events
}

/// Who brings reports chooses among those that were signed: neither old ones nor ones for later.
fn arrives_in_time(time: u64, now: u64) -> Result<(), SkipReason> {
    let (age, max_age) = (Seconds::between(time, now), MAX_AGE);
    if age > max_age {
        return Err(SkipReason::TooOld { age, max_age });
    }
    let latest = MAX_AHEAD.after(now);
    if time > latest {
        let found = time;
        return Err(SkipReason::FromTheFuture { found, latest });
    }
    Ok(())
}

/// Did the key of this feeder sign these prices for this chain and this contract?
fn verify(api: &dyn Api, arrival: &Arrival, report: &SignedReport) -> Result<(), SkipReason> {
    let known = arrival.all.by_number(report.feeder).is_some();
    let key = arrival.keys.iter().find(|key| key.feeder == report.feeder);
    let key = key.filter(|_| known).ok_or(SkipReason::NoKey)?;
    if report.signature.len() != 64 {
        return Err(SkipReason::SignatureLength {
            found: report.signature.len(),
        });
    }
    if !is_low_s(&report.signature) {
        return Err(SkipReason::HighS);
    }
    let prices = report.prices.iter().map(|entry| {
        let (kind, name) = match &entry.asset {
            AssetId::Native(name) => (AssetKind::Native, name),
            AssetId::Cw20(name) => (AssetKind::Cw20, name),
        };
        let price: Price = number(&entry.price)?;
        Some(SignedPrice {
            kind,
            name,
            price: price.raw(),
            time: number(&entry.time)?,
        })
    });
    let prices: Option<Vec<SignedPrice>> = prices.collect();
    let context = ReportContext {
        chain_id: &arrival.env.block.chain_id,
        contract: arrival.env.contract.address.as_str(),
        feeder: report.feeder,
    };
    let digest = report_digest(&context, &prices.ok_or(SkipReason::NotSigned)?);
    let digest = digest.map_err(|_| SkipReason::NotSigned)?;
    match api.secp256k1_verify(&digest, &report.signature, &key.key) {
        Ok(true) => Ok(()),
        _ => Err(SkipReason::WrongSignature),
    }
}

fn number<T: std::str::FromStr>(text: &NumberText) -> Option<T> {
    text.0.parse().ok()
}
