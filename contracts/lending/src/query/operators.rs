use crate::error::Result;
use ballast_interface::lending::{OperatorResponse, OperatorsPage};
use ballast_interface::AccountId;
use ballast_ledger::records::operators::{self, Operator};
use ballast_ledger::records::AccountKey;
use ballast_ledger::{page, Stored};
use cosmwasm_std::Deps;

/// Who may act for an account now, in the order in which they were named.
pub fn operators(
    deps: Deps,
    now: u64,
    account: AccountId,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<OperatorsPage> {
    let key = AccountKey::validated(deps.api, &account)?;
    let all = operators::load(&Stored(deps.storage), &key, now)?;
    let first = match &start_after {
        None => 0,
        Some(start) => all
            .iter()
            .position(|operator| operator.address.as_str() == start)
            .map_or(all.len(), |place| place.saturating_add(1)),
    };
    let size = page::size(limit);
    let rest = all.into_iter().skip(first);
    let items = rest.take(size.saturating_add(1)).map(shown).collect();
    let (items, next) = page::cut(items, size, |item: &OperatorResponse| item.operator.clone());
    Ok(OperatorsPage { items, next })
}

fn shown(operator: Operator) -> OperatorResponse {
    OperatorResponse {
        operator: operator.address.into(),
        may: operator.may.list(),
        pay_to: operator.pay_to,
        min_health: operator.min_health,
        until: operator.until,
    }
}
