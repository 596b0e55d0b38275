//! The one judgement of a message, at its end: caps, then, where anything lowered the surplus of an account that still
//! owes, health at the initial requirement, what an operator must leave, and the least sizes of debts.

use crate::change;
use crate::error::{LedgerError, Result};
use crate::ledger::Ledger;
use crate::reader::PriceSource;
use crate::valuation::{Valuation, View};
use ballast_risk::{Book, HealthFactor, Holding, Level, PriceStatus};

impl Ledger<'_> {
    /// Judges the account as it would be. The Book, where there was one to be judged by.
    ///
    /// `min_health`: what an operator must leave as the health factor (thresholds; collateral at low, debt at high).
    pub fn judge(
        &mut self,
        source: &dyn PriceSource,
        min_health: Option<HealthFactor>,
    ) -> Result<Option<Book>> {
        self.markets.check_caps()?;
        if !self.is_lowered() || !self.account().owes() {
            self.mark_judged();
            return Ok(None);
        }
        self.load_all()?;
        let mut valuation = Valuation::load(self.records(), self.now(), Level::Initial)?;
        let view = View::at(Level::Initial);
        let book = valuation.book(source, &self.markets, self.account(), view)?;
        self.require_initial(&book)?;
        if let Some(asked) = min_health {
            let holds = book.holds_at_thresholds(asked);
            if !holds.map_err(|error| self.markets.explain(error))? {
                return Err(LedgerError::BelowMinHealth { asked });
            }
        }
        for holding in book.holdings.iter().filter(|h| !h.debt.is_zero()) {
            self.require_size(&book, holding)?;
        }
        // health of this kind ends an episode
        self.account_mut().end_episode();
        self.mark_judged();
        Ok(Some(book))
    }

    fn require_initial(&self, book: &Book) -> Result<()> {
        let explain = |error| self.markets.explain(error);
        if book.is_healthy(Level::Initial).map_err(explain)? {
            return Ok(());
        }
        let said = self.uncounted(book);
        if !book.holdings.iter().any(counts) {
            return Err(LedgerError::NoCollateral {
                account: self.key().to_string(),
                uncounted: said,
            });
        }
        let surplus = book.surplus(Level::Initial).map_err(explain)?;
        Err(LedgerError::Short {
            missing: surplus.shortfall(),
            uncounted: said,
        })
    }

    /// `; `uatom` counts nothing, its price is stale` for each collateral that would count and does not for its price.
    fn uncounted(&self, book: &Book) -> String {
        let mut said = String::new();
        for (holding, why) in uncounted(book) {
            let name = self.markets.name(holding.asset);
            said.push_str(&format!("; `{name}` counts nothing, its price is {why}"));
        }
        said
    }

    /// A debt too small to be worth a liquidation is neither opened nor left behind: at spot one that was borrowed is at
    /// least the minimum, any other at least half of it, so that a stranger's repayment of one unit locks nobody.
    fn require_size(&self, book: &Book, holding: &Holding) -> Result<()> {
        let full = book.rules.min_position_value;
        let borrowed = self.borrowed().contains(&holding.asset);
        let minimum = if borrowed { full } else { full.half_down() };
        if borrowed {
            let asset = &self.markets.get(holding.asset)?.asset.asset;
            let largest = book.rules.largest_borrowed_unit_down()?;
            change::check_unit(asset, holding.price.high, holding.decimals, largest)?;
        }
        let spot = holding.price.spot;
        let found = spot.value_up(holding.debt, holding.decimals)?;
        if found >= minimum {
            return Ok(());
        }
        let asset = self.markets.name(holding.asset);
        if borrowed {
            let at_least = spot.amount_up(minimum, holding.decimals)?;
            return Err(LedgerError::DebtTooSmall {
                asset,
                found,
                minimum,
                at_least,
            });
        }
        let loaded = self.markets.get(holding.asset)?;
        let position = self.position(holding.asset).cloned().unwrap_or_default();
        Err(LedgerError::LeavesDebtTooSmall {
            asset,
            found,
            minimum,
            to_end: loaded.to_end(position.scaled_debt())?,
        })
    }
}

fn counts(holding: &Holding) -> bool {
    holding.gives_power() && holding.price.is_good_for_new_risk()
}

/// Collateral that would count for new risk and does not for its price, and what the price is.
pub fn uncounted(book: &Book) -> impl Iterator<Item = (&Holding, &'static str)> {
    let without = book
        .holdings
        .iter()
        .filter(|h| h.gives_power() && !counts(h));
    without.map(|holding| {
        let why = match holding.price.status {
            PriceStatus::Fresh => "wide",
            PriceStatus::Stale => "stale",
            PriceStatus::Frozen => "frozen",
            PriceStatus::Halted => "halted",
            PriceStatus::Missing => "missing",
        };
        (holding, why)
    })
}
