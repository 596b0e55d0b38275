use ballast_interface::lending::LiquidationQuoteResponse;
use ballast_interface::liquidator::{Call, ExecuteMsg, Run};
use ballast_testing::{Addr, Listing, Outcome, Suite};

/// Botty has nothing but this contract.
pub struct World {
    pub suite: Suite,
    pub liquidator: Addr,
    pub exchange: Addr,
}

/// Lena lends 100,000 USDC and 2,000 SOL, flash loans of which cost 0.05 %. Anna owes 10,000 USDC against 1,000 ATOM, which
/// fell from 20 to 16: 16,000 · 0.6 do not carry that. The exchange pays 16 USDC for an ATOM and 40 for a SOL.
pub fn world() -> World {
    let mut suite = stage();
    suite.supply("anna", "1000 ATOM").unwrap();
    suite.borrow("anna", "10000 USDC").unwrap();
    suite.price("ATOM", "16");
    equipped(suite)
}

/// The same before Anna comes.
pub fn stage() -> Suite {
    let fee = |listing: &mut Listing| listing.flash_fee = Some("0.0005".parse().unwrap());
    let builder = Suite::builder().with("USDC", fee).with("SOL", fee);
    let mut suite = builder.build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("lena", "2000 SOL").unwrap();
    suite
}

pub fn equipped(mut suite: Suite) -> World {
    let exchange = suite.exchange(&["USDC", "SOL"]);
    suite.rate(&exchange, ["ATOM", "USDC"], "16");
    suite.rate(&exchange, ["SOL", "USDC"], "0.04");
    suite.rate(&exchange, ["USDC", "SOL"], "25");
    let liquidator = suite.liquidator("botty");
    World {
        suite,
        liquidator,
        exchange,
    }
}

impl World {
    #[track_caller]
    pub fn run(&mut self, run: Run) -> Outcome {
        let to = self.liquidator.clone();
        self.suite
            .tell_liquidator("botty", &to, &ExecuteMsg::Run(run))
    }

    /// Anna's best liquidation and the swap of all that it brings.
    #[track_caller]
    pub fn rescue(&self) -> (LiquidationQuoteResponse, Vec<Call>) {
        let quote = self.suite.quote_of("anna");
        let repay = usdc(quote.repay.raw());
        let liquidate = self.suite.msg().liquidate("anna", &repay, "ATOM");
        let calls = vec![
            self.suite.calling(liquidate),
            self.suite.swap(&self.exchange, "all ATOM", "USDC"),
        ];
        (quote, calls)
    }

    /// What is left after the swap, the loan and its fee of 0.05 %.
    pub fn won(quote: &LiquidationQuoteResponse) -> u128 {
        let repay = quote.repay.raw();
        quote.receive.raw() * 16 - repay - (repay * 5).div_ceil(10_000)
    }

    /// The contract holds nothing.
    #[track_caller]
    pub fn assert_holds_nothing(&self) {
        for asset in self.suite.assets() {
            let held = self.suite.balance(&self.liquidator, &asset.id).unwrap();
            assert!(held.is_zero(), "{} is left", asset.show(held));
        }
    }
}

pub fn usdc(base: u128) -> String {
    format!("{base} uusdc")
}
