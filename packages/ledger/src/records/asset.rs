//! The parameters of one asset: read often, written by governance only. And the way from its name to its number.

use super::codec::{decode, encode};
use super::keys;
use crate::error::LedgerError;
use crate::reader::{Records, Stored};
use ballast_interface::AssetId;
use ballast_risk::governance::{
    AssetPoint, Budget, BudgetFor, Caps, Draw, LiquidationBonus, Ramp, RateModel,
};
use ballast_risk::{AssetIndex, GroupIndex, Ratio, Seconds};
use cosmwasm_std::Storage;
use serde::{Deserialize, Serialize};

const RECORD: &str = "asset";

/// Never leaves the contract as it is; queries answer what is in force.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub asset: AssetId,
    pub decimals: u8,
    /// Place of its group in the correlations.
    pub group: GroupIndex,
    pub collateral_factor: Ratio,
    pub risk: Ramp<AssetPoint>,
    pub bonus: LiquidationBonus,
    pub rates: RateModel,
    pub reserve_factor: Ratio,
    /// What a flash loan costs; none: there are no flash loans of it.
    pub flash_fee: Option<Ratio>,
    pub caps: Caps,
    pub paused: Paused,
    /// Has the owner deposited? Before that nobody else may.
    pub seeded: bool,
    /// When the steward last changed it.
    pub steward_at: u64,
}

/// What is paused. Liquidation is the owner's alone to pause: the second at which that ends; 0: not paused.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paused {
    pub supply: Pause,
    pub borrow: Pause,
    pub liquidate: u64,
}

/// The pauses of one action: the owner's and the guardians' beside each other.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    /// The second at which the owner's ends; 0: none.
    pub owners: u64,
    pub guardians: Option<GuardiansPause>,
    /// The guardians' hours for it.
    pub budget: Budget,
}

#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuardiansPause {
    pub until: u64,
    /// At least an hour, so it may be over before what it drew.
    pub draw: Draw,
}

impl Pause {
    /// The second at which it is open again; 0: not paused.
    pub fn until(&self) -> u64 {
        let guardians = self.guardians.map_or(0, |pause| pause.until);
        self.owners.max(guardians)
    }

    /// Ends the guardians' pause; what it has not used of its hours comes back.
    pub fn end_guardians(&mut self, now: u64) {
        if let Some(pause) = self.guardians.take() {
            self.budget.give_back(pause.draw, now);
        }
    }

    /// Draws on the guardians' hours: until `asked`, or as long as they allow. A pause is never made shorter by this.
    pub fn draw(&mut self, asked: Option<u64>, now: u64) -> Result<GuardiansPause, LedgerError> {
        let mut next = *self;
        next.end_guardians(now);
        let of = BudgetFor::Pause;
        let latest = next.budget.available_down(of, now).after(now);
        let wanted = asked.unwrap_or(latest);
        if let Some(longer) = self
            .guardians
            .filter(|pause| wanted <= pause.until && now < pause.until)
        {
            return Ok(longer);
        }
        let draw = next.budget.draw(of, now, Seconds::between(now, wanted))?;
        if wanted > draw.until {
            return Err(LedgerError::PauseTooLong { latest });
        }
        let until = asked.unwrap_or(draw.until);
        let pause = GuardiansPause { until, draw };
        next.guardians = Some(pause);
        *self = next;
        Ok(pause)
    }
}

/// The number of a listed asset.
pub fn index(records: &dyn Records, asset: &AssetId) -> Result<AssetIndex, LedgerError> {
    find(records, asset)?.ok_or_else(|| LedgerError::UnknownAsset {
        asset: asset.to_string(),
    })
}

pub fn find(records: &dyn Records, asset: &AssetId) -> Result<Option<AssetIndex>, LedgerError> {
    let bytes = records.read(&keys::asset_id(asset))?;
    let number = bytes.and_then(|bytes| bytes.first().copied());
    Ok(number.map(AssetIndex::new))
}

pub fn load(records: &dyn Records, asset: AssetIndex) -> Result<Asset, LedgerError> {
    let bytes = records.read(&keys::asset(asset))?;
    decode(
        &bytes.ok_or(LedgerError::Corrupt { record: RECORD })?,
        RECORD,
    )
}

pub fn save(
    storage: &mut dyn Storage,
    index: AssetIndex,
    asset: &Asset,
) -> Result<(), LedgerError> {
    storage.set(&keys::asset(index), &encode(asset, RECORD)?);
    Ok(())
}

/// Of all that are listed, in the order of their listing; at most 255.
pub fn all(records: &dyn Records) -> Result<impl Iterator<Item = AssetIndex>, LedgerError> {
    Ok(AssetIndex::all().take(count(records)?.into()))
}

fn count(records: &dyn Records) -> Result<u8, LedgerError> {
    let bytes = records.read(&keys::asset_count())?;
    Ok(bytes.and_then(|bytes| bytes.first().copied()).unwrap_or(0))
}

/// Gives a new asset the next number.
pub fn list(storage: &mut dyn Storage, asset: &Asset) -> Result<AssetIndex, LedgerError> {
    let number = count(&Stored(storage))?;
    let next = number
        .checked_add(1)
        .ok_or(LedgerError::TooManyAssets { max: u8::MAX })?;
    storage.set(&keys::asset_count(), &[next]);
    storage.set(&keys::asset_id(&asset.asset), &[number]);
    let index = AssetIndex::new(number);
    save(storage, index, asset)?;
    Ok(index)
}
