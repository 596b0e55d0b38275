//! A liquidator contract of somebody's, and what it is told.

use crate::chain::Suite;
use crate::error::Outcome;
use crate::message::{as_hook, Message};
use ballast_interface::lending::FlashAsset;
use ballast_interface::liquidator::{Call, ExecuteMsg, InstantiateMsg, Offer, Profit, Run};
use ballast_interface::AssetId;
use ballast_liquidator::contract;
use cosmwasm_std::{to_json_binary, Addr};
use cw_multi_test::{ContractWrapper, Executor};

impl Suite {
    #[track_caller]
    pub fn liquidator(&mut self, owner: &str) -> Addr {
        let wrapper =
            ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
        let (code, owner) = (self.app.store_code(Box::new(wrapper)), self.who(owner));
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            lending: self.lending.0.to_string(),
        };
        let made = self
            .app
            .instantiate_contract(code, owner, &msg, &[], "liquidator", None);
        made.unwrap()
    }

    /// A named person tells a liquidator something.
    #[track_caller]
    pub fn tell_liquidator(&mut self, name: &str, to: &Addr, msg: &ExecuteMsg) -> Outcome {
        let sender = self.who(name);
        self.send(&sender, to, msg, vec![])
    }

    /// A run without a refresh.
    #[track_caller]
    pub fn run_of(&self, loans: &[&str], calls: Vec<Call>, profit: &str) -> Run {
        let loan = |coins: &&str| {
            let (asset, amount) = self.coins(coins);
            FlashAsset { asset, amount }
        };
        let (asset, at_least) = self.coins(profit);
        Run {
            refresh: vec![],
            loans: loans.iter().map(loan).collect(),
            calls,
            profit: Profit { asset, at_least },
        }
    }

    /// A message to lending as a call of a run.
    #[track_caller]
    pub fn calling(&self, message: Message) -> Call {
        let offer = |(asset, amount)| Offer {
            asset,
            amount: Some(amount),
        };
        let msg = match message.funds.as_slice() {
            [(AssetId::Cw20(_), _)] => to_json_binary(&as_hook(message.msg)),
            _ => to_json_binary(&message.msg),
        };
        Call {
            contract: None,
            msg: msg.unwrap(),
            offer: message.funds.into_iter().map(offer).collect(),
        }
    }

    /// A swap as a call of a run; `"all ATOM"` is what is there then.
    #[track_caller]
    pub fn swap(&self, exchange: &Addr, coins: &str, want: &str) -> Call {
        let (asset, amount) = self.part(coins);
        Call {
            contract: Some(exchange.to_string()),
            msg: self.swapping(want),
            offer: vec![Offer { asset, amount }],
        }
    }
}
