//! A step as the message that is sent.

use super::desired::Desired;
use super::found::Found;
use super::kind::Kind;
use super::plan::Step;
use anyhow::{Context, Result};
use ballast_chain::{Coin, Message};
use ballast_interface::{lending, lens, liquidator, oracle, AssetId};
use ballast_risk::{Amount, SupplyMode};
use cosmwasm_std::{to_json_binary, Uint128};
use cw20::Cw20ExecuteMsg;
use serde::Serialize;
use serde_json::{json, Value};

/// Everything a step stands on is in `found` by the time that it is ready.
pub fn message(step: &Step, desired: &Desired, found: &Found, sender: &str) -> Result<Message> {
    let sender = sender.to_owned();
    let address = |kind: Kind| {
        let address = found.address(kind).map(ToOwned::to_owned);
        address
            .with_context(|| format!("{kind} is not instantiated yet: run `ballast deploy` first"))
    };
    let code = |kind: Kind| {
        let code = found.codes.get(&kind).copied();
        code.with_context(|| format!("the code of {kind} is not on the chain: run `ballast deploy --only-store` first, with any key"))
    };
    Ok(match step {
        Step::Store(kind) => Message::StoreCode {
            sender,
            wasm: desired
                .codes
                .get(kind)
                .map(|code| code.wasm.clone())
                .unwrap_or_default(),
        },
        Step::Instantiate(kind) => Message::Instantiate {
            sender,
            admin: Some(desired.admin().to_owned()),
            code_id: code(*kind)?,
            label: desired.label(*kind),
            msg: beginning(*kind, desired, found)?,
            funds: Vec::new(),
        },
        Step::Migrate(kind) => Message::Migrate {
            sender,
            contract: address(*kind)?,
            code_id: code(*kind)?,
            msg: json!({}),
        },
        Step::SetAdmin { kind, admin } => Message::UpdateAdmin {
            sender,
            contract: address(*kind)?,
            admin: admin.clone(),
        },
        Step::Oracle(msg) => Message::execute(sender, address(Kind::Oracle)?, plain(msg)?),
        Step::Lending(msg) => Message::execute(sender, address(Kind::Lending)?, plain(msg)?),
        Step::Seed { asset, amount } => seed(sender, address(Kind::Lending)?, asset, *amount)?,
    })
}

fn seed(sender: String, lending: String, asset: &AssetId, amount: Amount) -> Result<Message> {
    let deposit = lending::Deposit {
        account: None,
        mode: SupplyMode::Lend,
    };
    Ok(match asset {
        AssetId::Native(denom) => Message::Execute {
            sender,
            contract: lending,
            msg: plain(&lending::ExecuteMsg::Deposit(deposit))?,
            funds: vec![Coin::new(amount.raw(), denom)],
        },
        AssetId::Cw20(token) => {
            let send = Cw20ExecuteMsg::Send {
                contract: lending,
                amount: Uint128::new(amount.raw()),
                msg: to_json_binary(&lending::Cw20HookMsg::Deposit(deposit))?,
            };
            Message::execute(sender, token, plain(&send)?)
        }
    })
}

/// What a contract is told when it is instantiated.
fn beginning(kind: Kind, desired: &Desired, found: &Found) -> Result<Value> {
    let (config, roles) = (&desired.config, &desired.config.roles);
    let lending = || {
        let address = found.address(Kind::Lending).map(ToOwned::to_owned);
        address.context("lending comes before what reads it")
    };
    match kind {
        Kind::Oracle => plain(&oracle::InstantiateMsg {
            owner: desired.deployer.clone(),
            guardian: roles.oracle_guardian.clone(),
        }),
        Kind::Lending => plain(&lending::InstantiateMsg {
            owner: desired.deployer.clone(),
            guardian: roles.guardian.clone(),
            steward: roles.steward.clone(),
            oracle: found
                .address(Kind::Oracle)
                .context("the oracle comes before lending")?
                .to_owned(),
            liquidation: config.liquidation.clone(),
            correlations: config.correlations(),
        }),
        Kind::Lens => plain(&lens::InstantiateMsg {
            lending: lending()?,
        }),
        Kind::Liquidator => plain(&liquidator::InstantiateMsg {
            owner: desired.owner().to_owned(),
            lending: lending()?,
        }),
    }
}

/// As JSON without what is absent: shorter to read in a proposal.
fn plain(msg: &impl Serialize) -> Result<Value> {
    let mut value = serde_json::to_value(msg)?;
    drop_absent(&mut value);
    Ok(value)
}

fn drop_absent(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(drop_absent);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_absent),
        _ => {}
    }
}
