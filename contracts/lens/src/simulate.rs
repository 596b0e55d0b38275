use crate::error::{ContractError, Result};
use crate::remote::Remote;
use ballast_interface::lending::AccountAction;
use ballast_interface::lens::SimulateResponse;
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::actions::Action;
use ballast_ledger::{point, Purse, Valuation};
use ballast_risk::{Amount, Level};

/// Each action may bring one more market, and the last state is tested once.
const MAX_ACTIONS: usize = 16;

/// The path of a batch without its end: what the account's health is before and after. Amounts, cash, pauses and
/// positions limit as they would the message; caps and the least sizes of debts are not looked at. What is deposited and
/// repaid need not be in the purse: it is asked what would be if it were.
pub fn simulate(
    remote: &Remote<'_>,
    account: AccountId,
    actions: Vec<AccountAction>,
) -> Result<SimulateResponse> {
    if actions.len() > MAX_ACTIONS {
        return Err(ContractError::TooMany {
            found: actions.len(),
            max: MAX_ACTIONS,
        });
    }
    let mut ledger = remote.open(&account)?;
    let mut valuation = Valuation::load(remote, remote.now, Level::Initial)?;
    let before = point(&ledger, &mut valuation, &remote.querier)?;
    let key = ledger.key().clone();
    let mut purse = Purse::of(key.owner.clone(), Vec::new());
    for action in actions {
        lay_in(&mut purse, &action)?;
        Action::read(remote.api, action, &key)?.apply(&mut ledger, &mut purse)?;
        ledger.account_mut().tidy();
    }
    ledger.load_all()?;
    let after = point(&ledger, &mut valuation, &remote.querier)?;
    Ok(SimulateResponse { before, after })
}

/// What an action would take out of the purse and is not there.
fn lay_in(purse: &mut Purse, action: &AccountAction) -> Result<()> {
    let (asset, wanted): (&AssetId, Amount) = match action {
        AccountAction::Deposit { asset, amount, .. } => (asset, amount.unwrap_or_default()),
        AccountAction::Repay { asset, amount, .. } => {
            // all that is owed, whatever it is
            (asset, amount.unwrap_or(Amount::new(u128::MAX >> 1)))
        }
        _ => return Ok(()),
    };
    let lacking = wanted.saturating_sub(purse.holds(asset));
    Ok(purse.put(asset, lacking)?)
}
