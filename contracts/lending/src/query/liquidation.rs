use super::health::with;
use crate::book::State;
use crate::error::{ContractError, Result};
use crate::execute::{liquidate::refused, validated};
use crate::state::asset;
use ballast_interface::lending::{LiquidationPriceResponse, LiquidationQuoteResponse};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Amount, Book, Level, LiquidationError, LiquidationRequest};
use cosmwasm_std::Deps;

/// What a liquidator asks about; what is absent is chosen.
pub struct Asked {
    pub debt: Option<AssetId>,
    pub collateral: Option<AssetId>,
    pub repay: Option<Amount>,
}

pub fn price(
    deps: Deps,
    now: u64,
    account: AccountId,
    asset: &AssetId,
) -> Result<LiquidationPriceResponse> {
    let id = asset::id(deps.storage, asset)?;
    let state = with(deps, now, account, id)?;
    let book = state.book(deps, Level::Maintenance, &[id])?;
    let found = book.liquidation_price(id);
    let found = found.map_err(|error| state.markets.refused(error))?;
    Ok(LiquidationPriceResponse {
        present: found.present,
        below: found.below,
        above: found.above,
    })
}

/// The first half of `liquidate`.
pub fn quote(
    deps: Deps,
    now: u64,
    account: AccountId,
    asked: Asked,
) -> Result<LiquidationQuoteResponse> {
    let id = |name: &Option<AssetId>| {
        let id = name.as_ref().map(|name| asset::id(deps.storage, name));
        id.transpose()
    };
    let (debt, collateral) = (id(&asked.debt)?, id(&asked.collateral)?);
    let key = validated(deps.api, account)?;
    let mut state = State::load_all(deps.storage, now, key)?;
    let named: Vec<u8> = debt.into_iter().chain(collateral).collect();
    for id in &named {
        state.markets.load(deps.storage, *id)?;
    }
    let book = state.book(deps, Level::Maintenance, &named)?;
    let request = chosen(&book, debt, collateral, asked.repay);
    let request = request.map_err(|error| refused(&state, &book, error))?;
    let quoted = book.quote(&request);
    let found = quoted.map_err(|error| refused(&state, &book, error))?;
    let name = |id| Ok::<_, Box<ContractError>>(state.markets.get(id)?.asset.asset.clone());
    Ok(LiquidationQuoteResponse {
        debt: name(found.debt)?,
        collateral: name(found.collateral)?,
        repay: found.repay,
        seize: found.seize,
        bonus: found.bonus,
        protocol_fee: found.protocol_fee,
        receive: found.seize.saturating_sub(found.protocol_fee),
        close_out: found.close_out,
        health_before: found.health_before,
        health_after: after(&book, &found)?,
    })
}

/// The named pair, completed by the best one.
fn chosen(
    book: &Book,
    debt: Option<u8>,
    collateral: Option<u8>,
    max_repay: Option<Amount>,
) -> Result<LiquidationRequest, LiquidationError> {
    let (debt, collateral) = match (debt, collateral) {
        (Some(debt), Some(collateral)) => (debt, collateral),
        (debt, collateral) if book.owes() => {
            let best = book.best_pair()?.ok_or(LiquidationError::Healthy)?;
            (debt.unwrap_or(best.0), collateral.unwrap_or(best.1))
        }
        _ => return Err(LiquidationError::Healthy),
    };
    Ok(LiquidationRequest {
        debt,
        collateral,
        max_repay,
    })
}

/// The health factor that would be left; none without debt.
fn after(
    book: &Book,
    found: &ballast_risk::Liquidation,
) -> Result<Option<ballast_risk::HealthFactor>> {
    let mut book = book.clone();
    for holding in &mut book.holdings {
        if holding.asset == found.debt {
            holding.debt = holding.debt.saturating_sub(found.repay);
        }
        if holding.asset == found.collateral {
            holding.collateral = holding.collateral.saturating_sub(found.seize);
        }
    }
    Ok(book.health_factor().map_err(ContractError::Book)?)
}
