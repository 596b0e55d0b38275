use crate::error::{ContractError, Result};
use crate::remote::Remote;
use ballast_interface::lending::ParameterChange;
use ballast_interface::lens::{AccountImpact, ParamImpactResponse};
use ballast_interface::AccountId;
use ballast_ledger::change::{self, RiskChange};
use ballast_ledger::records::{account, asset, settings, AccountKey, Asset};
use ballast_ledger::{point_of, LoadedMarket, Markets, Valuation, View};
use ballast_risk::governance::Correlations;
use ballast_risk::{AssetIndex, AssetWeights, Book, CorrelationsInForce, Level, Value};

/// Each account costs up to 16 markets and prices; 30 stay inside a query of 3,000,000 gas where they hold a few assets.
const MAX_ACCOUNTS: usize = 30;

/// The structure and one asset as they would be when their ramps have ended.
struct Changed {
    structure: Correlations,
    asset: Option<(AssetIndex, Asset)>,
}

/// Health of accounts now, and with a change at the end of its ramp; every other ramp stays where it is.
pub fn param_impact(
    remote: &Remote<'_>,
    change: ParameterChange,
    accounts: Vec<AccountId>,
) -> Result<ParamImpactResponse> {
    if accounts.len() > MAX_ACCOUNTS {
        return Err(ContractError::TooMany {
            found: accounts.len(),
            max: MAX_ACCOUNTS,
        });
    }
    let changed = changed(remote, change)?;
    let mut items = Vec::with_capacity(accounts.len());
    let mut liquidatable_debt = Value::ZERO;
    let mut valuation = Valuation::load(remote, remote.now, Level::Initial)?;
    let mut markets = Markets::new(remote.now);
    for account in accounts {
        let key = AccountKey::validated(remote.api, &account)?;
        let stored = account::load(remote, &key)?;
        markets.load_all(remote, &stored)?;
        // a threshold that is 0 now may not be 0 then: every price counts
        let held: Vec<AssetIndex> = stored.positions().iter().map(|p| p.asset()).collect();
        let mut at = |level| {
            let asked = held.as_slice();
            valuation.book(&remote.querier, &markets, &stored, View { level, asked })
        };
        let (initial, maintenance) = (at(Level::Initial)?, at(Level::Maintenance)?);
        let before = point_of(&initial, &maintenance)?;
        let initial = with(initial, &markets, &changed)?;
        let maintenance = with(maintenance, &markets, &changed)?;
        let after = point_of(&initial, &maintenance)?;
        let falls = after.maintenance_surplus.is_some_and(|s| s.raw() < 0);
        let again = items
            .iter()
            .any(|item: &AccountImpact| item.account == account);
        if !again && falls && before.maintenance_surplus.is_some_and(|s| s.raw() >= 0) {
            let debt = maintenance.explain(Level::Maintenance);
            let debt = debt.map_err(|e| markets.explain(e))?.debt;
            liquidatable_debt = liquidatable_debt.add(debt)?;
        }
        items.push(AccountImpact {
            account,
            before,
            after,
        });
    }
    Ok(ParamImpactResponse {
        items,
        liquidatable_debt,
    })
}

/// Checks a change as the message would, and lets its ramp end.
fn changed(remote: &Remote<'_>, change: ParameterChange) -> Result<Changed> {
    let now = remote.now;
    let mut structure = change::structure(remote, now)?;
    let rules = settings::load(remote)?.liquidation;
    match change {
        ParameterChange::Correlations { correlations } => {
            structure.redirect(&correlations, None, now)?;
            change::check_members(remote, &structure, now)?;
            rules.checked(structure.lowest_margin(now))?;
            Ok(Changed {
                structure: structure.landed(),
                asset: None,
            })
        }
        ParameterChange::Asset {
            asset,
            risk,
            liquidation,
        } => {
            let id = asset::index(remote, &asset)?;
            let listed = LoadedMarket::load(remote, id, now)?;
            let mut new = listed.asset.clone();
            let change = RiskChange { risk, pace: None };
            change::change_risk(&mut new, &listed, change, &structure, now)?;
            new.bonus = liquidation.unwrap_or(new.bonus);
            change::check_bonus(&new, rules.bonus_floor, now)?;
            new.risk = new.risk.landed();
            Ok(Changed {
                structure,
                asset: Some((id, new)),
            })
        }
    }
}

/// The same account and prices under changed parameters.
fn with(mut book: Book, markets: &Markets, changed: &Changed) -> Result<Book> {
    let now = markets.now;
    let in_force = CorrelationsInForce::new(&changed.structure, now)?;
    for holding in &mut book.holdings {
        let asset = match &changed.asset {
            Some((id, asset)) if *id == holding.asset => asset,
            _ => &markets.get(holding.asset)?.asset,
        };
        let (factor, risk) = (asset.collateral_factor, &asset.risk);
        holding.weights = AssetWeights::new(factor, risk, asset.group, &in_force, now)?;
    }
    book.correlations = in_force;
    Ok(book)
}
