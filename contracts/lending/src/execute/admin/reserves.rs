use super::super::respond;
use crate::book::Markets;
use crate::error::{ContractError, Result};
use crate::state::asset;
use crate::transfer::{no_funds, pay, recipient};
use crate::transition::Moved;
use crate::{auth, event};
use ballast_interface::AssetId;
use ballast_risk::Amount;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

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
    now: u64,
    info: &MessageInfo,
    msg: WithdrawReserves,
) -> Result<Response> {
    no_funds(info)?;
    auth::owner(deps.storage, &info.sender)?;
    let to = recipient(deps.api, msg.recipient, &info.sender)?;
    let id = asset::id(deps.storage, &msg.asset)?;
    let mut markets = Markets::new(now);
    markets.load(deps.storage, id)?;
    let listed = markets.change(id)?;
    let held = listed.market.amount_of(listed.market.reserve_shares)?;
    let amount = msg.amount.unwrap_or(held);
    super::super::above_zero(amount)?;
    let shares = listed.market.shares_up(amount)?;
    let Some(rest) = listed.market.reserve_shares.sub(shares) else {
        return Err(ContractError::InsufficientSupply {
            asset: msg.asset.to_string(),
            mode: "in reserve",
            asked: amount,
            found: held,
        }
        .into());
    };
    let paid = listed.market.withdraw(amount, shares);
    paid.map_err(|error| listed.refused(error))?;
    listed.market.reserve_shares = rest;
    let said = event::reserves_withdrawn(listed, Moved { amount, shares }, &to);
    markets.save(deps.storage);
    let mut events = markets.accruals();
    events.push(said);
    Ok(respond(events, pay(&msg.asset, &to, amount)?))
}
