use crate::error::Result;
use crate::liquidate::{explain, in_context, Opened};
use ballast_interface::lending::{
    LiquidationQuoteResponse, ProRataQuoteResponse, RepaymentQuote, SeizureQuote,
};
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::{LedgerError, Stored};
use ballast_risk::liquidate::{
    Liquidation, LiquidationRequest, PairChoice, ProRataRepayment, Seizure,
};
use ballast_risk::{Amount, AssetIndex, Book, HealthFactor, Ratio};
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
    let mut opened = Opened::new(&stored, deps.api, now, &account)?;
    let mut named = |name: &Option<AssetId>| {
        let index = name.as_ref().map(|name| opened.ledger.load(name));
        index.transpose()
    };
    let (debt, collateral) = (named(&asked.debt)?, named(&asked.collateral)?);
    let asked_about: Vec<AssetIndex> = debt.into_iter().chain(collateral).collect();
    let book = opened.book(&deps.querier, &asked_about)?;
    let Opened { ledger, valuation } = opened;
    let refused = |error| {
        let error = in_context(&ledger, debt, error);
        explain(&ledger, &valuation, error)
    };
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
        health_after: after(&book, &[paid(&found)], &[found.seizure()])?,
    })
}

fn paid(found: &Liquidation) -> ProRataRepayment {
    ProRataRepayment {
        asset: found.debt,
        amount: found.repay,
    }
}

/// The first half of `liquidate_pro_rata`, for whom everything can be paid.
pub fn pro_rata(
    deps: Deps,
    now: u64,
    account: AccountId,
    fraction: Option<Ratio>,
) -> Result<ProRataQuoteResponse> {
    let stored = Stored(deps.storage);
    let mut opened = Opened::new(&stored, deps.api, now, &account)?;
    let book = opened.book(&deps.querier, &[])?;
    let Opened { ledger, valuation } = opened;
    let found = book.quote_pro_rata(fraction.unwrap_or(Ratio::ONE));
    let found = found.map_err(|error| explain(&ledger, &valuation, error))?;
    let name = |id| Ok::<_, LedgerError>(ledger.markets.get(id)?.asset.asset.clone());
    let repayments = found.repayments.iter().map(|repayment| {
        Ok(RepaymentQuote {
            asset: name(repayment.asset)?,
            repay: repayment.amount,
        })
    });
    let seizures = found.seizures.iter().map(|seizure| {
        Ok(SeizureQuote {
            asset: name(seizure.asset)?,
            seize: seizure.amount,
            protocol_fee: seizure.protocol_fee,
            receive: seizure.amount.saturating_sub(seizure.protocol_fee),
        })
    });
    Ok(ProRataQuoteResponse {
        fraction: found.fraction,
        bonus: found.bonus,
        close_out: found.close_out,
        repayments: repayments.collect::<Result<_>>()?,
        seizures: seizures.collect::<Result<_>>()?,
        health_before: found.health_before,
        health_after: after(&book, &found.repayments, &found.seizures)?,
    })
}

/// The health factor that would be left; none without debt.
fn after(
    book: &Book,
    repayments: &[ProRataRepayment],
    seizures: &[Seizure],
) -> Result<Option<HealthFactor>> {
    let mut book = book.clone();
    for holding in &mut book.holdings {
        for repaid in repayments.iter().filter(|r| r.asset == holding.asset) {
            holding.debt = holding.debt.saturating_sub(repaid.amount);
        }
        for seized in seizures.iter().filter(|s| s.asset == holding.asset) {
            holding.collateral = holding.collateral.saturating_sub(seized.amount);
        }
    }
    Ok(book.health_factor().map_err(LedgerError::Book)?)
}
