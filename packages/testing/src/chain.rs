//! The chain itself: who calls what with which coins, and what time it is.

use crate::asset::TestAsset;
use crate::error::{Outcome, Refused};
use crate::invariants::{self, Watch};
use ballast_interface::lending::{Cw20HookMsg, ExecuteMsg};
use ballast_interface::{oracle, AssetId, LendingContract, OracleContract};
use ballast_risk::Amount;
use cosmwasm_std::{to_json_binary, Addr, BankMsg, Coin, CosmosMsg, WasmMsg};
use cw_multi_test::{App, AppResponse, BankSudo, Executor, SudoMsg};
use serde::Serialize;

/// When the invariants are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checks {
    /// After every message; the test stops where one is broken.
    EveryMessage,
    /// Only by [`invariants::check`].
    OnRequest,
}

/// A native chain with the lending and the oracle contract on it.
#[allow(missing_debug_implementations)] // the app of the chain has none
pub struct Suite {
    pub(crate) app: App,
    pub(crate) lending: LendingContract,
    pub(crate) oracle: OracleContract,
    pub(crate) owner: Addr,
    pub(crate) assets: Vec<TestAsset>,
    pub(crate) feeders: Vec<Addr>,
    pub(crate) checks: Checks,
    pub(crate) watch: Watch,
}

impl Suite {
    pub fn lending(&self) -> &LendingContract {
        &self.lending
    }

    pub fn oracle(&self) -> &OracleContract {
        &self.oracle
    }

    /// Owner of both contracts.
    pub fn owner(&self) -> Addr {
        self.owner.clone()
    }

    pub fn assets(&self) -> &[TestAsset] {
        &self.assets
    }

    /// The asset of a ticker.
    #[track_caller]
    pub fn asset(&self, ticker: &str) -> &TestAsset {
        let found = self.assets.iter().find(|a| a.ticker == ticker);
        found.unwrap_or_else(|| panic!("there is no asset `{ticker}` on this chain"))
    }

    /// The address of a named person.
    pub fn who(&self, name: &str) -> Addr {
        self.app.api().addr_make(name)
    }

    /// Block time in seconds.
    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// Time goes by; one block ends.
    pub fn pass(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height = block.height.saturating_add(1);
        });
    }

    pub fn pass_days(&mut self, days: u64) {
        self.pass(days.saturating_mul(86_400));
    }

    /// A message to the lending contract that takes no coins.
    #[track_caller]
    pub fn call(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Outcome {
        let to = self.lending.0.clone();
        self.send(sender, &to, msg, vec![])
    }

    /// A message to the lending contract with coins or tokens, whichever the asset is.
    #[track_caller]
    pub fn pay(
        &mut self,
        from: &Addr,
        asset: &AssetId,
        amount: Amount,
        msg: Cw20HookMsg,
    ) -> Outcome {
        let lending = self.lending.0.clone();
        match asset {
            AssetId::Native(denom) => {
                let funds = vec![Coin::new(amount.raw(), denom)];
                self.send(from, &lending, &as_execute(msg), funds)
            }
            AssetId::Cw20(token) => {
                let send = cw20::Cw20ExecuteMsg::Send {
                    contract: lending.into(),
                    amount: amount.raw().into(),
                    msg: to_json_binary(&msg).map_err(Refused::new)?,
                };
                self.send(from, &Addr::unchecked(token), &send, vec![])
            }
        }
    }

    /// A message to the oracle contract.
    #[track_caller]
    pub fn call_oracle(&mut self, sender: &Addr, msg: &oracle::ExecuteMsg) -> Outcome {
        let to = self.oracle.0.clone();
        self.send(sender, &to, msg, vec![])
    }

    /// Any message to any contract.
    #[track_caller]
    pub fn send<M: Serialize>(
        &mut self,
        sender: &Addr,
        to: &Addr,
        msg: &M,
        funds: Vec<Coin>,
    ) -> Outcome {
        let msg = WasmMsg::Execute {
            contract_addr: to.to_string(),
            msg: to_json_binary(msg).map_err(Refused::new)?,
            funds,
        };
        let result = self.app.execute(sender.clone(), msg.into());
        let outcome = result.map_err(Refused);
        self.check(outcome.as_ref().ok());
        outcome
    }

    /// New coins or tokens out of nothing.
    pub fn mint(&mut self, to: &Addr, asset: &AssetId, amount: Amount) -> Outcome {
        let minted = match asset {
            AssetId::Native(denom) => self.app.sudo(SudoMsg::Bank(BankSudo::Mint {
                to_address: to.to_string(),
                amount: vec![Coin::new(amount.raw(), denom)],
            })),
            AssetId::Cw20(token) => {
                let mint = cw20::Cw20ExecuteMsg::Mint {
                    recipient: to.to_string(),
                    amount: amount.raw().into(),
                };
                let owner = self.owner.clone();
                self.app
                    .execute_contract(owner, Addr::unchecked(token), &mint, &[])
            }
        };
        minted.map_err(Refused)
    }

    /// From wallet to wallet: what a swap or an unsolicited gift does.
    #[track_caller]
    pub fn transfer(&mut self, from: &Addr, to: &Addr, asset: &AssetId, amount: Amount) -> Outcome {
        let msg: CosmosMsg = match asset {
            AssetId::Native(denom) => BankMsg::Send {
                to_address: to.to_string(),
                amount: vec![Coin::new(amount.raw(), denom)],
            }
            .into(),
            AssetId::Cw20(token) => WasmMsg::Execute {
                contract_addr: token.clone(),
                msg: to_json_binary(&cw20::Cw20ExecuteMsg::Transfer {
                    recipient: to.to_string(),
                    amount: amount.raw().into(),
                })
                .map_err(Refused::new)?,
                funds: vec![],
            }
            .into(),
        };
        let result = self.app.execute(from.clone(), msg);
        let outcome = result.map_err(Refused);
        self.check(outcome.as_ref().ok());
        outcome
    }

    #[track_caller]
    fn check(&mut self, done: Option<&AppResponse>) {
        if self.checks == Checks::OnRequest {
            return;
        }
        let checked = invariants::check(self).and_then(|()| invariants::step(self, done));
        if let Err(broken) = checked {
            panic!("{broken}");
        }
    }
}

/// What goes with a cw20 token as its hook goes with a coin as the message of the same name.
fn as_execute(msg: Cw20HookMsg) -> ExecuteMsg {
    match msg {
        Cw20HookMsg::Deposit(msg) => ExecuteMsg::Deposit(msg),
        Cw20HookMsg::Repay(msg) => ExecuteMsg::Repay(msg),
        Cw20HookMsg::Liquidate(msg) => ExecuteMsg::Liquidate(msg),
        Cw20HookMsg::LiquidateMany(msg) => ExecuteMsg::LiquidateMany(msg),
    }
}
