//! What comes in and what goes out: native coins and cw20 tokens alike.

use crate::error::{ContractError, Result};
use crate::guard::Actor;
use ballast_interface::handle::pay;
use ballast_interface::AssetId;
use ballast_ledger::records;
use ballast_risk::Amount;
use cosmwasm_std::{Addr, Api, CosmosMsg, Env, MessageInfo, Uint128};

/// What was sent with a message, by coin or through the hook of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    pub asset: AssetId,
    pub amount: Amount,
    pub actor: Actor,
}

impl Incoming {
    /// Exactly one coin.
    pub fn coin(info: MessageInfo) -> Result<Self> {
        match info.funds.as_slice() {
            [coin] if !coin.amount.is_zero() => Ok(Self {
                asset: AssetId::native(&coin.denom),
                amount: Amount::new(coin.amount.u128()),
                actor: Actor::Sender(info.sender),
            }),
            _ => Err(ContractError::WrongFunds {
                found: shown(&info),
            }),
        }
    }

    /// Tokens, which only the token's own contract can announce.
    pub fn token(actor: Actor, amount: Uint128) -> Result<Self> {
        if amount.is_zero() {
            return Err(ballast_ledger::LedgerError::ZeroAmount.into());
        }
        Ok(Self {
            asset: AssetId::cw20(actor.address().as_str()),
            amount: Amount::new(amount.u128()),
            actor,
        })
    }

    /// Who paid, and whom a refund goes to.
    pub fn payer(&self) -> &Addr {
        self.actor.payer()
    }
}

/// Every coin that was sent; none may stand there twice.
pub fn coins_of(info: &MessageInfo) -> Result<Vec<(AssetId, Amount)>> {
    let mut sent: Vec<(AssetId, Amount)> = Vec::with_capacity(info.funds.len());
    for coin in &info.funds {
        let asset = AssetId::native(&coin.denom);
        if sent.iter().any(|(known, _)| *known == asset) {
            return Err(ContractError::CoinTwice {
                denom: coin.denom.clone(),
            });
        }
        sent.push((asset, Amount::new(coin.amount.u128())));
    }
    Ok(sent)
}

/// Refuses funds: they would stay here and belong to nobody.
pub fn no_funds(info: &MessageInfo) -> Result<()> {
    if info.funds.is_empty() {
        Ok(())
    } else {
        Err(ContractError::UnexpectedFunds { found: shown(info) })
    }
}

fn shown(info: &MessageInfo) -> String {
    if info.funds.is_empty() {
        return "none".to_owned();
    }
    let coins: Vec<String> = info.funds.iter().map(ToString::to_string).collect();
    coins.join(", ")
}

/// A recipient that was named. It is never the contract itself: what it was paid would belong to nobody.
pub fn recipient(api: &dyn Api, named: Option<&str>, env: &Env) -> Result<Option<Addr>> {
    let Some(name) = named else {
        return Ok(None);
    };
    let recipient = records::address(api, name)?;
    if recipient == env.contract.address {
        return Err(ContractError::RecipientIsContract);
    }
    Ok(Some(recipient))
}

/// Pays `amount` out; no message for nothing.
pub fn pay_if_any(asset: &AssetId, to: &Addr, amount: Amount) -> Result<Option<CosmosMsg>> {
    if amount.is_zero() {
        return Ok(None);
    }
    Ok(Some(pay(asset, to, amount)?))
}
