//! What named people do, in human amounts: `"1.5 BTC"`.

use crate::chain::Suite;
use crate::error::Outcome;
use ballast_interface::lending::{
    Cw20HookMsg, Deposit, ExecuteMsg, Liquidate, Receive, Repay, SupplyMode,
};
use ballast_interface::{AccountId, AssetId};
use ballast_risk::Amount;

impl Suite {
    /// `"1.5 BTC"` as an asset and its base units.
    #[track_caller]
    pub fn coins(&self, text: &str) -> (AssetId, Amount) {
        let (amount, ticker) = text
            .split_once(' ')
            .unwrap_or_else(|| panic!("`{text}` is no amount; write it as `1.5 BTC`"));
        let asset = self.asset(ticker);
        let amount = asset.parse(amount);
        let amount = amount.unwrap_or_else(|| panic!("`{text}` is no amount of {ticker}"));
        (asset.id.clone(), amount)
    }

    /// The main account of a named person, or `"anna/2"` for a sub-account.
    #[track_caller]
    pub fn account_of(&self, name: &str) -> AccountId {
        match name.split_once('/') {
            Some((name, id)) => AccountId::sub(self.who(name), id.parse().unwrap()),
            None => AccountId::main(self.who(name)),
        }
    }

    /// Coins out of nothing into a wallet.
    #[track_caller]
    pub fn fund(&mut self, name: &str, coins: &str) {
        let (asset, amount) = self.coins(coins);
        let to = self.who(name);
        self.mint(&to, &asset, amount).unwrap();
    }

    /// Funds a wallet and deposits all of it, lent.
    #[track_caller]
    pub fn supply(&mut self, name: &str, coins: &str) -> Outcome {
        self.fund(owner_of(name), coins);
        self.deposit(name, coins)
    }

    #[track_caller]
    pub fn deposit(&mut self, name: &str, coins: &str) -> Outcome {
        self.deposit_as(name, coins, SupplyMode::Lend)
    }

    /// A deposit that is never lent out.
    #[track_caller]
    pub fn protect(&mut self, name: &str, coins: &str) -> Outcome {
        self.fund(owner_of(name), coins);
        self.deposit_as(name, coins, SupplyMode::Protect)
    }

    #[track_caller]
    fn deposit_as(&mut self, name: &str, coins: &str, mode: SupplyMode) -> Outcome {
        let (asset, amount) = self.coins(coins);
        let account = Some(self.account_of(name));
        let from = self.who(owner_of(name));
        self.pay(
            &from,
            &asset,
            amount,
            Cw20HookMsg::Deposit(Deposit { account, mode }),
        )
    }

    /// Deposits what `payer` has for the account of somebody else.
    #[track_caller]
    pub fn deposit_for(&mut self, payer: &str, account: &str, coins: &str) -> Outcome {
        let (asset, amount) = self.coins(coins);
        let msg = Cw20HookMsg::Deposit(Deposit {
            account: Some(self.account_of(account)),
            mode: SupplyMode::Lend,
        });
        let from = self.who(payer);
        self.pay(&from, &asset, amount, msg)
    }

    #[track_caller]
    pub fn borrow(&mut self, name: &str, coins: &str) -> Outcome {
        let (asset, amount) = self.coins(coins);
        let account = self.account_of(name);
        let msg = ExecuteMsg::Borrow {
            account_id: account.id,
            asset,
            amount,
            recipient: None,
        };
        let sender = self.who(owner_of(name));
        self.call(&sender, &msg)
    }

    #[track_caller]
    pub fn repay(&mut self, name: &str, coins: &str) -> Outcome {
        self.repay_for(owner_of(name), name, coins)
    }

    #[track_caller]
    pub fn repay_for(&mut self, payer: &str, account: &str, coins: &str) -> Outcome {
        let (asset, amount) = self.coins(coins);
        let account = Some(self.account_of(account));
        let from = self.who(payer);
        self.pay(&from, &asset, amount, Cw20HookMsg::Repay(Repay { account }))
    }

    /// Lent supply out of the account into the wallet.
    #[track_caller]
    pub fn withdraw(&mut self, name: &str, coins: &str) -> Outcome {
        let (asset, amount) = self.coins(coins);
        self.withdraw_as(name, asset, Some(amount), SupplyMode::Lend)
    }

    /// All lent supply of one asset.
    #[track_caller]
    pub fn withdraw_all(&mut self, name: &str, ticker: &str) -> Outcome {
        let asset = self.asset(ticker).id.clone();
        self.withdraw_as(name, asset, None, SupplyMode::Lend)
    }

    /// Protected supply out of the account into the wallet.
    #[track_caller]
    pub fn withdraw_protected(&mut self, name: &str, coins: &str) -> Outcome {
        let (asset, amount) = self.coins(coins);
        self.withdraw_as(name, asset, Some(amount), SupplyMode::Protect)
    }

    #[track_caller]
    fn withdraw_as(
        &mut self,
        name: &str,
        asset: AssetId,
        amount: Option<Amount>,
        mode: SupplyMode,
    ) -> Outcome {
        let msg = ExecuteMsg::Withdraw {
            account_id: self.account_of(name).id,
            asset,
            amount,
            mode,
            recipient: None,
        };
        let sender = self.who(owner_of(name));
        self.call(&sender, &msg)
    }

    /// Moves own supply to lent or to protected.
    #[track_caller]
    pub fn shift(&mut self, name: &str, coins: &str, to: SupplyMode) -> Outcome {
        let (asset, amount) = self.coins(coins);
        let msg = ExecuteMsg::Shift {
            account_id: self.account_of(name).id,
            asset,
            amount: Some(amount),
            to,
        };
        let sender = self.who(owner_of(name));
        self.call(&sender, &msg)
    }

    /// `payer` sends `coins` to repay debt of `account` and takes `collateral` out of the contract.
    #[track_caller]
    pub fn liquidate(
        &mut self,
        payer: &str,
        account: &str,
        coins: &str,
        collateral: &str,
    ) -> Outcome {
        let (asset, amount) = self.coins(coins);
        let msg = Cw20HookMsg::Liquidate(Liquidate {
            account: self.account_of(account),
            collateral: self.asset(collateral).id.clone(),
            min_received: None,
            receive: Receive::Asset,
            receive_account: 0,
        });
        let from = self.who(payer);
        self.pay(&from, &asset, amount, msg)
    }

    #[track_caller]
    pub fn write_off(&mut self, sender: &str, account: &str) -> Outcome {
        let account = self.account_of(account);
        let sender = self.who(sender);
        self.call(&sender, &ExecuteMsg::WriteOff { account })
    }
}

/// Who owns `anna/2`.
fn owner_of(name: &str) -> &str {
    name.split_once('/').map_or(name, |(owner, _)| owner)
}
