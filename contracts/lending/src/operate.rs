//! The one path of every user's message: guard → open → each action → judge → commit → say → pay. Quoting a message
//! (`simulate` of the lens) is the same path without the commit.

use crate::error::{ContractError, Result};
use crate::event;
use crate::guard::{self, Actor, Permit};
use crate::transfer::{self, no_funds, Incoming};
use ballast_interface::handle::pay;
use ballast_interface::lending::{AccountAction, Batch, Deposit, Repay};
use ballast_interface::{AccountId, AssetId};
use ballast_ledger::actions::Action;
use ballast_ledger::records::{asset, AccountKey};
use ballast_ledger::{Ledger, Purse, Stored};
use ballast_risk::Amount;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

/// Each action may bring one more market, and the account is judged once.
const MAX_ACTIONS: usize = 16;

/// How a message came, for what its events say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// One action, named by the message itself.
    Single,
    /// A list: each event says the place of its action.
    Batch,
}

/// What somebody wants of one account, and with what.
pub struct Request {
    actor: Actor,
    sent: Vec<(AssetId, Amount)>,
    batch: Batch,
    form: Form,
}

impl Request {
    fn single(
        actor: Actor,
        sent: Vec<(AssetId, Amount)>,
        account: Option<AccountId>,
        action: AccountAction,
    ) -> Self {
        Self {
            actor,
            sent,
            batch: Batch {
                account,
                actions: vec![action],
                recipient: None,
            },
            form: Form::Single,
        }
    }

    pub fn deposit(incoming: Incoming, msg: Deposit) -> Self {
        let action = AccountAction::Deposit {
            asset: incoming.asset.clone(),
            amount: None,
            mode: msg.mode,
            account: None,
        };
        let sent = vec![(incoming.asset, incoming.amount)];
        Self::single(incoming.actor, sent, msg.account, action)
    }

    pub fn repay(incoming: Incoming, msg: Repay) -> Self {
        let action = AccountAction::Repay {
            asset: incoming.asset.clone(),
            amount: None,
            account: None,
        };
        let sent = vec![(incoming.asset, incoming.amount)];
        Self::single(incoming.actor, sent, msg.account, action)
    }

    /// What takes no coins.
    pub fn taking(
        info: MessageInfo,
        account: Option<AccountId>,
        action: AccountAction,
        recipient: Option<String>,
    ) -> Result<Self> {
        no_funds(&info)?;
        let mut request = Self::single(Actor::Sender(info.sender), Vec::new(), account, action);
        request.batch.recipient = recipient;
        Ok(request)
    }

    /// A list, with any coins.
    pub fn batch(info: MessageInfo, batch: Batch) -> Result<Self> {
        Ok(Self {
            sent: transfer::coins_of(&info)?,
            actor: Actor::Sender(info.sender),
            batch,
            form: Form::Batch,
        })
    }

    /// A list, with tokens.
    pub fn batch_with(incoming: Incoming, batch: Batch) -> Self {
        Self {
            sent: vec![(incoming.asset, incoming.amount)],
            actor: incoming.actor,
            batch,
            form: Form::Batch,
        }
    }
}

/// 1. who may 2. open the account 3. each action, in memory 4. judge the result 5. save 6. say and pay
pub fn operate(deps: DepsMut, env: &Env, request: Request) -> Result<Response> {
    let Request { actor, batch, .. } = &request;
    let now = env.block.time.seconds();
    let stored = Stored(deps.storage);
    let key = AccountKey::named_or_main(deps.api, batch.account.as_ref(), actor.payer())?;
    let actions = read_actions(&deps, &batch.actions, &key)?;
    not_for_itself(env, &key, &actions)?;
    let permit = Permit::find(&stored, actor, &key, &actions, now)?;
    let recipient = transfer::recipient(deps.api, batch.recipient.as_deref(), env)?;
    let payee = permit.payee(recipient, actor, &key)?;

    let mut ledger = Ledger::open(&stored, now, key)?;
    let mut purse = Purse::of(actor.payer().clone(), request.sent.clone());
    let mut ends = Vec::with_capacity(actions.len());
    for action in &actions {
        guard::open_market(deps.storage, &mut ledger, action, actor.payer())?;
        action.apply(&mut ledger, &mut purse)?;
        ends.push(ledger.facts().len());
    }
    let book = ledger.judge(&deps.querier, permit.min_health())?;
    for (name, _) in purse.contents() {
        // what nobody took out of the purse must at least be something that is dealt in here
        asset::index(&stored, name)?;
    }
    let context = event::Context {
        sender: actor.address().clone(),
        recipient: payee.clone(),
        prices: book.map(|book| event::prices(&book, |index| ledger.markets.name(index))),
        ends: Some(ends).filter(|_| request.form == Form::Batch),
    };
    let told = ledger.close()?.commit(deps.storage)?;
    let mut response = Response::new().add_events(event::of(told, &context));
    for (asset, amount) in purse.into_contents() {
        response = response.add_message(pay(&asset, &payee, amount)?);
    }
    Ok(response)
}

fn read_actions(
    deps: &DepsMut,
    actions: &[AccountAction],
    key: &AccountKey,
) -> Result<Vec<Action>> {
    let found = actions.len();
    if found == 0 || found > MAX_ACTIONS {
        return Err(ContractError::BatchSize {
            found,
            max: MAX_ACTIONS,
        });
    }
    let read = |action: &AccountAction| Ok(Action::read(deps.api, action.clone(), key)?);
    actions.iter().map(read).collect()
}

/// Nobody could ever take out what the contract's own account held.
fn not_for_itself(env: &Env, key: &AccountKey, actions: &[Action]) -> Result<()> {
    let own = &env.contract.address;
    let given = |action: &Action| matches!(action, Action::Deposit(to) if to.to.owner == *own);
    if key.owner == *own || actions.iter().any(given) {
        return Err(ContractError::RecipientIsContract);
    }
    Ok(())
}
