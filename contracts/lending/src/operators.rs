use crate::error::{ContractError, Result};
use crate::event::administered;
use crate::transfer::no_funds;
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{OperatorRight, PayTo, SetOperator};
use ballast_ledger::records::operators::{self, Operator, Rights, MAX_OPERATORS};
use ballast_ledger::records::{address, AccountKey};
use ballast_ledger::Stored;
use ballast_risk::HealthFactor;
use cosmwasm_std::{Addr, DepsMut, Event, MessageInfo, Response};

/// A right is given for a year at most: what is still wanted then is given again.
const MAX_SECONDS: u64 = 365 * 24 * 60 * 60;

/// Names who may act for a sub-account of the sender, or ends that.
///
/// 1. check whose account, who and until when 2. load who may now 3. replace or remove 4. save 5. say
pub fn set_operator(
    deps: DepsMut,
    now: u64,
    info: &MessageInfo,
    msg: SetOperator,
) -> Result<Response> {
    no_funds(info)?;
    let account = AccountKey::named_or_main(deps.api, msg.account.as_ref(), &info.sender)?;
    if account.owner != info.sender {
        return Err(ContractError::Unauthorized {
            needed: "the owner of the account",
            found: info.sender.to_string(),
        });
    }
    let operator = Operator {
        address: address(deps.api, &msg.operator)?,
        may: Rights::of(&msg.may),
        pay_to: msg.pay_to,
        min_health: msg.min_health,
        until: msg.until,
    };
    if operator.address == info.sender {
        return Err(ContractError::OperatorIsOwner);
    }
    let mut all = operators::load(&Stored(deps.storage), &account, now)?;
    all.retain(|known| known.address != operator.address);
    let said = event(&account, &operator, &info.sender);
    if !operator.may.is_none() {
        check_until(operator.until, now)?;
        check_min_health(operator.min_health)?;
        if all.len() >= MAX_OPERATORS {
            return Err(ContractError::TooManyOperators {
                account: account.to_string(),
                max: MAX_OPERATORS,
            });
        }
        all.push(operator);
    }
    operators::save(deps.storage, &account, &all)?;
    Ok(Response::new().add_event(said))
}

fn check_until(until: u64, now: u64) -> Result<()> {
    let latest = now.saturating_add(MAX_SECONDS);
    if until <= now || until > latest {
        return Err(ContractError::OperatorUntil {
            found: until,
            now,
            latest,
        });
    }
    Ok(())
}

/// Below 1 it would ask for nothing that the initial requirement does not.
fn check_min_health(asked: Option<HealthFactor>) -> Result<()> {
    match asked {
        Some(found) if found < HealthFactor::ONE || found > HealthFactor::MAX => {
            Err(ContractError::MinHealth { found })
        }
        _ => Ok(()),
    }
}

fn event(account: &AccountKey, operator: &Operator, sender: &Addr) -> Event {
    let said = administered(name::SET_OPERATOR, sender)
        .add_attribute(key::ACCOUNT, account.to_string())
        .add_attribute(key::OPERATOR, &operator.address);
    if operator.may.is_none() {
        return said.add_attribute(key::MAY, "nothing");
    }
    let may = operator.may.list().into_iter().map(|right| match right {
        OperatorRight::Borrow => "borrow",
        OperatorRight::Withdraw => "withdraw",
        OperatorRight::Shift => "shift",
    });
    let said = said
        .add_attribute(key::MAY, may.collect::<Vec<_>>().join(","))
        .add_attribute(
            key::PAY_TO,
            match operator.pay_to {
                PayTo::Owner => "owner",
                PayTo::Anybody => "anybody",
            },
        )
        .add_attribute(key::UNTIL, operator.until.to_string());
    match operator.min_health {
        Some(least) => said.add_attribute(key::MIN_HEALTH, least.to_string()),
        None => said,
    }
}
