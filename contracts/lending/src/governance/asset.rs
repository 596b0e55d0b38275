use super::rights::{self, Standing};
use super::{bounds, door};
use crate::error::{ContractError, Result};
use crate::event::{administered, changed, changed_option};
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{AssetUpdate, FlashFeeChange, ListAsset};
use ballast_interface::AssetId;
use ballast_ledger::change::{self, RiskChange};
use ballast_ledger::records::{asset, market, settings, Asset, Paused};
use ballast_ledger::{LoadedMarket, Stored};
use ballast_risk::governance::{
    checked_flash_fee, checked_reserve_factor, AssetPoint, LiquidationBonus, Pace, ParamError,
    Ramp, RateModel,
};
use ballast_risk::{Market, Ratio, Seconds};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};

/// Opens a market. Nobody but the owner can deposit before the owner has.
///
/// 1. check sender, ranges and price 2. give it the next id 3. save 4. say
pub fn list_asset(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: ListAsset,
) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let now = env.block.time.seconds();
    let settings = settings::load(&Stored(deps.storage))?;
    let (own, oracle) = (&env.contract.address, &settings.oracle.0);
    let name = door::known_name(deps.as_ref(), own, oracle, &msg)?;
    // one name, one asset: inside a Book assets go by name alone
    let twin = match &name {
        AssetId::Native(denom) => AssetId::cw20(denom),
        AssetId::Cw20(token) => AssetId::native(token),
    };
    if asset::find(&Stored(deps.storage), &name)?.is_some()
        || asset::find(&Stored(deps.storage), &twin)?.is_some()
    {
        return Err(ContractError::AlreadyListed {
            asset: name.to_string(),
        });
    }
    if msg.decimals > 18 {
        return Err(ParamError::out_of_range("decimals", msg.decimals, "0 to 18").into());
    }
    let structure = change::structure(&Stored(deps.storage), now)?;
    let group = structure.group(&msg.risk.group)?;
    let stress = structure.highest_stress(group, now);
    let target = msg.risk.checked(name.name(), stress)?;
    let floor = settings.liquidation.bonus_floor;
    let bonus = msg.liquidation;
    let bonus = bonus.checked(target.liquidation_threshold, floor)?;
    door::priced(deps.as_ref(), &settings, &name, msg.decimals)?;
    let listed = Asset {
        asset: name,
        decimals: msg.decimals,
        group,
        collateral_factor: target.collateral_factor,
        risk: Ramp::at_rest(change::point(&target)),
        bonus,
        rates: msg.rates.checked()?,
        reserve_factor: checked_reserve_factor(msg.reserve_factor)?,
        flash_fee: msg.flash_fee.map(checked_flash_fee).transpose()?,
        caps: msg.caps,
        paused: Paused::default(),
        seeded: false,
        steward_at: 0,
    };
    change::check_caps(&listed, now)?;
    let id = asset::list(deps.storage, &listed)?;
    market::save(deps.storage, id, &Market::new(now))?;
    let said = administered(name::LIST_ASSET, &info.sender)
        .add_attribute(key::ASSET, listed.asset.name())
        .add_attribute(key::DECIMALS, listed.decimals.to_string())
        .add_attribute(key::GROUP, target.group);
    Ok(Response::new().add_event(told(said, &unset(&listed), &listed)))
}

/// Changes parameters of one asset. Threshold and weight ramp; everything else applies at once.
///
/// 1. load, accrued to now under the old rates 2. check what the sender may 3. change 4. check what belongs together
///    5. save 6. say
pub fn update_asset(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    msg: AssetUpdate,
) -> Result<Response> {
    no_funds(info)?;
    let pace = msg.ramp_seconds.map(Seconds::new);
    let pace = pace.map(Pace::new).transpose()?;
    let standing = rights::anybody_with_rights(deps.storage, &info.sender)?;
    let id = asset::index(&Stored(deps.storage), &msg.asset)?;
    let listed = LoadedMarket::load(&Stored(deps.storage), id, now)?;
    let structure = change::structure(&Stored(deps.storage), now)?;
    let floor = settings::load(&Stored(deps.storage))?
        .liquidation
        .bonus_floor;
    let old = listed.asset.clone();
    let mut new = old.clone();
    new.risk.forget_ended(now);
    let group = structure.groups().get(old.group.place());
    let group = group.map(String::as_str).unwrap_or_default();
    match rights(standing, &new, group, &msg, now)? {
        Rights::Safer => {
            let factor = msg.risk.map(|risk| risk.collateral_factor);
            new.collateral_factor = factor.unwrap_or(new.collateral_factor);
        }
        rights => {
            if rights == Rights::Step {
                new.steward_at = now;
            }
            if let Some(risk) = msg.risk {
                let change = RiskChange { risk, pace };
                change::change_risk(&mut new, &listed, change, &structure, now)?;
            }
        }
    }
    new.bonus = msg.liquidation.unwrap_or(new.bonus);
    change::check_bonus(&new, floor, now)?;
    new.rates = msg.rates.map_or(Ok(new.rates), RateModel::checked)?;
    new.reserve_factor = msg
        .reserve_factor
        .map_or(Ok(new.reserve_factor), checked_reserve_factor)?;
    new.flash_fee = changed_flash_fee(new.flash_fee, msg.flash_fee)?;
    new.caps = msg.caps.map_or(new.caps, |caps| caps.applied(&old.caps));
    change::check_caps(&new, now)?;
    asset::save(deps.storage, id, &new)?;
    // interest up to now is the old rates'
    market::save(deps.storage, id, &listed.market)?;
    let said =
        administered(name::UPDATE_ASSET, &info.sender).add_attribute(key::ASSET, new.asset.name());
    let said = told(said, &old, &new);
    let ends_at = |asset: &Asset| asset.risk.under_way(now).and_then(|ramp| ramp.ends_at);
    let (was, is) = (ends_at(&old), ends_at(&new));
    let mut events = vec![changed_option(said, key::RAMP_ENDS_AT, was, is)];
    if !listed.accrual.interest.is_zero() {
        events.insert(0, crate::event::accrued(&listed.accrued()));
    }
    Ok(Response::new().add_events(events))
}

