//! What could be done with one account: the quote that the contract would give.

use super::money::padded;
use super::skip::Skip;
use super::{Means, Prefer, Rules};
use crate::judge::Judge;
use ballast_interface::AccountId;
use ballast_risk::liquidate::{
    Liquidation, LiquidationError, LiquidationRequest, PairChoice, ProRata,
};
use ballast_risk::{Account, Amount, AssetIndex, Book, Ratio, SignedValue, Value};

/// A pair that is accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct PairCase {
    pub account: AccountId,
    pub quote: Liquidation,
    /// What is repaid, in USD.
    pub repaid: Value,
    /// What is received, in USD.
    pub received: Value,
}

/// Everything pro rata.
#[derive(Clone, Debug, PartialEq)]
pub struct ProRataCase {
    pub account: AccountId,
    pub quote: ProRata,
    pub held: Account,
}

/// One of the things that can be done with an account.
#[derive(Clone, Debug, PartialEq)]
pub enum Case {
    Pair(PairCase),
    ProRata(ProRataCase),
    /// Next to nothing is left of it: its debts are written off.
    WriteOff(AccountId),
}

impl PairCase {
    /// What the liquidator gets.
    pub fn receive(&self) -> Amount {
        self.quote.seize.saturating_sub(self.quote.protocol_fee)
    }

    pub fn profit(&self) -> SignedValue {
        difference(self.received, self.repaid)
    }
}

pub fn difference(brings: Value, costs: Value) -> SignedValue {
    let signed = |value: Value| i128::try_from(value.raw()).unwrap_or(i128::MAX);
    SignedValue::new(signed(brings).saturating_sub(signed(costs)))
}

/// An account that may be liquidated.
pub struct Open<'a> {
    pub judge: &'a Judge,
    pub account: &'a AccountId,
    pub held: &'a Account,
    pub book: &'a Book,
    pub now: u64,
}

impl Open<'_> {
    /// The pair that `liquidation_quote` names, or of the debts that can be paid the best; or everything pro rata.
    pub fn case(&self, rules: &Rules) -> Result<Case, Skip> {
        if self.book.is_beyond_rescue().map_err(Skip::Refused)? {
            return Ok(Case::WriteOff(self.account.clone()));
        }
        let pair = || self.pair(rules).map(Case::Pair);
        let pro_rata = || self.pro_rata(rules).map(Case::ProRata);
        match rules.prefer {
            Prefer::Pairs => pair().or_else(|why| pro_rata().map_err(|_| why)),
            Prefer::ProRata => pro_rata().or_else(|why| pair().map_err(|_| why)),
        }
    }

    fn pair(&self, rules: &Rules) -> Result<PairCase, Skip> {
        let named = self.book.holdings.iter();
        let named = named.filter(|holding| !holding.debt.is_zero());
        let named = named.map(|holding| Some(holding.asset));
        let mut first = None;
        for debt in std::iter::once(None).chain(named) {
            match self.pair_of(debt, rules) {
                Ok(pair) => return Ok(pair),
                Err(why) => first = first.or(Some(why)),
            }
        }
        Err(first.unwrap_or(Skip::Refused(LiquidationError::NothingOpen)))
    }

    fn pair_of(&self, debt: Option<AssetIndex>, rules: &Rules) -> Result<PairCase, Skip> {
        let choice = PairChoice {
            debt,
            ..PairChoice::default()
        };
        let mut quote = self.book.quote_best(&choice).map_err(Skip::Refused)?;
        let there = self.purse(rules, quote.debt)?;
        if padded(quote.repay) > there {
            let request = LiquidationRequest {
                debt: quote.debt,
                collateral: quote.collateral,
                max_repay: Some(there),
            };
            quote = self.book.quote(&request).map_err(Skip::Refused)?;
        }
        for asset in [quote.debt, quote.collateral] {
            self.not_paused(asset)?;
        }
        let receive = quote.seize.saturating_sub(quote.protocol_fee);
        Ok(PairCase {
            account: self.account.clone(),
            repaid: self.judge.worth_up(quote.debt, quote.repay)?,
            received: self.judge.worth_down(quote.collateral, receive)?,
            quote,
        })
    }

    pub fn pro_rata(&self, rules: &Rules) -> Result<ProRataCase, Skip> {
        // what is paused is left out; what cannot be paid with is not there
        let there = |asset| self.purse(rules, asset).unwrap_or_default();
        let quote = self.book.quote_pro_rata_out_of(Ratio::ONE, there);
        Ok(ProRataCase {
            account: self.account.clone(),
            quote: quote.map_err(Skip::Refused)?,
            held: self.held.clone(),
        })
    }

    fn not_paused(&self, asset: AssetIndex) -> Result<(), Skip> {
        let loaded = self.judge.market(asset)?;
        if self.now < loaded.asset.paused.liquidate {
            let asset = loaded.asset.asset.clone();
            return Err(Skip::Paused { asset });
        }
        Ok(())
    }

    /// How much of an asset there is to repay with.
    fn purse(&self, rules: &Rules, asset: AssetIndex) -> Result<Amount, Skip> {
        let loaded = self.judge.market(asset)?;
        let name = &loaded.asset.asset;
        let there = match &rules.means {
            Means::FlashLoan { .. } if loaded.asset.flash_fee.is_none() => {
                let asset = name.clone();
                return Err(Skip::NoFlashLoan { asset });
            }
            Means::FlashLoan { .. } => loaded.market.cash(),
            Means::Inventory { coins } => coins.get(name).copied().unwrap_or_default(),
        };
        match (&rules.means, there.is_zero()) {
            (_, false) => Ok(there),
            (Means::FlashLoan { .. }, true) => Err(Skip::NoCash {
                asset: name.clone(),
            }),
            (Means::Inventory { .. }, true) => Err(Skip::NoInventory {
                asset: name.clone(),
            }),
        }
    }
}
