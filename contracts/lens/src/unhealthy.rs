use crate::error::{ContractError, Result};
use crate::meter::{fetching, meeting, testing, Meter, MOST_FETCHES};
use crate::remote::Remote;
use ballast_interface::lending::PackedAccount;
use ballast_interface::lens::{UnhealthyItem, UnhealthyPage, UnjudgedAccount};
use ballast_interface::AccountId;
use ballast_ledger::records::account;
use ballast_ledger::{fill, page, Markets, Valuation, View};
use ballast_risk::{
    Account, AssetIndex, Book, BookError, HealthFactor, Holding, Level, PriceStatus,
};

/// Health factors above it are measured in finer units, by a search that costs ten times as much.
const MOST_HEALTH: HealthFactor = HealthFactor::new(1_000 * HealthFactor::ONE.raw());

/// Accounts with a health factor of at most `max_health`. They are looked at in the order of their keys, as many as a query may
/// cost, and named worst first.
pub fn unhealthy(
    remote: &Remote<'_>,
    max_health: HealthFactor,
    start_after: Option<AccountId>,
    limit: Option<u32>,
) -> Result<UnhealthyPage> {
    if max_health > MOST_HEALTH {
        return Err(ContractError::TooHealthy {
            found: max_health,
            max: MOST_HEALTH,
        });
    }
    let mut search = Search::new(remote, max_health, limit)?;
    let mut last = start_after;
    for _ in 0..MOST_FETCHES {
        let chunk = search.meter.chunk_down()?;
        if chunk == 0 {
            break;
        }
        let fetched = remote.packed(last.clone(), chunk)?;
        if !search.look_at(fetched.items, &mut last)? {
            break;
        }
        if fetched.next.is_none() {
            last = None;
            break;
        }
    }
    Ok(search.page(last))
}

/// An account on its way through a page.
type Found = (AccountId, Account);

/// A page while it is made.
struct Search<'a> {
    remote: &'a Remote<'a>,
    max_health: HealthFactor,
    /// How many may be named.
    limit: usize,
    meter: Meter,
    markets: Markets,
    valuation: Valuation,
    /// Every asset met so far, with its price and without amounts.
    known: Vec<Holding>,
    /// Of the account that is judged.
    book: Book,
    page: UnhealthyPage,
}

impl<'a> Search<'a> {
    fn new(remote: &'a Remote<'a>, max_health: HealthFactor, limit: Option<u32>) -> Result<Self> {
        let markets = Markets::new(remote.now);
        let mut valuation = Valuation::load(remote, remote.now, Level::Maintenance)?;
        let (nobody, view) = (Account::default(), View::at(Level::Maintenance));
        let limit = page::bounded(limit, usize::MAX, usize::MAX);
        Ok(Self {
            book: valuation.book(&remote.querier, &markets, &nobody, view)?,
            remote,
            max_health,
            limit,
            meter: Meter::new(max_health),
            markets,
            valuation,
            known: Vec::new(),
            page: UnhealthyPage {
                items: Vec::new(),
                unjudged: Vec::new(),
                judged: 0,
                next: None,
            },
        })
    }

    /// Goes through fetched records as far as the page has room, and says whether it went through all of them; `last` is the last
    /// account looked at.
    fn look_at(
        &mut self,
        records: Vec<PackedAccount>,
        last: &mut Option<AccountId>,
    ) -> Result<bool> {
        self.meter.spend(fetching(&records));
        let fetched = records.len();
        let planned = self.plan(records)?;
        let all = planned.len() == fetched;
        for (id, account) in planned {
            let full = self.page.items.len() >= self.limit;
            let cost = testing(&account);
            if full
                || !self
                    .meter
                    .has(cost.saturating_add(self.meter.listing(&account)))
            {
                return Ok(false);
            }
            self.meter.pass(cost);
            *last = Some(id.clone());
            if account.owes() {
                self.judge(id, &account)?;
            }
        }
        Ok(all)
    }

