use super::rights;
use crate::error::{ContractError, Result};
use crate::event;
use crate::transfer::{no_funds, recipient};
use ballast_interface::handle::pay;
use ballast_interface::AssetId;
use ballast_ledger::records::asset;
use ballast_ledger::{LedgerError, Markets, Stored};
use ballast_risk::facts::Moved;
use ballast_risk::Amount;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

/// What the owner wants of the reserves.
pub struct WithdrawReserves {
    pub asset: AssetId,
    pub amount: Option<Amount>,
    pub recipient: Option<String>,
}

/// Pays reserves out of cash.
///
/// 1. check sender 2. load, accrued to now 3. burn reserve shares, rounded up 4. save 5. say and pay
pub fn withdraw_reserves(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: WithdrawReserves,
) -> Result<Response> {
    no_funds(info)?;
    rights::owner(deps.storage, &info.sender)?;
    let to = recipient(deps.api, msg.recipient.as_deref(), env)?;
    let to = to.unwrap_or_else(|| info.sender.clone());
    let stored = Stored(deps.storage);
    let index = asset::index(&stored, &msg.asset)?;
    let mut markets = Markets::new(env.block.time.seconds());
    markets.load(&stored, index)?;
    let loaded = markets.change(index)?;
    let found = loaded.market.reserves()?;
    let amount = msg.amount.unwrap_or(found);
    if amount.is_zero() {
        return Err(LedgerError::ZeroAmount.into());
    }
    let paid = loaded.market.withdraw_reserves(amount);
    let shares = paid
        .map_err(|error| loaded.explain(error))?
        .ok_or_else(|| ContractError::InsufficientReserves {
            asset: msg.asset.to_string(),
            asked: amount,
            found,
        })?;
    let said = event::reserves_withdrawn(loaded, Moved { amount, shares }, &to);
    let earned = markets.save(deps.storage)?;
    Ok(Response::new()
        .add_events(earned.iter().map(event::accrued))
        .add_event(said)
        .add_message(pay(&msg.asset, &to, amount)?))
}
