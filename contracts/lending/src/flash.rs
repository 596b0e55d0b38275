//! Loans that are repaid within the transaction. The books do not move while one is out: what counts is what came back by
//! `return_flash`, never a balance.

use crate::error::{ContractError, Result};
use crate::event;
use crate::transfer::{coins_of, no_funds, pay_if_any, Incoming};
use ballast_interface::handle::pay;
use ballast_interface::lending::{
    FlashAsset, FlashLent, FlashLoan, FlashReceiverMsg, OnFlashLoan, SettleMsg,
};
use ballast_interface::AssetId;
use ballast_ledger::records::{asset, flash, FlashDebt};
use ballast_ledger::{LedgerError, LoadedMarket, Markets, Stored};
use ballast_risk::facts::Moved;
use ballast_risk::Amount;
use cosmwasm_schema::serde::de::IgnoredAny;
use cosmwasm_std::{
    wasm_execute, Addr, Coin, DepsMut, Env, Event, MessageInfo, QuerierWrapper, Response, WasmQuery,
};

/// As many assets as one account may hold.
const MAX_LOANS: usize = 16;

/// 1. check each loan 2. remember what is due 3. tokens, then the call with the coins, then `settle_flash`
pub fn flash_loan(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: FlashLoan,
) -> Result<Response> {
    no_funds(info)?;
    let found = msg.loans.len();
    if found == 0 || found > MAX_LOANS {
        return Err(ContractError::BatchSize {
            found,
            max: MAX_LOANS,
        });
    }
    let stored = Stored(deps.storage);
    if !flash::load(&stored)?.is_empty() {
        return Err(ContractError::FlashLoanOut);
    }
    is_contract(&deps.querier, &info.sender)?;
    let mut out = Out::default();
    for asked in msg.loans {
        out.add(&stored, env.block.time.seconds(), asked, &info.sender)?;
    }
    let call = FlashReceiverMsg::OnFlashLoan(OnFlashLoan {
        initiator: info.sender.to_string(),
        loans: out.lent,
        msg: msg.msg,
    });
    let call = wasm_execute(info.sender.as_str(), &call, out.coins)?;
    let settle = wasm_execute(
        env.contract.address.as_str(),
        &SettleMsg::SettleFlash {},
        vec![],
    )?;
    flash::save(deps.storage, &out.debts)?;
    let mut response = Response::new().add_events(out.events);
    for (token, amount) in out.tokens {
        response = response.add_message(pay(&token, &info.sender, amount)?);
    }
    Ok(response.add_message(call).add_message(settle))
}

/// Nobody else could be called, and the chain's own refusal would not say why.
fn is_contract(querier: &QuerierWrapper<'_>, sender: &Addr) -> Result<()> {
    let contract_addr = sender.to_string();
    let asked = querier.query::<IgnoredAny>(&WasmQuery::ContractInfo { contract_addr }.into());
    asked.map(|_| ()).map_err(|_| ContractError::NotAReceiver {
        found: sender.to_string(),
    })
}

/// What goes out, and what of it is due.
#[derive(Default)]
struct Out {
    debts: Vec<FlashDebt>,
    lent: Vec<FlashLent>,
    coins: Vec<Coin>,
    tokens: Vec<(AssetId, Amount)>,
    events: Vec<Event>,
}

impl Out {
    fn add(
        &mut self,
        stored: &Stored<'_>,
        now: u64,
        asked: FlashAsset,
        receiver: &Addr,
    ) -> Result<()> {
        let FlashAsset { asset, amount } = asked;
        let index = asset::index(stored, &asset)?;
        if self.debts.iter().any(|debt| debt.asset == index) {
            return Err(ContractError::AssetTwice {
                asset: asset.to_string(),
            });
        }
        let loaded = LoadedMarket::load(stored, index, now)?;
        let debt = lend(&loaded, amount, now)?;
        let lent = FlashLent {
            asset: asset.clone(),
            amount,
            fee: debt.fee,
        };
        self.events
            .push(event::flash_lent(&loaded, receiver, &lent));
        self.debts.push(debt);
        self.lent.push(lent);
        match asset {
            AssetId::Native(denom) => self.coins.push(Coin::new(amount.raw(), denom)),
            AssetId::Cw20(_) => self.tokens.push((asset, amount)),
        }
        Ok(())
    }
}

