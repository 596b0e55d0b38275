use super::super::respond;
use crate::auth;
use crate::error::ContractError;
use crate::event::{administered, changed, changed_option};
use crate::state::{correlations, settings, Roles, ROLES};
use crate::transfer::no_funds;
use ballast_interface::event::lending as name;
use ballast_interface::lending::StewardLimits;
use ballast_interface::OracleContract;
use ballast_risk::params::LiquidationConfig;
use cosmwasm_std::{Addr, Api, BlockInfo, DepsMut, MessageInfo, Response};
use cw_ownable::Action;

/// Changes the oracle or the rules of liquidation.
pub fn update_config(
    deps: DepsMut,
    info: &MessageInfo,
    oracle: Option<String>,
    liquidation: Option<LiquidationConfig>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    auth::owner(deps.storage, &info.sender)?;
    let old = settings::load(deps.storage)?;
    let mut new = old.clone();
    if let Some(oracle) = oracle {
        new.oracle = OracleContract(deps.api.addr_validate(&oracle)?);
    }
    if let Some(rules) = liquidation {
        let margin = correlations::load(deps.storage)?.lowest_margin();
        new.liquidation = rules.checked(margin)?;
    }
    settings::save(deps.storage, &new);
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
    Ok(respond(vec![e], None))
}

/// Replaces guardian and steward.
pub fn set_roles(
    deps: DepsMut,
    info: &MessageInfo,
    guardian: Option<String>,
    steward: Option<String>,
    limits: Option<StewardLimits>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    auth::owner(deps.storage, &info.sender)?;
    let old = ROLES.load(deps.storage)?;
    let new = Roles {
        guardian: address(deps.api, guardian)?,
        steward: address(deps.api, steward)?,
        steward_limits: limits.unwrap_or(old.steward_limits),
    };
    ROLES.save(deps.storage, &new)?;
    let e = administered(name::SET_ROLES, &info.sender);
    let e = changed_option(e, "guardian", old.guardian, new.guardian);
    let e = changed_option(e, "steward", old.steward, new.steward);
    Ok(respond(vec![e], None))
}

/// An address that may be absent, validated.
pub fn address(api: &dyn Api, named: Option<String>) -> Result<Option<Addr>, ContractError> {
    Ok(named.map(|name| api.addr_validate(&name)).transpose()?)
}

/// Two steps; renouncing would leave nobody to answer.
pub fn update_ownership(
    deps: DepsMut,
    block: &BlockInfo,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    if action == Action::RenounceOwnership {
        return Err(ContractError::RenounceRefused);
    }
    let ownership = cw_ownable::update_ownership(deps, block, &info.sender, action)?;
    let said = administered(name::UPDATE_OWNERSHIP, &info.sender);
    Ok(respond(
        vec![said.add_attributes(ownership.into_attributes())],
        None,
    ))
}
