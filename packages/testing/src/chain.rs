//! The chain itself: who calls what with which coins, and what time it is.

use crate::asset::{Kind, TestAsset};
use crate::build::Feed;
use crate::error::{Outcome, Refused};
use crate::invariants::{self, Watch};
use crate::listing::Listing;
use crate::message::{as_hook, Message};
use crate::prices::FixedPrice;
use ballast_interface::lending::ExecuteMsg;
use ballast_interface::{oracle, AssetId, LendingContract, LensContract, OracleContract};
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

/// A native chain with the lending, the lens and the oracle contract on it.
#[allow(missing_debug_implementations)] // the app of the chain has none
pub struct Suite {
    pub(crate) app: App,
    pub(crate) lending: LendingContract,
    pub(crate) lens: LensContract,
    pub(crate) oracle: OracleContract,
    pub(crate) owner: Addr,
    pub(crate) assets: Vec<TestAsset>,
    pub(crate) listings: Vec<Listing>,
    pub(crate) token_code: u64,
    pub(crate) feed: Feed,
    /// Prices that the owner set: they end, and the owner renews them.
    pub(crate) fixed: Vec<FixedPrice>,
    /// Whole tokens of every asset that everybody begins with.
    pub(crate) purse: Option<u64>,
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
        self.renew_fixed_prices();
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

    /// A message to the lending contract with what is sent along: coins, or one token by its `send`.
    #[track_caller]
    pub fn pay(&mut self, from: &Addr, message: Message) -> Outcome {
        let message = self.message(message)?;
        self.execute(from, message)
    }

    /// What the chain is told: a token goes by its `send`.
    #[track_caller]
    pub(crate) fn message(&self, message: Message) -> Result<CosmosMsg, Refused> {
        if let [token @ (AssetId::Cw20(_), _)] = message.funds.as_slice() {
            return self.sending(token, &as_hook(message.msg));
        }
        Ok(self.told(&self.lending.0, &message.msg, &message.funds))
    }

    /// A message to a contract, with coins.
    #[track_caller]
    pub(crate) fn told<M: Serialize>(
        &self,
        to: &Addr,
        msg: &M,
        funds: &[(AssetId, Amount)],
    ) -> CosmosMsg {
        let coin = |(asset, amount): &(AssetId, Amount)| Coin::new(amount.raw(), asset.name());
        let told = WasmMsg::Execute {
            contract_addr: to.to_string(),
            msg: to_json_binary(msg).unwrap(),
            funds: funds.iter().map(coin).collect(),
        };
        told.into()
    }

    #[track_caller]
    fn sending(
        &self,
        (token, amount): &(AssetId, Amount),
        hook: &impl Serialize,
    ) -> Result<CosmosMsg, Refused> {
        let send = cw20::Cw20ExecuteMsg::Send {
            contract: self.lending.0.to_string(),
            amount: amount.raw().into(),
            msg: to_json_binary(hook).map_err(Refused::new)?,
        };
        Ok(self.told(&Addr::unchecked(token.name()), &send, &[]))
    }

    /// Tokens sent to the lending contract with a hook message that need not be one of its own.
    #[track_caller]
    pub fn send_hook(&mut self, name: &str, coins: &str, hook: &impl Serialize) -> Outcome {
        let (from, token) = (self.who(name), self.coins(coins));
        let send = self.sending(&token, hook)?;
        self.execute(&from, send)
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
        self.execute(sender, msg.into())
    }

    #[track_caller]
    pub(crate) fn execute(&mut self, sender: &Addr, msg: CosmosMsg) -> Outcome {
        let result = self.app.execute(sender.clone(), msg);
        let outcome = result.map_err(Refused);
        self.check(outcome.as_ref().ok());
        outcome
    }

    /// New coins or tokens out of nothing.
    pub fn mint(&mut self, to: &Addr, asset: &AssetId, amount: Amount) -> Outcome {
        let kind = self.assets.iter().find(|known| &known.id == asset);
        let minted = match (asset, kind.map(|known| known.kind)) {
            // has as much of itself as it says
            (_, Some(Kind::Hostile)) => Ok(AppResponse::default()),
            (AssetId::Native(denom), _) => self.app.sudo(SudoMsg::Bank(BankSudo::Mint {
                to_address: to.to_string(),
                amount: vec![Coin::new(amount.raw(), denom)],
            })),
            (AssetId::Cw20(token), _) => {
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
        self.execute(from, msg)
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
