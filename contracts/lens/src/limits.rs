//! How far a borrow or a withdrawal may go, now and for a while to come.

use crate::error::{ContractError, Result};
use crate::remote::Remote;
use ballast_interface::lens::{LimitResponse, UncountedCollateral};
use ballast_interface::oracle::ExpiringPrice;
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::limits::{borrowable, withdrawable, Limit};
use ballast_ledger::{uncounted, Ledger, Valuation, View};
use ballast_risk::{AssetIndex, Book, Level, SupplyMode};

/// From the question to the message in a block.
const AHEAD: u64 = 60;
/// Prices of today say nothing of what is later than a day.
const MAX_AHEAD: u64 = 86_400;

/// Whose limit, of what, and for how many seconds it must hold.
pub struct Asked {
    pub account: AccountId,
    pub asset: AssetId,
    pub ahead: Option<u64>,
}

pub fn max_borrow(remote: &Remote<'_>, asked: &Asked) -> Result<LimitResponse> {
    lasting(remote, asked, &|remote| {
        let (ledger, index) = open(remote, asked)?;
        let mut judged = Judged::new(remote, &ledger, index)?;
        judged.limit = borrowable(&ledger, judged.book.clone(), index)?;
        Ok(Found::Judged(Box::new(judged)))
    })
}

pub fn max_withdraw(remote: &Remote<'_>, asked: &Asked, mode: SupplyMode) -> Result<LimitResponse> {
    lasting(remote, asked, &|remote| {
        let (ledger, index) = open(remote, asked)?;
        if !ledger.account().owes() {
            return Ok(Found::Free(withdrawable(&ledger, None, index, mode)?));
        }
        let mut judged = Judged::new(remote, &ledger, index)?;
        judged.limit = withdrawable(&ledger, Some(judged.book.clone()), index, mode)?;
        Ok(Found::Judged(Box::new(judged)))
    })
}

/// A limit at one time.
enum Found {
    /// No price has a part in it.
    Free(Limit),
    Judged(Box<Judged>),
}

struct Judged {
    limit: Limit,
    book: Book,
    uncounted: Vec<UncountedCollateral>,
    /// What has a part in it.
    assets: Vec<AssetId>,
    valuation: Valuation,
}

impl Judged {
    fn new(remote: &Remote<'_>, ledger: &Ledger<'_>, index: AssetIndex) -> Result<Self> {
        let mut valuation = Valuation::load(remote, ledger.now(), Level::Initial)?;
        let view = View {
            level: Level::Initial,
            asked: &[index],
        };
        let book = valuation.book(&remote.querier, &ledger.markets, ledger.account(), view)?;
        let name = |asset| Ok::<_, ContractError>(ledger.markets.get(asset)?.asset.asset.clone());
        let mut silent = Vec::new();
        for (holding, _) in uncounted(&book) {
            silent.push(UncountedCollateral {
                asset: name(holding.asset)?,
                status: holding.price.status,
                wide: holding.price.wide,
            });
        }
        let assets = book.holdings.iter().map(|holding| name(holding.asset));
        Ok(Self {
            limit: Limit::default(),
            assets: assets.collect::<Result<_>>()?,
            uncounted: silent,
            book,
            valuation,
        })
    }
}

fn open<'r>(remote: &'r Remote<'_>, asked: &Asked) -> Result<(Ledger<'r>, AssetIndex)> {
    let mut ledger = remote.open(&asked.account)?;
    let index = ledger.load(&asked.asset)?;
    Ok((ledger, index))
}

/// What holds now and at the end of the time asked for: interest at present rates and ramps move until then, prices and
/// statuses are as now. Between the two nothing is stricter than at both.
fn lasting(
    remote: &Remote<'_>,
    asked: &Asked,
    limit: &dyn Fn(&Remote<'_>) -> Result<Found>,
) -> Result<LimitResponse> {
    let ahead = asked.ahead.unwrap_or(AHEAD);
    if ahead > MAX_AHEAD {
        return Err(ContractError::TooFarAhead {
            found: ahead,
            max: MAX_AHEAD,
        });
    }
    let now = limit(remote)?;
    let least = match ahead {
        0 => now.limit(),
        _ => now.limit().least(limit(&remote.at(ahead))?.limit()),
    };
    let mut shown = LimitResponse {
        amount: least.amount,
        by_health: least.by_health,
        by_market: least.by_market,
        uncounted: Vec::new(),
        expiring: Vec::new(),
    };
    if let Found::Judged(judged) = now {
        shown.expiring = expiring(remote, &judged, ahead);
        shown.uncounted = judged.uncounted;
    }
    Ok(shown)
}

impl Found {
    fn limit(&self) -> Limit {
        match self {
            Found::Free(limit) => *limit,
            Found::Judged(judged) => judged.limit,
        }
    }
}

/// An oracle that answers prices alone says nothing of their end.
fn expiring(remote: &Remote<'_>, judged: &Judged, within: u64) -> Vec<ExpiringPrice> {
    let oracle = &judged.valuation.settings.oracle;
    let assets = judged.assets.clone();
    let known = oracle.expiring(&remote.querier, assets, within);
    known.unwrap_or_default()
}
