use super::oracle;
use super::rights::{self, Roles, ROLES};
use crate::error::{ContractError, Result};
use crate::event::{administered, changed, changed_option};
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{OracleSwap, RoleChange, StewardLimits};
use ballast_interface::OracleContract;
use ballast_ledger::records::{self, settings, Settings};
use ballast_ledger::{change, Stored};
use ballast_risk::governance::{LiquidationConfig, ParamError, Raise};
use ballast_risk::Ratio;
use cosmwasm_std::{Addr, Api, BlockInfo, Deps, DepsMut, Env, MessageInfo, Response};
use cw_ownable::Action;

/// The steward moves an asset at most once a day.
const DAY: u64 = 86_400;

/// What becomes of the configuration; what is absent stays.
pub struct ConfigUpdate {
    pub oracle: Option<String>,
    pub swap: Option<OracleSwap>,
    pub liquidation: Option<LiquidationConfig>,
}

/// Changes the oracle or the rules of liquidation. The least sizes grow over three days; all else is so at once.
pub fn update_config(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: ConfigUpdate,
) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let now = env.block.time.seconds();
    let old = settings::load(&Stored(deps.storage))?;
    let mut new = old.clone();
    if let Some(named) = msg.oracle {
        new.oracle = OracleContract(records::address(deps.api, &named)?);
        let own = &env.contract.address;
        oracle::check_swap(deps.as_ref(), own, &old.oracle, &new.oracle, msg.swap)?;
    }
    if let Some(rules) = msg.liquidation {
        let margin = change::structure(&Stored(deps.storage), now)?.lowest_margin(now);
        new.liquidation = rules.checked(margin)?;
        change::check_all_bonuses(&Stored(deps.storage), new.liquidation.bonus_floor, now)?;
        new.raise = Raise::towards(&new.liquidation, &old.liquidation, old.raise, now);
        if new.liquidation.min_position_value < old.liquidation.min_position_value {
            check_units(deps.as_ref(), &new)?;
        }
    }
    settings::save(deps.storage, &new)?;
    let e = administered(name::UPDATE_CONFIG, &info.sender);
    let e = changed(e, "oracle", &old.oracle.0, &new.oracle.0);
    let (a, b) = (&old.liquidation, &new.liquidation);
    let e = changed(e, "bonus_floor", &a.bonus_floor, &b.bonus_floor);
    let e = changed(e, "target_health", &a.target_health, &b.target_health);
    let e = changed(
        e,
        "min_position_value",
        &a.min_position_value,
        &b.min_position_value,
    );
    let e = changed(e, "write_off_value", &a.write_off_value, &b.write_off_value);
    let ends_at = |of: &Settings| of.raise.map(|raise| raise.ends_at());
    let e = changed_option(e, key::RAMP_ENDS_AT, ends_at(&old), ends_at(&new));
    Ok(Response::new().add_event(e))
}

/// Under a smaller minimum the base units of all assets must still be small.
fn check_units(deps: Deps, new: &Settings) -> Result<()> {
    let largest = new.liquidation.largest_borrowed_unit_down()?;
    let all = oracle::listed(deps)?;
    let quotes = oracle::quotes(deps, &new.oracle, &all)?;
    for (listed, quote) in all.iter().zip(quotes) {
        change::check_unit(&listed.asset, quote.high, listed.decimals, largest)?;
    }
    Ok(())
}

/// What becomes of the roles; what is absent stays.
pub struct RolesUpdate {
    pub guardian: Option<RoleChange>,
    pub steward: Option<RoleChange>,
    pub limits: Option<StewardLimits>,
}

/// Changes guardian, steward and the steward's limits.
pub fn set_roles(deps: DepsMut, info: &MessageInfo, msg: RolesUpdate) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let old = ROLES.load(deps.storage)?;
    if let Some(limits) = &msg.limits {
        for step in [limits.max_factor_step, limits.max_cap_step] {
            if step > Ratio::ONE {
                return Err(ParamError::out_of_range("steward_limits", step, "0 to 1").into());
            }
        }
        if limits.min_interval < DAY {
            let allowed = "at least 86400";
            return Err(
                ParamError::out_of_range("min_interval", limits.min_interval, allowed).into(),
            );
        }
    }
    let new = Roles {
        guardian: holder(deps.api, msg.guardian, &old.guardian)?,
        steward: holder(deps.api, msg.steward, &old.steward)?,
        steward_limits: msg.limits.unwrap_or_else(|| old.steward_limits.clone()),
    };
    ROLES.save(deps.storage, &new)?;
    let e = administered(name::SET_ROLES, &info.sender);
    let e = changed_option(e, "guardian", old.guardian, new.guardian);
    let e = changed_option(e, "steward", old.steward, new.steward);
    let (a, b) = (&old.steward_limits, &new.steward_limits);
    let e = changed(e, "max_factor_step", &a.max_factor_step, &b.max_factor_step);
    let e = changed(e, "max_cap_step", &a.max_cap_step, &b.max_cap_step);
    let e = changed(e, "min_interval", &a.min_interval, &b.min_interval);
    Ok(Response::new().add_event(e))
}

fn holder(api: &dyn Api, change: Option<RoleChange>, old: &Option<Addr>) -> Result<Option<Addr>> {
    match change {
        None => Ok(old.clone()),
        Some(RoleChange::Set(name)) => address(api, Some(name)),
        Some(RoleChange::Vacant) => Ok(None),
    }
}

/// An address that may be absent, validated.
pub fn address(api: &dyn Api, named: Option<String>) -> Result<Option<Addr>> {
    Ok(named.map(|name| records::address(api, &name)).transpose()?)
}

/// Two steps; renouncing would leave nobody to answer.
pub fn update_ownership(
    deps: DepsMut,
    block: &BlockInfo,
    info: &MessageInfo,
    action: Action,
) -> Result<Response> {
    no_funds(info)?;
    if action == Action::RenounceOwnership {
        return Err(ContractError::RenounceRefused);
    }
    let ownership = cw_ownable::update_ownership(deps, block, &info.sender, action)?;
    let said = administered(name::UPDATE_OWNERSHIP, &info.sender);
    Ok(Response::new().add_event(said.add_attributes(ownership.into_attributes())))
}