/// Out of cash, never out of what is protected.
fn lend(loaded: &LoadedMarket, amount: Amount, now: u64) -> Result<FlashDebt> {
    if amount.is_zero() {
        return Err(LedgerError::ZeroAmount.into());
    }
    let fee = loaded
        .asset
        .flash_fee
        .ok_or_else(|| ContractError::NoFlashLoans {
            asset: loaded.name(),
        })?;
    loaded.not_paused("flash_loan", loaded.asset.paused.borrow.until(), now)?;
    let available = loaded.market.cash();
    if amount > available {
        return Err(LedgerError::InsufficientCash {
            asset: loaded.name(),
            asked: amount,
            available,
        }
        .into());
    }
    Ok(FlashDebt::new(loaded.index, amount, fee)?)
}

pub fn return_coins(deps: DepsMut, info: &MessageInfo) -> Result<Response> {
    take_back(deps, &info.sender, coins_of(info)?)
}

pub fn return_tokens(deps: DepsMut, incoming: Incoming) -> Result<Response> {
    let payer = incoming.actor.payer();
    take_back(deps, payer, vec![(incoming.asset, incoming.amount)])
}

/// What is above loan and fee goes back to whoever sent it.
fn take_back(deps: DepsMut, payer: &Addr, sent: Vec<(AssetId, Amount)>) -> Result<Response> {
    let stored = Stored(deps.storage);
    let mut debts = flash::load(&stored)?;
    if debts.is_empty() {
        return Err(ContractError::NoFlashLoanOut);
    }
    if sent.is_empty() {
        return Err(not_lent(&stored, &debts, "nothing".to_owned())?);
    }
    let mut response = Response::new();
    for (asset, amount) in sent {
        let index = asset::find(&stored, &asset)?;
        let Some(debt) = debts.iter_mut().find(|debt| Some(debt.asset) == index) else {
            return Err(not_lent(&stored, &debts, format!("`{asset}`"))?);
        };
        let refund = debt.take_back(amount);
        let returned = amount.saturating_sub(refund);
        response = response
            .add_event(event::flash_returned(&asset, payer, returned, refund))
            .add_messages(pay_if_any(&asset, payer, refund)?);
    }
    flash::save(deps.storage, &debts)?;
    Ok(response)
}

fn not_lent(stored: &Stored<'_>, debts: &[FlashDebt], found: String) -> Result<ContractError> {
    let mut lent = Vec::with_capacity(debts.len());
    for debt in debts {
        lent.push(asset::load(stored, debt.asset)?.asset.to_string());
    }
    let lent = lent.join(", ");
    Ok(ContractError::NotFlashLent { found, lent })
}

/// 1. from here only 2. everything came back 3. the fees become reserve shares 4. save 5. say
pub fn settle_flash(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response> {
    no_funds(info)?;
    if info.sender != env.contract.address {
        return Err(ContractError::Unauthorized {
            needed: "this contract itself, after a flash loan,",
            found: info.sender.to_string(),
        });
    }
    let stored = Stored(deps.storage);
    let mut markets = Markets::new(env.block.time.seconds());
    let mut settled = Vec::new();
    for debt in flash::load(&stored)? {
        markets.load(&stored, debt.asset)?;
        if !debt.missing.is_zero() {
            return Err(ContractError::FlashNotReturned {
                asset: markets.name(debt.asset),
                due: debt.due,
                found: debt.returned(),
                missing: debt.missing,
            });
        }
        if debt.fee.is_zero() {
            continue;
        }
        let loaded = markets.change(debt.asset)?;
        let shares = loaded.market.keep_fee(debt.fee);
        let fee = Moved {
            amount: debt.fee,
            shares: shares.map_err(|error| loaded.explain(error))?,
        };
        settled.push(event::flash_settled(loaded, fee));
    }
    let earned = markets.save(deps.storage)?;
    flash::clear(deps.storage);
    Ok(Response::new()
        .add_events(earned.iter().map(event::accrued))
        .add_events(settled))
}
