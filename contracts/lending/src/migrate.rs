use crate::error::{ContractError, Result};
use crate::setup::{NAME, VERSION};
use ballast_interface::event::{key, lending as name};
use ballast_interface::version::takes_over;
use ballast_ledger::{records, Stored};
use cosmwasm_std::{DepsMut, Event, Response};

/// From this or an earlier version of this contract with records of this layout: an older code does not know what a newer one
/// wrote, and a newer one would read an older layout's debts as a hundred-thousandth of what they are. No chain holds an older
/// layout, so nothing is converted. Who migrates is not said: a contract is not told.
pub fn migrate(deps: DepsMut) -> Result<Response> {
    let found = cw2::get_contract_version(deps.storage)?;
    if found.contract != NAME || !takes_over(&found.version, VERSION) {
        return Err(ContractError::WrongContract {
            found: format!("{} {}", found.contract, found.version),
            expected: format!("{NAME} {VERSION}"),
        });
    }
    records::check_layout(&Stored(deps.storage))?;
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    let said = Event::new(name::MIGRATE)
        .add_attribute(key::VERSION, format!("{} -> {VERSION}", found.version));
    Ok(Response::new().add_event(said))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use ballast_ledger::records::keys;
    use ballast_ledger::LedgerError;
    use cosmwasm_std::testing::mock_dependencies;
    use cosmwasm_std::Storage;

    fn migrated_from(contract: &str, version: &str) -> Result<Response> {
        let mut deps = mock_dependencies();
        records::save_layout(&mut deps.storage);
        cw2::set_contract_version(&mut deps.storage, contract, version).unwrap();
        migrate(deps.as_mut())
    }

    #[test]
    fn nothing_goes_back_to_an_older_version_or_comes_from_another_contract() {
        migrated_from(NAME, VERSION).unwrap();
        let said = migrated_from(NAME, "0.0.12").unwrap();
        let keys = said.events.iter().flat_map(|event| &event.attributes);
        assert!(keys.clone().all(|attribute| attribute.key == key::VERSION));
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

    #[test]
    fn records_of_an_older_layout_are_refused_and_stay_as_they_are() {
        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, NAME, "0.0.12").unwrap();
        deps.storage.set(&keys::layout(), &[1]);
        let refused = migrate(deps.as_mut()).unwrap_err();
        let expected = LedgerError::OtherLayout { found: 1, known: 2 };
        assert_eq!(refused, ContractError::Ledger(expected));
        let version = cw2::get_contract_version(&deps.storage).unwrap().version;
        assert_eq!(version, "0.0.12");
        assert_eq!(deps.storage.get(&keys::layout()), Some(vec![1]));
    }
}
