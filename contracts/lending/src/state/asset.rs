//! The parameters of one asset: read often, written by governance only. And the way from its name to its id.

use super::codec::{Reader, Writer};
use super::{keys, ramp};
use crate::error::{ContractError, Result};
use ballast_interface::AssetId;
use ballast_risk::num::{Amount, Ratio};
use ballast_risk::params::{Caps, LiquidationBonus};
use ballast_risk::ramp::Ramp;
use ballast_risk::rate::RateModel;
use ballast_risk::terms::AssetPoint;
use cosmwasm_std::Storage;

const VERSION: u8 = 1;
const RECORD: &str = "asset";
const NATIVE: u8 = 0;
const CW20: u8 = 1;

/// Never leaves the contract as it is; `query` answers what is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub asset: AssetId,
    pub decimals: u8,
    /// Place of its group in the correlations.
    pub group: u8,
    pub collateral_factor: Ratio,
    pub risk: Ramp<AssetPoint>,
    pub bonus: LiquidationBonus,
    pub rates: RateModel,
    pub reserve_factor: Ratio,
    pub caps: Caps,
    /// Until when; 0: not paused.
    pub paused: Paused,
    /// Has the owner deposited? Before that nobody else may.
    pub seeded: bool,
    /// When the steward last changed it.
    pub steward_at: u64,
}

/// Seconds at which each pause ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paused {
    pub supply: u64,
    pub borrow: u64,
    pub liquidate: u64,
    /// Until when the guardian may not begin a pause anew.
    pub supply_rest: u64,
    pub borrow_rest: u64,
}

/// The id of a listed asset.
pub fn id(storage: &dyn Storage, asset: &AssetId) -> Result<u8> {
    let unknown = || ContractError::UnknownAsset {
        asset: asset.to_string(),
    };
    Ok(find(storage, asset).ok_or_else(unknown)?)
}

pub fn find(storage: &dyn Storage, asset: &AssetId) -> Option<u8> {
    let bytes = storage.get(&keys::asset_id(kind(asset), asset.name()))?;
    bytes.first().copied()
}

pub fn load(storage: &dyn Storage, id: u8) -> Result<Asset> {
    let bytes = storage.get(&keys::asset(id));
    decode(&bytes.ok_or(ContractError::Corrupt { record: RECORD })?)
}

pub fn save(storage: &mut dyn Storage, id: u8, asset: &Asset) {
    storage.set(&keys::asset(id), &encode(asset));
}

/// How many are listed; their ids are all below.
pub fn count(storage: &dyn Storage) -> u8 {
    let bytes = storage.get(&keys::asset_count());
    bytes.and_then(|b| b.first().copied()).unwrap_or(0)
}

/// Gives a new asset the next id.
pub fn list(storage: &mut dyn Storage, asset: &Asset) -> Result<u8> {
    let id = count(storage);
    let next = id
        .checked_add(1)
        .ok_or(ContractError::TooManyAssets { most: u8::MAX })?;
    storage.set(&keys::asset_count(), &[next]);
    let place = keys::asset_id(kind(&asset.asset), asset.asset.name());
    storage.set(&place, &[id]);
    save(storage, id, asset);
    Ok(id)
}

fn kind(asset: &AssetId) -> u8 {
    match asset {
        AssetId::Native(_) => NATIVE,
        AssetId::Cw20(_) => CW20,
    }
}

pub(super) fn encode(asset: &Asset) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer
        .byte(kind(&asset.asset))
        .text(asset.asset.name())
        .byte(asset.decimals)
        .byte(asset.group)
        .number(asset.collateral_factor.raw());
    ramp::write(&mut writer, &asset.risk, |w, point| {
        w.number(point.liquidation_threshold.raw())
            .option(point.borrow_weight.map(Ratio::raw));
    });
    writer
        .number(asset.bonus.bonus_min.raw())
        .number(asset.bonus.bonus_slope.raw())
        .number(asset.bonus.bonus_max.raw())
        .number(asset.bonus.protocol_fee.raw())
        .number(asset.rates.base.raw())
        .number(asset.rates.slope1.raw())
        .number(asset.rates.slope2.raw())
        .number(asset.rates.optimal_utilisation.raw())
        .number(asset.reserve_factor.raw())
        .option(asset.caps.supply_cap.map(Amount::raw))
        .option(asset.caps.borrow_cap.map(Amount::raw))
        .option(asset.caps.collateral_cap.map(Amount::raw))
        .number(asset.paused.supply)
        .number(asset.paused.borrow)
        .number(asset.paused.liquidate)
        .number(asset.paused.supply_rest)
        .number(asset.paused.borrow_rest)
        .byte(u8::from(asset.seeded))
        .number(asset.steward_at);
    writer.finish()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Asset> {
    let mut reader = Reader::new(bytes, VERSION, RECORD)?;
    let kind = reader.byte()?;
    let name = reader.text()?;
    let r = &mut reader;
    let asset = Asset {
        asset: match kind {
            NATIVE => AssetId::Native(name),
            CW20 => AssetId::Cw20(name),
            _ => return Err(r.corrupt()),
        },
        decimals: r.byte()?,
        group: r.byte()?,
        collateral_factor: ratio(r)?,
        risk: ramp::read(r, |r| {
            Ok(AssetPoint {
                liquidation_threshold: ratio(r)?,
                borrow_weight: r.option_u64()?.map(Ratio::new),
            })
        })?,
        bonus: LiquidationBonus {
            bonus_min: ratio(r)?,
            bonus_slope: ratio(r)?,
            bonus_max: ratio(r)?,
            protocol_fee: ratio(r)?,
        },
        rates: RateModel {
            base: ratio(r)?,
            slope1: ratio(r)?,
            slope2: ratio(r)?,
            optimal_utilisation: ratio(r)?,
        },
        reserve_factor: ratio(r)?,
        caps: Caps {
            supply_cap: r.option()?.map(Amount::new),
            borrow_cap: r.option()?.map(Amount::new),
            collateral_cap: r.option()?.map(Amount::new),
        },
        paused: Paused {
            supply: r.u64()?,
            borrow: r.u64()?,
            liquidate: r.u64()?,
            supply_rest: r.u64()?,
            borrow_rest: r.u64()?,
        },
        seeded: r.byte()? != 0,
        steward_at: r.u64()?,
    };
    reader.finish()?;
    Ok(asset)
}

fn ratio(reader: &mut Reader<'_>) -> Result<Ratio> {
    reader.u64().map(Ratio::new)
}
