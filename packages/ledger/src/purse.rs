//! What stands between the actions of a batch: what was sent, borrowed and withdrawn, and not yet deposited, repaid or
//! paid out.

use crate::error::LedgerError;
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_std::Addr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purse {
    /// Who sent what is in it at the start: who deposits and repays.
    pub payer: Addr,
    // what a message brings and what its at most sixteen actions take out of markets
    contents: Vec<(AssetId, Amount)>,
}

impl Purse {
    /// With what was sent, each asset once.
    pub fn of(payer: Addr, contents: Vec<(AssetId, Amount)>) -> Self {
        Self { payer, contents }
    }

    /// What is in it now.
    pub fn contents(&self) -> impl Iterator<Item = &(AssetId, Amount)> {
        let all = self.contents.iter();
        all.filter(|(_, amount)| !amount.is_zero())
    }

    pub fn put(&mut self, asset: &AssetId, amount: Amount) -> Result<(), LedgerError> {
        match self.contents.iter_mut().find(|(held, _)| held == asset) {
            Some((_, held)) => *held = held.add(amount)?,
            None => self.contents.push((asset.clone(), amount)),
        }
        Ok(())
    }

    pub fn holds(&self, asset: &AssetId) -> Amount {
        let found = self.contents.iter().find(|(held, _)| held == asset);
        found.map_or(Amount::ZERO, |(_, amount)| *amount)
    }

    /// Takes exactly `amount` out, for `action`.
    pub fn take(
        &mut self,
        asset: &AssetId,
        amount: Amount,
        action: &'static str,
    ) -> Result<(), LedgerError> {
        let found = self.holds(asset);
        let rest = found.sub(amount).ok_or_else(|| LedgerError::PurseShort {
            action,
            asset: asset.to_string(),
            asked: amount,
            found,
        })?;
        if let Some((_, held)) = self.contents.iter_mut().find(|(held, _)| held == asset) {
            *held = rest;
        }
        Ok(())
    }

    /// What is left, to be paid out: each asset once, nothing of none.
    pub fn into_contents(self) -> impl Iterator<Item = (AssetId, Amount)> {
        let all = self.contents.into_iter();
        all.filter(|(_, amount)| !amount.is_zero())
    }
}
