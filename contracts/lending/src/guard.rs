//! Who may do what to an account. Privilege comes from the sender, never from the message; what a token says of who sent it
//! is only its word.

use crate::error::{ContractError, Result};
use ballast_interface::lending::{OperatorRight, PayTo, SupplyMode};
use ballast_ledger::actions::Action;
use ballast_ledger::records::{operators, AccountKey, Operator};
use ballast_ledger::{Ledger, Records};
use ballast_risk::HealthFactor;
use cosmwasm_std::{Addr, Storage};

/// Who sent a message, as far as it can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The chain vouches for it.
    Sender(Addr),
    /// A token's contract calls, with what somebody sent it; who that was is a field that the token writes.
    Token { token: Addr, sender: Addr },
}

impl Actor {
    /// Who acts.
    pub fn address(&self) -> &Addr {
        match self {
            Actor::Sender(address) => address,
            Actor::Token { token, .. } => token,
        }
    }

    /// Who paid what came along, and whom the rest of it goes to.
    pub fn payer(&self) -> &Addr {
        match self {
            Actor::Sender(address) => address,
            Actor::Token { sender, .. } => sender,
        }
    }
}

/// In which right the account is acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permit {
    Owner,
    Operator(Box<Operator>),
    /// Deposits and repayments, for anybody.
    Anybody,
}

impl Permit {
    /// The right that the actions need, or a refusal that names it.
    pub fn find(
        records: &dyn Records,
        actor: &Actor,
        key: &AccountKey,
        actions: &[Action],
        now: u64,
    ) -> Result<Self> {
        if matches!(actor, Actor::Sender(address) if *address == key.owner) {
            return Ok(Permit::Owner);
        }
        let needed: Vec<OperatorRight> = actions.iter().filter_map(right_for).collect();
        let Some(first) = needed.first() else {
            return Ok(Permit::Anybody);
        };
        let all = operators::load(records, key, now)?;
        let named = all.into_iter().find(|o| o.address == *actor.address());
        let operator = named.ok_or_else(|| lacking(*first, actor))?;
        if let Some(right) = needed.iter().find(|right| !operator.may.has(**right)) {
            return Err(lacking(*right, actor));
        }
        if operator.pay_to == PayTo::Owner {
            actions
                .iter()
                .try_for_each(|action| own_only(action, key))?;
        }
        Ok(Permit::Operator(Box::new(operator)))
    }

    /// Whom the rest of the purse goes to: who is named, or who paid.
    pub fn payee(&self, named: Option<Addr>, actor: &Actor, key: &AccountKey) -> Result<Addr> {
        match self {
            Permit::Operator(operator) if operator.pay_to == PayTo::Owner => match named {
                Some(named) if named != key.owner => Err(ContractError::PaysOwnerOnly {
                    owner: key.owner.to_string(),
                    found: named.to_string(),
                }),
                _ => Ok(key.owner.clone()),
            },
            _ => Ok(named.unwrap_or_else(|| actor.payer().clone())),
        }
    }

    /// What an operator must leave as the account's health factor.
    pub fn min_health(&self) -> Option<HealthFactor> {
        match self {
            Permit::Operator(operator) => operator.min_health,
            Permit::Owner | Permit::Anybody => None,
        }
    }
}

/// What an action asks of who is not the owner; `None`: nothing.
fn right_for(action: &Action) -> Option<OperatorRight> {
    match action {
        Action::Deposit(_) | Action::Repay(_) => None,
        Action::Borrow(_) => Some(OperatorRight::Borrow),
        Action::Withdraw(_) | Action::Offset(_) => Some(OperatorRight::Withdraw),
        Action::Shift(_) => Some(OperatorRight::Shift),
    }
}

fn lacking(right: OperatorRight, actor: &Actor) -> ContractError {
    let needed = match right {
        OperatorRight::Borrow => "the owner of the account, or an operator of it that may borrow,",
        OperatorRight::Withdraw => {
            "the owner of the account, or an operator of it that may withdraw,"
        }
        OperatorRight::Shift => "the owner of the account, or an operator of it that may shift,",
    };
    ContractError::Unauthorized {
        needed,
        found: actor.address().to_string(),
    }
}

/// Who may pay the owner only gives to the account only.
fn own_only(action: &Action, key: &AccountKey) -> Result<()> {
    let given_to = match action {
        Action::Deposit(deposit) => &deposit.to,
        Action::Repay(repay) => &repay.of,
        Action::Withdraw(_) | Action::Borrow(_) | Action::Shift(_) | Action::Offset(_) => key,
    };
    if given_to == key {
        return Ok(());
    }
    Err(ContractError::PaysOwnerOnly {
        owner: key.to_string(),
        found: given_to.to_string(),
    })
}

/// The first deposit of an asset is the owner's, and lent: an empty market is where share prices are played with. It opens
/// the market to all.
pub fn open_market(
    storage: &dyn Storage,
    ledger: &mut Ledger<'_>,
    action: &Action,
    payer: &Addr,
) -> Result<()> {
    let Action::Deposit(deposit) = action else {
        return Ok(());
    };
    let index = ledger.load(&deposit.asset)?;
    let is_open = ledger.markets.get(index)?.asset.seeded;
    if !is_open && deposit.mode == SupplyMode::Lend && cw_ownable::is_owner(storage, payer)? {
        ledger.markets.change(index)?.seed();
    }
    Ok(())
}
