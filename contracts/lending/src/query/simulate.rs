use super::point::point;
use crate::book::State;
use crate::error::{ContractError, Result};
use crate::execute::{above_zero, borrow, validated};
use crate::scene::Scene;
use crate::state::asset;
use crate::transition;
use ballast_interface::lending::{Action, SimulateResponse};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Amount, Level};
use cosmwasm_std::Deps;

/// Each action may bring one more market, and the last state is tested once.
const MOST_ACTIONS: usize = 16;

/// The whole path of up to 16 messages, in memory: what the account's health is before and after.
///
/// Amounts, cash and positions limit as they would the messages; caps and pauses are not looked at.
pub fn simulate(
    deps: Deps,
    now: u64,
    account: AccountId,
    actions: Vec<Action>,
) -> Result<SimulateResponse> {
    if actions.len() > MOST_ACTIONS {
        return Err(ContractError::BatchSize {
            found: actions.len(),
            most: MOST_ACTIONS,
        }
        .into());
    }
    let key = validated(deps.api, account)?;
    let mut state = State::load_all(deps.storage, now, key)?;
    let mut scene = Scene::load(deps.storage, now, Level::Initial)?;
    let before = point(deps, &mut scene, &state)?;
    for action in actions {
        let id = asset::id(deps.storage, asset_of(&action))?;
        state.markets.load(deps.storage, id)?;
        apply(&mut state, id, action)?;
        state.account.tidy();
    }
    let after = point(deps, &mut scene, &state)?;
    Ok(SimulateResponse { before, after })
}

fn asset_of(action: &Action) -> &AssetId {
    match action {
        Action::Deposit { asset, .. }
        | Action::Withdraw { asset, .. }
        | Action::Borrow { asset, .. }
        | Action::Repay { asset, .. }
        | Action::Shift { asset, .. } => asset,
    }
}

fn apply(state: &mut State, id: u8, action: Action) -> Result<()> {
    match action {
        Action::Deposit { amount, mode, .. } => {
            above_zero(amount)?;
            transition::deposit(state, id, amount, mode)?;
        }
        Action::Withdraw { amount, mode, .. } => {
            amount.map_or(Ok(()), above_zero)?;
            transition::withdraw(state, id, amount, mode)?;
        }
        Action::Borrow { amount, .. } => {
            borrow::has_weight(state.markets.get(id)?)?;
            transition::borrow(state, id, amount)?;
        }
        Action::Repay { amount, .. } => {
            let all = Amount::new(u128::MAX);
            transition::repay(state, id, amount.unwrap_or(all))?;
        }
        Action::Shift { amount, to, .. } => {
            amount.map_or(Ok(()), above_zero)?;
            transition::shift(state, id, amount, to)?;
        }
    }
    Ok(())
}