    /// The first of them, as far as their tests and the assets that they bring fit. Those assets are loaded, and their prices
    /// asked for at once.
    fn plan(&mut self, records: Vec<PackedAccount>) -> Result<Vec<Found>> {
        let mut planned: Vec<Found> = Vec::new();
        let mut met: Vec<AssetIndex> = Vec::new();
        let mut tests = 0u128;
        for packed in records {
            let account = account::read(&packed.record)?;
            let before = met.len();
            if account.owes() {
                self.meet(&account, &mut met);
            }
            tests = tests.saturating_add(testing(&account));
            let cost = tests.saturating_add(meeting(&met));
            if !self
                .meter
                .has(cost.saturating_add(self.meter.listing(&account)))
            {
                met.truncate(before);
                break;
            }
            planned.push((packed.account, account));
        }
        self.load(&met)?;
        Ok(planned)
    }

    /// The assets of an account that are new.
    fn meet(&self, account: &Account, met: &mut Vec<AssetIndex>) {
        for asset in account.positions().iter().map(|position| position.asset()) {
            let known = self.known.iter().any(|holding| holding.asset == asset);
            if !known && !met.contains(&asset) {
                met.push(asset);
            }
        }
    }

    fn load(&mut self, assets: &[AssetIndex]) -> Result<()> {
        if assets.is_empty() {
            return Ok(());
        }
        self.meter.spend(meeting(assets));
        for asset in assets {
            self.markets.load(self.remote, *asset)?;
        }
        let view = View {
            level: Level::Maintenance,
            asked: assets,
        };
        let (querier, nobody) = (&self.remote.querier, Account::default());
        let book = self.valuation.book(querier, &self.markets, &nobody, view)?;
        self.known.extend(book.holdings);
        Ok(())
    }

    /// Puts the account on the page, where it belongs there. One that cannot be judged must not hide the others.
    fn judge(&mut self, id: AccountId, account: &Account) -> Result<()> {
        self.fill(account)?;
        self.page.judged = self.page.judged.saturating_add(1);
        match health_at_most(&self.book, self.max_health) {
            Ok(None) => return Ok(()),
            Ok(Some(health_factor)) => self.page.items.push(UnhealthyItem {
                account: id,
                health_factor,
            }),
            Err(error) => self.page.unjudged.push(UnjudgedAccount {
                account: id,
                reason: self.markets.explain(error).to_string(),
            }),
        }
        self.meter.spend(self.meter.listing(account));
        Ok(())
    }

    /// Makes the Book that of an account.
    fn fill(&mut self, account: &Account) -> Result<()> {
        self.book.holdings.clear();
        for position in account.positions() {
            let mut known = self.known.iter();
            let Some(known) = known.find(|holding| holding.asset == position.asset()) else {
                continue;
            };
            let mut holding = known.clone();
            fill(&mut holding, account, self.markets.get(position.asset())?)?;
            self.book.holdings.push(holding);
        }
        Ok(())
    }

    fn page(mut self, next: Option<AccountId>) -> UnhealthyPage {
        self.page.items.sort_by_key(|item| item.health_factor);
        self.page.next = next;
        self.page
    }
}

/// The health factor where it is at most that. A collateral that counts and never had a price says nothing of its account: it is
/// not liquidated.
fn health_at_most(book: &Book, most: HealthFactor) -> Result<Option<HealthFactor>, BookError> {
    if !book.health_is_at_most(most)? {
        return Ok(None);
    }
    let unknown = book.holdings.iter().find(|holding| {
        let counts = !holding.collateral.is_zero() && !holding.weights.threshold.is_zero();
        counts && holding.price.status == PriceStatus::Missing
    });
    if let Some(holding) = unknown {
        return Err(BookError::PriceNotUsable {
            asset: holding.asset,
            status: holding.price.status,
        });
    }
    book.health_factor()
}
