use crate::contract::{NAME, VERSION};
use crate::error::ContractError;
use crate::event;
use ballast_interface::oracle::MigrateMsg;
use cosmwasm_std::{entry_point, DepsMut, Env, Response};

/// Records carry their version; there is nothing to rewrite yet.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    let found = cw2::get_contract_version(deps.storage)?;
    if found.contract != NAME {
        return Err(ContractError::WrongContract {
            found: found.contract,
            expected: NAME.to_owned(),
        });
    }
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    Ok(Response::new().add_event(event::migrated(&found.version, VERSION)))
}
