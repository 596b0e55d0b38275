use crate::error::Result;
use crate::liquidate::explain;
use ballast_interface::lending::LiquidationQuoteResponse;
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::records::AccountKey;
use ballast_ledger::{Ledger, LedgerError, Stored, Valuation, View};
use ballast_risk::{Amount, Book, Level, LiquidationRequest, PairChoice};
use cosmwasm_std::Deps;

/// What a liquidator asks about; what is absent is chosen.
pub struct Asked {
    pub debt: Option<AssetId>,
    pub collateral: Option<AssetId>,
    pub repay: Option<Amount>,
}

/// The first half of `liquidate`.
pub fn quote(
    deps: Deps,
    now: u64,
    account: AccountId,
    asked: Asked,
) -> Result<LiquidationQuoteResponse> {
    let stored = Stored(deps.storage);
    let key = AccountKey::validated(deps.api, &account)?;
    let mut ledger = Ledger::open(&stored, now, key)?;
    ledger.load_all()?;
    let mut named = |name: &Option<AssetId>| {
        let index = name.as_ref().map(|name| ledger.load(name));
        index.transpose()
    };
    let (debt, collateral) = (named(&asked.debt)?, named(&asked.collateral)?);
    let asked_about: Vec<u8> = debt.into_iter().chain(collateral).collect();
    let view = View {
        level: Level::Maintenance,
        asked: &asked_about,
    };
    let mut valuation = Valuation::load(&stored, now, Level::Maintenance)?;
    let book = valuation.book(&deps.querier, &ledger.markets, ledger.account(), view)?;
    let account = ledger.key().to_string();
    let refused = |error| explain(&account, &ledger.markets, &valuation, error);
    let quoted = match (debt, collateral) {
        (Some(debt), Some(collateral)) => book.quote(&LiquidationRequest {
            debt,
            collateral,
            max_repay: asked.repay,
        }),
        _ => book.quote_best(&PairChoice {
            debt,
            collateral,
            max_repay: asked.repay,
        }),
    };
    let found = quoted.map_err(refused)?;
    let name = |id| Ok::<_, LedgerError>(ledger.markets.get(id)?.asset.asset.clone());
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
    Ok(book.health_factor().map_err(LedgerError::Book)?)
}