/// Under which right a change is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rights {
    All,
    Step,
    Safer,
}

/// The least right that the change needs of those that the sender has.
fn rights(
    standing: Standing,
    old: &Asset,
    group: &str,
    msg: &AssetUpdate,
    now: u64,
) -> Result<Rights> {
    if standing.owner {
        return Ok(Rights::All);
    }
    let safer = bounds::only_safer(old, group, msg);
    match standing.steward {
        _ if standing.guardian && safer.is_ok() => Ok(Rights::Safer),
        Some(limits) => bounds::small_step(old, group, msg, &limits, now).map(|()| Rights::Step),
        None => safer.map(|()| Rights::Safer),
    }
}

fn changed_flash_fee(
    old: Option<Ratio>,
    change: Option<FlashFeeChange>,
) -> Result<Option<Ratio>, ParamError> {
    match change {
        None => Ok(old),
        Some(FlashFeeChange::Set(fee)) => checked_flash_fee(fee).map(Some),
        Some(FlashFeeChange::Off) => Ok(None),
    }
}

/// Adds every parameter that changed, old and new.
fn told(event: Event, old: &Asset, new: &Asset) -> Event {
    let (was, is) = (old.risk.destination(), new.risk.destination());
    let e = changed(
        event,
        "collateral_factor",
        &old.collateral_factor,
        &new.collateral_factor,
    );
    let (a, b) = (was.liquidation_threshold, is.liquidation_threshold);
    let e = changed(e, key::LIQUIDATION_THRESHOLD, &a, &b);
    let e = changed_option(e, key::BORROW_WEIGHT, was.borrow_weight, is.borrow_weight);
    let e = changed(e, "group_place", &old.group, &new.group);
    let (a, b) = (&old.bonus, &new.bonus);
    let e = changed(e, "bonus_min", &a.bonus_min, &b.bonus_min);
    let e = changed(e, "bonus_slope", &a.bonus_slope, &b.bonus_slope);
    let e = changed(e, "bonus_max", &a.bonus_max, &b.bonus_max);
    let e = changed(e, "protocol_fee", &a.protocol_fee, &b.protocol_fee);
    let (a, b) = (&old.rates, &new.rates);
    let e = changed(e, "base", &a.base, &b.base);
    let e = changed(e, "slope1", &a.slope1, &b.slope1);
    let e = changed(e, "slope2", &a.slope2, &b.slope2);
    let e = changed(
        e,
        "optimal_utilisation",
        &a.optimal_utilisation,
        &b.optimal_utilisation,
    );
    let e = changed(
        e,
        "reserve_factor",
        &old.reserve_factor,
        &new.reserve_factor,
    );
    let e = changed_option(e, key::FLASH_FEE, old.flash_fee, new.flash_fee);
    let (a, b) = (&old.caps, &new.caps);
    let e = changed_option(e, "supply_cap", a.supply_cap, b.supply_cap);
    changed_option(e, "borrow_cap", a.borrow_cap, b.borrow_cap)
}

/// What an asset is before it is listed: every number zero, so that listing tells them all.
fn unset(listed: &Asset) -> Asset {
    let none = LiquidationBonus {
        bonus_min: Ratio::ZERO,
        bonus_slope: Ratio::ZERO,
        bonus_max: Ratio::ZERO,
        protocol_fee: Ratio::ZERO,
    };
    Asset {
        collateral_factor: Ratio::ZERO,
        risk: Ramp::at_rest(AssetPoint {
            liquidation_threshold: Ratio::ZERO,
            borrow_weight: None,
        }),
        bonus: none,
        rates: RateModel {
            base: Ratio::ZERO,
            slope1: Ratio::ZERO,
            slope2: Ratio::ZERO,
            optimal_utilisation: Ratio::ZERO,
        },
        reserve_factor: Ratio::ZERO,
        flash_fee: None,
        caps: Default::default(),
        ..listed.clone()
    }
}
