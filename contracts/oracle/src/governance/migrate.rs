use crate::error::ContractError;
use crate::event;
use ballast_interface::oracle::MigrateMsg;
use ballast_interface::version::takes_over;
use cosmwasm_std::{entry_point, DepsMut, Env, Response};

pub const NAME: &str = "ballast-oracle";
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// From this or an earlier version of this contract. Records carry their layout; there is nothing to rewrite yet.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    let found = cw2::get_contract_version(deps.storage)?;
    if found.contract != NAME || !takes_over(&found.version, VERSION) {
        return Err(ContractError::WrongContract {
            found: format!("{} {}", found.contract, found.version),
            expected: format!("{NAME} {VERSION}"),
        });
    }
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    Ok(Response::new().add_event(event::migrated(&found.version, VERSION)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use cosmwasm_std::testing::{mock_dependencies, mock_env};

    fn migrated_from(contract: &str, version: &str) -> Result<Response, ContractError> {
        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, contract, version).unwrap();
        migrate(deps.as_mut(), mock_env(), MigrateMsg {})
    }

    #[test]
    fn nothing_goes_back_to_an_older_version_or_comes_from_another_contract() {
        migrated_from(NAME, VERSION).unwrap();
        migrated_from(NAME, "0.0.12").unwrap();
        for (contract, version) in [
            (NAME, "10.0.0"),
            (NAME, "0.1.0-rc1"),
            ("cw20-base", "0.0.1"),
        ] {
            let refused = migrated_from(contract, version).unwrap_err().to_string();
            let expected =
                format!("cannot migrate from {contract} {version}; this is {NAME} {VERSION}");
            assert_eq!(refused, expected);
        }
    }
}
