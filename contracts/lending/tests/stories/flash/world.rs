use super::super::world::{market, with_interest};
use ballast_interface::lending::FlashFeeChange;
use ballast_testing::{pair, Addr, Step, Suite};

/// Somebody's contract, which has 1 USDC, 1 ATOM and 1 GOLD.
pub struct World {
    pub suite: Suite,
    pub robin: Addr,
}

/// Bob lends 900 USDC, the owner one of each. Flash loans cost 0.1 % of USDC and of GOLD, a token, and nothing of ATOM;
/// there are none of INK.
pub fn world() -> World {
    equipped(market(), |suite| {
        suite.deposit("bob", "900 USDC").unwrap();
    })
}

/// Alice has lent 100 ATOM besides and owes 500 USDC, at interest.
pub fn world_with_debt() -> World {
    equipped(with_interest(), |_| ())
}

fn equipped(mut suite: Suite, begin: impl FnOnce(&mut Suite)) -> World {
    begin(&mut suite);
    suite.add(pair::token("GOLD"));
    for ticker in ["GOLD", "INK"] {
        suite.open(ticker);
    }
    suite.deposit("lena", "500 GOLD").unwrap();
    for (ticker, fee) in [("USDC", "0.001"), ("GOLD", "0.001"), ("ATOM", "0")] {
        set_fee(
            &mut suite,
            ticker,
            FlashFeeChange::Set(fee.parse().unwrap()),
        );
    }
    let robin = suite.receiver();
    for coins in ["1 USDC", "1 ATOM", "1 GOLD"] {
        suite.fund_contract(&robin, coins);
    }
    World { suite, robin }
}

pub fn set_fee(suite: &mut Suite, ticker: &str, change: FlashFeeChange) {
    suite.govern(
        suite
            .msg()
            .update(ticker, |update| update.flash_fee = Some(change)),
    );
}

impl World {
    /// What comes back, as steps: each must be taken.
    pub fn returning(&self, coins: &[&str]) -> Vec<Step> {
        let msg = self.suite.msg();
        let back = coins.iter().map(|coins| msg.return_flash(&[coins]));
        back.map(|message| self.suite.must(message)).collect()
    }

    /// Base units in the wallet of the contract.
    pub fn has(&self, ticker: &str) -> u128 {
        let found = self.suite.balance(&self.robin, &self.suite.id(ticker));
        found.unwrap().raw()
    }

    /// Everything that lending has stored, and what it has of each asset.
    pub fn lending(&self) -> (Vec<cosmwasm_std::Record>, Vec<u128>) {
        let suite = &self.suite;
        let assets = suite.assets().iter().filter(|asset| asset.ticker != "NEW");
        let has = assets.map(|asset| suite.balance(&suite.lending().0, &asset.id).unwrap().raw());
        (suite.dump(), has.collect())
    }
}
