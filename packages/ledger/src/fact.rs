//! What an action did, as its event tells it. Replaying facts from the first block rebuilds every balance.

use crate::records::AccountKey;
use ballast_interface::AssetId;
use ballast_risk::facts::{Accrual, Moved};
use ballast_risk::{Amount, DebtIndex, ScaledDebt, SupplyMode, SupplyShares};

/// Supply that moved between an account and a market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplyMoved {
    pub account: AccountKey,
    pub asset: AssetId,
    /// Where it went, or was taken from.
    pub mode: SupplyMode,
    pub moved: Moved,
    /// What a million shares are worth then, in base units, rounded down.
    pub share_price: Amount,
}

/// Debt that an account took on or got rid of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebtMoved {
    pub account: AccountKey,
    pub asset: AssetId,
    pub amount: Amount,
    pub scaled: ScaledDebt,
    pub debt_index: DebtIndex,
}

/// Shares of an epoch that had ended: they were worth nothing and are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharesDropped {
    pub account: AccountKey,
    pub asset: AssetId,
    pub shares: SupplyShares,
    pub epoch: u32,
}

/// Interest that a market earned since it was last written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrued {
    pub asset: AssetId,
    pub accrual: Accrual,
    pub debt_index: DebtIndex,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    Deposited(SupplyMoved),
    Withdrawn(SupplyMoved),
    Shifted(SupplyMoved),
    Borrowed(DebtMoved),
    Repaid(DebtMoved),
    /// Lent supply against debt of the same asset.
    Offset {
        supply: SupplyMoved,
        debt: DebtMoved,
    },
    Dropped(SharesDropped),
}
