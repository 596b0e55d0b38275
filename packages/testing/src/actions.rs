//! What named people do, in human amounts: `"1.5 BTC"`.

use crate::chain::Suite;
use crate::error::Outcome;
use ballast_interface::lending::SupplyMode;

impl Suite {
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
        self.fund(name, coins);
        self.deposit(name, coins)
    }

    /// Funds a wallet and deposits all of it, never to be lent out.
    #[track_caller]
    pub fn protect(&mut self, name: &str, coins: &str) -> Outcome {
        self.fund(name, coins);
        self.deposit_protected(name, coins)
    }

    #[track_caller]
    pub fn deposit(&mut self, name: &str, coins: &str) -> Outcome {
        self.tell(name, self.msg().deposit(name, coins, SupplyMode::Lend))
    }

    #[track_caller]
    pub fn deposit_protected(&mut self, name: &str, coins: &str) -> Outcome {
        self.tell(name, self.msg().deposit(name, coins, SupplyMode::Protect))
    }

    /// Deposits what `payer` has for the account of somebody else.
    #[track_caller]
    pub fn deposit_for(&mut self, payer: &str, account: &str, coins: &str) -> Outcome {
        let message = self.msg().deposit_for(account, coins, SupplyMode::Lend);
        self.tell(payer, message)
    }

    #[track_caller]
    pub fn borrow(&mut self, name: &str, coins: &str) -> Outcome {
        self.tell(name, self.msg().borrow(name, coins))
    }

    #[track_caller]
    pub fn repay(&mut self, name: &str, coins: &str) -> Outcome {
        self.tell(name, self.msg().repay(name, coins))
    }

    #[track_caller]
    pub fn repay_for(&mut self, payer: &str, account: &str, coins: &str) -> Outcome {
        self.tell(payer, self.msg().repay_for(account, coins))
    }

    /// Lent supply out of the account into the wallet.
    #[track_caller]
    pub fn withdraw(&mut self, name: &str, coins: &str) -> Outcome {
        self.tell(name, self.msg().withdraw(name, coins, SupplyMode::Lend))
    }

    /// Protected supply out of the account into the wallet.
    #[track_caller]
    pub fn withdraw_protected(&mut self, name: &str, coins: &str) -> Outcome {
        self.tell(name, self.msg().withdraw(name, coins, SupplyMode::Protect))
    }

    /// Moves own supply to lent or to protected.
    #[track_caller]
    pub fn shift(&mut self, name: &str, coins: &str, to: SupplyMode) -> Outcome {
        self.tell(name, self.msg().shift(name, coins, to))
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
        self.tell(payer, self.msg().liquidate(account, coins, collateral))
    }

    #[track_caller]
    pub fn write_off(&mut self, sender: &str, account: &str) -> Outcome {
        self.tell(sender, self.msg().write_off(account))
    }
}
