use crate::error::{ContractError, Result};
use crate::event::administered;
use crate::setup::{NAME, VERSION};
use ballast_interface::event::{key, lending as name};
use cosmwasm_std::{DepsMut, Env, Response};

/// From an earlier version of this contract. The first version has nothing to convert.
pub fn migrate(deps: DepsMut, env: &Env) -> Result<Response> {
    let found = cw2::get_contract_version(deps.storage)?;
    if found.contract != NAME {
        return Err(ContractError::WrongContract {
            found: found.contract,
            expected: NAME.to_owned(),
        });
    }
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    let said = administered(name::MIGRATE, &env.contract.address)
        .add_attribute(key::VERSION, format!("{} -> {VERSION}", found.version));
    Ok(Response::new().add_event(said))
}
