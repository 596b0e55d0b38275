//! What is lent within the present transaction. There is a record only while it is out.

use super::codec::{decode, encode};
use super::keys;
use crate::error::LedgerError;
use crate::reader::Records;
use ballast_risk::{Amount, AssetIndex, NumError, Ratio};
use cosmwasm_std::Storage;
use serde::{Deserialize, Serialize};

const RECORD: &str = "flash";

/// Of one asset.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlashDebt {
    pub asset: AssetIndex,
    pub fee: Amount,
    /// Loan and fee.
    pub due: Amount,
    /// What has not come back yet.
    pub missing: Amount,
}

impl FlashDebt {
    /// `amount` is lent; the fee is rounded up.
    pub fn new(asset: AssetIndex, amount: Amount, fee: Ratio) -> Result<Self, NumError> {
        let fee = amount.times_up(fee)?;
        let due = amount.add(fee)?;
        Ok(Self {
            asset,
            fee,
            due,
            missing: due,
        })
    }

    /// Takes what is missing out of `sent`; what is left of it.
    pub fn take_back(&mut self, sent: Amount) -> Amount {
        let taken = self.missing.min(sent);
        self.missing = self.missing.saturating_sub(taken);
        sent.saturating_sub(taken)
    }

    pub fn returned(&self) -> Amount {
        self.due.saturating_sub(self.missing)
    }
}

/// Empty while no loan is out.
pub fn load(records: &dyn Records) -> Result<Vec<FlashDebt>, LedgerError> {
    match records.read(&keys::flash())? {
        None => Ok(Vec::new()),
        Some(bytes) => decode(&bytes, RECORD),
    }
}

pub fn save(storage: &mut dyn Storage, debts: &Vec<FlashDebt>) -> Result<(), LedgerError> {
    storage.set(&keys::flash(), &encode(debts, RECORD)?);
    Ok(())
}

pub fn clear(storage: &mut dyn Storage) {
    storage.remove(&keys::flash());
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEBT: FlashDebt = FlashDebt {
        asset: AssetIndex::new(0),
        fee: Amount::new(2),
        due: Amount::new(152),
        missing: Amount::new(152),
    };

    /// 1 % of 150 is 1.5.
    #[test]
    fn the_fee_is_rounded_up() {
        let found = FlashDebt::new(DEBT.asset, Amount::new(150), Ratio::percent(1));
        assert_eq!(found, Ok(DEBT));
    }

    #[test]
    fn no_more_is_taken_back_than_is_due() {
        let mut debt = DEBT;
        assert_eq!(debt.take_back(Amount::new(150)), Amount::ZERO);
        assert_eq!(debt.returned(), Amount::new(150));
        assert_eq!(debt.take_back(Amount::new(5)), Amount::new(3));
        assert_eq!(debt.missing, Amount::ZERO);
        assert_eq!(debt.take_back(Amount::new(7)), Amount::new(7));
    }
}
