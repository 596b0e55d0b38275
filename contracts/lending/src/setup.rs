use crate::error::Result;
use crate::event::administered;
use crate::governance::{address, Roles, ROLES};
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{InstantiateMsg, StewardLimits};
use ballast_interface::OracleContract;
use ballast_ledger::records::{self, correlations, settings, Settings};
use ballast_risk::governance::Correlations;
use ballast_risk::Ratio;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub const NAME: &str = "ballast-lending";
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// 1. check ranges and addresses 2. save 3. say
pub fn instantiate(deps: DepsMut, info: &MessageInfo, msg: InstantiateMsg) -> Result<Response> {
    no_funds(info)?;
    let structure = Correlations::new(&msg.correlations)?;
    let new = Settings {
        oracle: OracleContract(records::address(deps.api, &msg.oracle)?),
        liquidation: msg.liquidation.checked(msg.correlations.min_margin)?,
        raise: None,
    };
    let roles = Roles {
        guardian: address(deps.api, msg.guardian)?,
        steward: address(deps.api, msg.steward)?,
        // a step of 2 points, a fifth of a cap, once a day
        steward_limits: StewardLimits {
            max_factor_step: Ratio::percent(2),
            max_cap_step: Ratio::percent(20),
            min_interval: 86_400,
        },
    };
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    records::save_layout(deps.storage);
    ROLES.save(deps.storage, &roles)?;
    settings::save(deps.storage, &new)?;
    correlations::save(deps.storage, &structure)?;
    let said = administered(name::INSTANTIATE, &info.sender)
        .add_attribute(key::OWNER, msg.owner)
        .add_attribute(key::ORACLE, new.oracle.0);
    Ok(Response::new().add_event(said))
}
