//! Messages as values: told by whoever a story lets tell them.

use crate::chain::Suite;
use crate::error::Outcome;
use crate::receiver::Step;
use ballast_interface::lending::{
    AccountAction, Batch, Cw20HookMsg, Deposit, ExecuteMsg, FlashAsset, FlashLoan, Liquidate,
    LiquidateMany, LiquidateProRata, LiquidationItem, OperatorRight, PayTo, Receive, Repay,
    SetOperator, SupplyMode,
};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::{Amount, Ratio};
use cosmwasm_std::{to_json_binary, Addr, Coin, WasmMsg};
use cw20::Cw20ReceiveMsg;

/// A message to the lending contract with what is sent along.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub msg: ExecuteMsg,
    pub funds: Vec<(AssetId, Amount)>,
}

/// Makes messages; amounts and accounts are texts, `"anna/2"` is sub-account 2 of whoever tells it.
#[allow(missing_debug_implementations)] // the suite has none
pub struct Messages<'a> {
    pub(crate) suite: &'a Suite,
}

impl Suite {
    pub fn msg(&self) -> Messages<'_> {
        Messages { suite: self }
    }

    /// A named person tells the lending contract something.
    #[track_caller]
    pub fn tell(&mut self, name: &str, message: Message) -> Outcome {
        let sender = self.who(name);
        self.pay(&sender, message)
    }

    /// The owner tells it and is not refused.
    #[track_caller]
    pub fn govern(&mut self, message: Message) {
        self.tell("owner", message).unwrap();
    }

    /// Text that need not be a message.
    #[track_caller]
    pub fn tell_text(&mut self, name: &str, text: &str) -> Outcome {
        let lending = self.lending.0.clone();
        self.send_text(name, &lending, text, vec![])
    }

    /// The same to any contract, with coins.
    #[track_caller]
    pub fn send_text(&mut self, name: &str, to: &Addr, text: &str, funds: Vec<Coin>) -> Outcome {
        let msg = WasmMsg::Execute {
            contract_addr: to.to_string(),
            msg: text.as_bytes().into(),
            funds,
        };
        let sender = self.who(name);
        self.execute(&sender, msg.into())
    }
}

impl Message {
    pub(crate) fn free(msg: ExecuteMsg) -> Self {
        let funds = vec![];
        Self { msg, funds }
    }

    pub fn paid(msg: ExecuteMsg, coins: (AssetId, Amount)) -> Self {
        let funds = vec![coins];
        Self { msg, funds }
    }

    /// Sends something else along than the message wants.
    pub fn with(mut self, funds: Vec<(AssetId, Amount)>) -> Self {
        self.funds = funds;
        self
    }

    /// A liquidation that wants at least so much.
    #[track_caller]
    pub fn at_least(mut self, amount: Amount) -> Self {
        self.liquidation().min_received = Some(amount);
        self
    }

    /// A liquidation that takes supply shares, into a sub-account of the payer.
    #[track_caller]
    pub fn for_shares(mut self, into: u8) -> Self {
        let liquidation = self.liquidation();
        liquidation.receive = Receive::Shares;
        liquidation.receive_account = into;
        self
    }

    #[track_caller]
    fn liquidation(&mut self) -> &mut Liquidate {
        match &mut self.msg {
            ExecuteMsg::Liquidate(liquidation) => liquidation,
            other => panic!("no liquidation: {other:?}"),
        }
    }
}

