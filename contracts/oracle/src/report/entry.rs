//! One entry of a report: read, judged by its time, and put in its place.

use super::Reporting;
use crate::error::SkipReason;
use crate::records::{Feed, Feeders, StoredReport};
use crate::sources::feeders;
use ballast_interface::oracle::{NumberText, PriceReport};
use ballast_risk::{Price, Seconds};

/// How far a feeder's clock may be ahead of the block's.
const AHEAD_SECONDS: u8 = 60;
/// As many characters of what cannot be read are told.
const MAX_SHOWN: usize = 48;

/// Reads price and time, each by itself.
pub fn read(reporting: &Reporting, entry: &PriceReport) -> Result<StoredReport, SkipReason> {
    let price: Price = number("price", &entry.price)?;
    let time: u64 = number("time", &entry.time)?;
    if price.is_zero() {
        return Err(SkipReason::Zero);
    }
    let ahead = u8::try_from(time.saturating_sub(reporting.now));
    let ahead = ahead.ok().filter(|ahead| *ahead <= AHEAD_SECONDS);
    let ahead = ahead.ok_or(SkipReason::FromTheFuture {
        found: time,
        latest: reporting.now.saturating_add(u64::from(AHEAD_SECONDS)),
    })?;
    let report = StoredReport {
        feeder: reporting.feeder.number,
        price,
        time,
        ahead,
    };
    if report.seen_at() < reporting.feeder.since {
        return Err(SkipReason::BeforeAppointment {
            found: time,
            since: reporting.feeder.since,
        });
    }
    Ok(report)
}

/// Puts a report in the place of its feeder's last, which must be older; those of former feeders go.
pub fn place(
    feed: &mut Feed,
    all: &Feeders,
    report: StoredReport,
    now: u64,
) -> Result<(), SkipReason> {
    feed.reports
        .retain(|known| feeders::is_of_a_feeder(known, all));
    let age = Seconds::between(report.seen_at(), now);
    if age >= feed.limits.max_age() {
        return Err(SkipReason::TooOld {
            age,
            max_age: feed.limits.max_age(),
        });
    }
    let mut known = feed.reports.iter_mut();
    match known.find(|known| known.feeder == report.feeder) {
        Some(known) if known.time >= report.time => Err(SkipReason::NotNewer {
            found: report.time,
            known: known.time,
        }),
        Some(known) => {
            *known = report;
            Ok(())
        }
        None => {
            feed.reports.push(report);
            Ok(())
        }
    }
}

fn number<T: std::str::FromStr>(field: &'static str, text: &NumberText) -> Result<T, SkipReason> {
    text.0.parse().map_err(|_| SkipReason::Unreadable {
        field,
        found: text.0.chars().take(MAX_SHOWN).collect(),
    })
}
