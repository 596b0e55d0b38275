//! Messages, short.

use ballast_interface::lending::{
    AssetUpdate, CorrelationsUpdate, Deposit, ExecuteMsg, Liquidate, LiquidateMany,
    LiquidationItem, PausableAction, Receive, Repay, SupplyMode,
};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Amount, AssetParams, CorrelationSpec};

pub fn deposit() -> ExecuteMsg {
    deposit_to(None, SupplyMode::Lend)
}

pub fn protect() -> ExecuteMsg {
    deposit_to(None, SupplyMode::Protect)
}

pub fn deposit_to(account: Option<AccountId>, mode: SupplyMode) -> ExecuteMsg {
    ExecuteMsg::Deposit(Deposit { account, mode })
}

pub fn shift(denom: &str, amount: Option<u128>, to: SupplyMode) -> ExecuteMsg {
    ExecuteMsg::Shift {
        account_id: 0,
        asset: AssetId::native(denom),
        amount: amount.map(Amount::new),
        to,
    }
}

pub fn unprotect(denom: &str, amount: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        account_id: 0,
        asset: AssetId::native(denom),
        amount: amount.map(Amount::new),
        mode: SupplyMode::Protect,
        recipient: None,
    }
}

pub fn liquidate_many(items: Vec<LiquidationItem>) -> ExecuteMsg {
    ExecuteMsg::LiquidateMany(LiquidateMany { items })
}

pub fn item(account: AccountId, collateral: &str, repay: u128) -> LiquidationItem {
    LiquidationItem {
        account,
        collateral: AssetId::native(collateral),
        repay: Some(Amount::new(repay)),
        min_received: None,
        receive: Receive::Asset,
        receive_account: 0,
    }
}

pub fn liquidate_for_shares(account: AccountId, collateral: &str, into: u8) -> ExecuteMsg {
    ExecuteMsg::Liquidate(Liquidate {
        account,
        collateral: AssetId::native(collateral),
        min_received: None,
        receive: Receive::Shares,
        receive_account: into,
    })
}

pub fn pause(denom: &str, actions: &[PausableAction], until: Option<u64>) -> ExecuteMsg {
    ExecuteMsg::Pause {
        asset: AssetId::native(denom),
        actions: actions.to_vec(),
        until,
    }
}

pub fn unpause(denom: &str, actions: &[PausableAction]) -> ExecuteMsg {
    ExecuteMsg::Unpause {
        asset: AssetId::native(denom),
        actions: actions.to_vec(),
    }
}

/// An update that changes nothing yet.
pub fn update(denom: &str) -> AssetUpdate {
    AssetUpdate {
        asset: AssetId::native(denom),
        risk: None,
        ramp_seconds: None,
        liquidation: None,
        rates: None,
        reserve_factor: None,
        caps: None,
    }
}

/// Factor, threshold and weight.
pub fn risk(numbers: [&str; 3], group: &str) -> AssetParams {
    let [factor, threshold, weight] = numbers.map(|text| text.parse().unwrap());
    AssetParams {
        collateral_factor: factor,
        liquidation_threshold: threshold,
        borrow_weight: Some(weight),
        group: group.into(),
    }
}

pub fn ramp(denom: &str, risk: AssetParams, seconds: u64) -> ExecuteMsg {
    ExecuteMsg::UpdateAsset(AssetUpdate {
        risk: Some(risk),
        ramp_seconds: Some(seconds),
        ..update(denom)
    })
}

pub fn correlate(spec: CorrelationSpec, seconds: u64) -> ExecuteMsg {
    ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
        correlations: Some(spec),
        ramp_seconds: Some(seconds),
        scenarios: None,
    })
}

pub fn stop(denom: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::StopRamp {
        asset: denom.map(AssetId::native),
    }
}

pub fn withdraw(denom: &str, amount: Option<u128>) -> ExecuteMsg {
    withdraw_of(AssetId::native(denom), amount)
}

pub fn withdraw_of(asset: AssetId, amount: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        account_id: 0,
        asset,
        amount: amount.map(Amount::new),
        mode: SupplyMode::Lend,
        recipient: None,
    }
}

pub fn borrow(denom: &str, amount: u128) -> ExecuteMsg {
    borrow_of(AssetId::native(denom), amount)
}

pub fn borrow_of(asset: AssetId, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Borrow {
        account_id: 0,
        asset,
        amount: Amount::new(amount),
        recipient: None,
    }
}

pub fn repay() -> ExecuteMsg {
    ExecuteMsg::Repay(Repay { account: None })
}

pub fn liquidate(account: AccountId, collateral: &str) -> ExecuteMsg {
    ExecuteMsg::Liquidate(Liquidate {
        account,
        collateral: AssetId::native(collateral),
        min_received: None,
        receive: Receive::Asset,
        receive_account: 0,
    })
}

pub fn borrow_from(account_id: u8, denom: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Borrow {
        account_id,
        asset: AssetId::native(denom),
        amount: Amount::new(amount),
        recipient: None,
    }
}

/// The same without a length: what does not change stays as it is.
pub fn correlate_unhurried(spec: CorrelationSpec) -> ExecuteMsg {
    ExecuteMsg::UpdateCorrelations(CorrelationsUpdate {
        correlations: Some(spec),
        ramp_seconds: None,
        scenarios: None,
    })
}