impl Messages<'_> {
    /// Into an own account.
    #[track_caller]
    pub fn deposit(&self, account: &str, coins: &str, mode: SupplyMode) -> Message {
        let account = self.own(account);
        let msg = ExecuteMsg::Deposit(Deposit { account, mode });
        Message::paid(msg, self.suite.coins(coins))
    }

    /// Into the named account, whoever pays.
    #[track_caller]
    pub fn deposit_for(&self, account: &str, coins: &str, mode: SupplyMode) -> Message {
        let account = Some(self.suite.account_of(account));
        let msg = ExecuteMsg::Deposit(Deposit { account, mode });
        Message::paid(msg, self.suite.coins(coins))
    }

    #[track_caller]
    pub fn withdraw(&self, account: &str, coins: &str, mode: SupplyMode) -> Message {
        let (asset, amount) = self.suite.part(coins);
        Message::free(ExecuteMsg::Withdraw {
            account: self.own(account),
            asset,
            amount,
            mode,
            recipient: None,
        })
    }

    #[track_caller]
    pub fn borrow(&self, account: &str, coins: &str) -> Message {
        let (asset, amount) = self.suite.coins(coins);
        Message::free(ExecuteMsg::Borrow {
            account: self.own(account),
            asset,
            amount,
            recipient: None,
        })
    }

    /// Debt of an own account.
    #[track_caller]
    pub fn repay(&self, account: &str, coins: &str) -> Message {
        let account = self.own(account);
        Message::paid(
            ExecuteMsg::Repay(Repay { account }),
            self.suite.coins(coins),
        )
    }

    /// Debt of the named account, whoever pays.
    #[track_caller]
    pub fn repay_for(&self, account: &str, coins: &str) -> Message {
        let account = Some(self.suite.account_of(account));
        Message::paid(
            ExecuteMsg::Repay(Repay { account }),
            self.suite.coins(coins),
        )
    }

    #[track_caller]
    pub fn shift(&self, account: &str, coins: &str, to: SupplyMode) -> Message {
        let (asset, amount) = self.suite.part(coins);
        Message::free(ExecuteMsg::Shift {
            account: self.own(account),
            asset,
            amount,
            to,
        })
    }

    /// Several actions on an own account, with coins of which each is sent once.
    #[track_caller]
    pub fn batch(&self, account: &str, coins: &[&str], actions: Vec<AccountAction>) -> Message {
        let msg = ExecuteMsg::Batch(Batch {
            account: self.own(account),
            actions,
            recipient: None,
        });
        let funds = coins.iter().map(|coins| self.suite.coins(coins)).collect();
        Message { msg, funds }
    }

    /// The same on the named account, whoever acts.
    #[track_caller]
    pub fn batch_for(&self, account: &str, coins: &[&str], actions: Vec<AccountAction>) -> Message {
        let mut message = self.batch(account, coins, actions);
        if let ExecuteMsg::Batch(batch) = &mut message.msg {
            batch.account = Some(self.suite.account_of(account));
        }
        message
    }

    /// Lets somebody act for an own account for a day, paying its owner.
    #[track_caller]
    pub fn set_operator(&self, account: &str, operator: &str, may: &[OperatorRight]) -> Message {
        Message::free(ExecuteMsg::SetOperator(SetOperator {
            account: self.own(account),
            operator: self.suite.who(operator).into(),
            may: may.to_vec(),
            pay_to: PayTo::Owner,
            min_health: None,
            until: self.suite.now().saturating_add(86_400),
        }))
    }

    /// Sends `coins` to repay debt of `account` and takes `collateral` out of the contract.
    #[track_caller]
    pub fn liquidate(&self, account: &str, coins: &str, collateral: &str) -> Message {
        let msg = ExecuteMsg::Liquidate(Liquidate {
            account: self.suite.account_of(account),
            collateral: self.suite.id(collateral),
            min_received: None,
            receive: Receive::Asset,
            receive_account: 0,
        });
        Message::paid(msg, self.suite.coins(coins))
    }

    #[track_caller]
    pub fn liquidate_many(&self, coins: &str, items: Vec<LiquidationItem>) -> Message {
        let msg = ExecuteMsg::LiquidateMany(LiquidateMany { items });
        Message::paid(msg, self.suite.coins(coins))
    }

    /// One item of a batch, which spends no more than `repay`.
    #[track_caller]
    pub fn item(&self, account: &str, repay: &str, collateral: &str) -> LiquidationItem {
        LiquidationItem {
            account: self.suite.account_of(account),
            collateral: self.suite.id(collateral),
            repay: self.suite.part(repay).1,
            min_received: None,
            receive: Receive::Asset,
            receive_account: 0,
        }
    }

    #[track_caller]
    pub fn liquidate_pro_rata(&self, account: &str, fraction: Ratio, pay_from: u8) -> Message {
        Message::free(ExecuteMsg::LiquidateProRata(LiquidateProRata {
            account: self.suite.account_of(account),
            fraction,
            pay_from,
        }))
    }

    #[track_caller]
    pub fn write_off(&self, account: &str) -> Message {
        let account = self.suite.account_of(account);
        Message::free(ExecuteMsg::WriteOff { account })
    }

    /// Asks for these loans; a receiver of [`Suite::receiver`] takes the steps.
    #[track_caller]
    pub fn flash_loan(&self, loans: &[&str], steps: &[Step]) -> Message {
        let asked = loans.iter().map(|coins| {
            let (asset, amount) = self.suite.coins(coins);
            FlashAsset { asset, amount }
        });
        Message::free(ExecuteMsg::FlashLoan(FlashLoan {
            loans: asked.collect(),
            msg: to_json_binary(steps).unwrap(),
        }))
    }

    /// Returns what was lent, coins each once or one token.
    #[track_caller]
    pub fn return_flash(&self, coins: &[&str]) -> Message {
        let funds = coins.iter().map(|coins| self.suite.coins(coins)).collect();
        Message::free(ExecuteMsg::ReturnFlash {}).with(funds)
    }

    /// Only the contract itself says so.
    pub fn settle_flash(&self) -> Message {
        Message::free(ExecuteMsg::SettleFlash {})
    }

    #[track_caller]
    pub fn accrue(&self, tickers: &[&str]) -> Message {
        let assets = tickers.iter().map(|ticker| self.suite.id(ticker));
        self.accrue_of(assets.collect())
    }

    /// Of assets that need not be any.
    pub fn accrue_of(&self, assets: Vec<AssetId>) -> Message {
        Message::free(ExecuteMsg::Accrue { assets })
    }

    /// The hook as a token calls it: `sender` is what the token says.
    #[track_caller]
    pub fn hook(&self, sender: &str, amount: Amount, message: Message) -> Message {
        Message::free(ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: sender.to_owned(),
            amount: amount.raw().into(),
            msg: to_json_binary(&as_hook(message.msg)).unwrap(),
        }))
    }

    /// None is the main account of whoever tells it.
    #[track_caller]
    fn own(&self, account: &str) -> Option<AccountId> {
        account
            .contains('/')
            .then(|| self.suite.account_of(account))
    }
}

/// What goes with a coin as a message goes with a cw20 token as the hook of the same name.
#[track_caller]
pub(crate) fn as_hook(msg: ExecuteMsg) -> Cw20HookMsg {
    match msg {
        ExecuteMsg::Deposit(msg) => Cw20HookMsg::Deposit(msg),
        ExecuteMsg::Repay(msg) => Cw20HookMsg::Repay(msg),
        ExecuteMsg::Batch(msg) => Cw20HookMsg::Batch(msg),
        ExecuteMsg::Liquidate(msg) => Cw20HookMsg::Liquidate(msg),
        ExecuteMsg::LiquidateMany(msg) => Cw20HookMsg::LiquidateMany(msg),
        ExecuteMsg::ReturnFlash {} => Cw20HookMsg::ReturnFlash {},
        ExecuteMsg::LiquidateProRata(msg) => Cw20HookMsg::LiquidateProRata(msg),
        other => panic!("tokens do not go with this: {other:?}"),
    }
}
