use ballast_interface::lending::{PackedAccountsPage, QueryMsg};
use ballast_interface::liquidator::{Call, Offer};
use ballast_interface::{AccountId, AssetId};
use ballast_keeper::{
    Decision, Desk, GasGuess, GasPrice, Judge, Judged, Kind, Means, Memory, NoRoute, Plan, Prefer,
    PricesCopy, RecordsCopy, Route, Routes, Rules, Skip, Wanted, WriteOffs,
};
use ballast_risk::{Account, Amount, Value};
use ballast_testing::{Addr, Checks, Listing, Suite};
use cosmwasm_std::{to_json_binary, Decimal, Uint128};
use serde_json::json;
use std::num::NonZeroUsize;

/// A market with a bot that has nothing but its liquidator, and an exchange that pays 16 USDC for an ATOM.
pub struct World {
    pub suite: Suite,
    pub liquidator: Addr,
    pub exchange: Addr,
    pub memory: Memory,
}

/// Lena lends 100,000 USDC and 2,000 SOL, flash loans of which cost 0.05 %.
pub fn world() -> World {
    let fee = |listing: &mut Listing| listing.flash_fee = Some("0.0005".parse().unwrap());
    let builder = Suite::builder().checks(Checks::OnRequest);
    let mut suite = builder.with("USDC", fee).with("SOL", fee).build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("lena", "2000 SOL").unwrap();
    let exchange = suite.exchange(&["USDC", "SOL"]);
    suite.rate(&exchange, ["ATOM", "USDC"], "16");
    suite.rate(&exchange, ["SOL", "USDC"], "0.04");
    suite.rate(&exchange, ["ATOM", "SOL"], "400");
    let liquidator = suite.liquidator("botty");
    World {
        suite,
        liquidator,
        exchange,
        memory: Memory::new(NonZeroUsize::MIN),
    }
}

/// `name` owes 10,000 USDC against 1,000 ATOM, which fell from 20 to 16: 16,000 · 0.6 do not carry that.
pub fn fallen(names: &[&str]) -> World {
    let mut world = world();
    for name in names {
        world.suite.supply(name, "1000 ATOM").unwrap();
        world.suite.borrow(name, "10000 USDC").unwrap();
    }
    world.suite.price("ATOM", "16");
    world
}

impl World {
    pub fn judge(&self) -> Judge {
        let mut records = RecordsCopy::default();
        for (key, value) in self.suite.dump() {
            records.put(key, Some(value));
        }
        let mut prices = PricesCopy::default();
        let quotes = self.suite.quotes().unwrap();
        for (asset, quote) in self.suite.assets().iter().zip(quotes) {
            prices.put(asset.id.clone(), quote);
        }
        Judge::new(&records, &prices, self.suite.now()).unwrap()
    }

    pub fn packed(&self) -> PackedAccountsPage {
        let page = QueryMsg::PackedAccounts {
            start_after: None,
            limit: Some(1_000),
        };
        self.suite.query(&page).unwrap()
    }

    /// Reads all accounts and judges those that have to be.
    pub fn look(&mut self) -> Judged {
        let packed = self.packed().items;
        let seen = packed.iter().map(|packed| (&packed.account).into());
        self.memory.accounts.keep_only(&seen.collect());
        for packed in packed {
            let known = self.memory.accounts.get(&packed.account);
            let same = known.is_some_and(|slot| slot.is_record(&packed.record));
            if !same {
                let accounts = &mut self.memory.accounts;
                accounts.put(&packed.account, Some(&packed.record)).unwrap();
            }
        }
        let judge = self.judge();
        self.memory.judge(judge)
    }

    /// By flash loan, gas at 0.000001 USD the unit, a USD of profit.
    pub fn rules(&self) -> Rules {
        Rules {
            lending: self.suite.lending().0.to_string(),
            means: Means::FlashLoan {
                liquidator: self.liquidator.to_string(),
            },
            minimum: Value::usd(1),
            most: 10,
            gas: GasPrice {
                per_million: Amount::new(1_000_000),
                price: "1".parse().unwrap(),
                decimals: 6,
            },
            guess: GasGuess {
                start: 500_000,
                each: 500_000,
            },
            refresh: vec![],
            write_offs: WriteOffs::Do,
            prefer: Prefer::Pairs,
        }
    }

    pub fn routes(&self) -> FixedRoutes {
        let pair = |offer: &str, want: &str, rate: &str| FixedRate {
            offer: self.suite.id(offer),
            want: self.suite.id(want),
            rate: rate.parse().unwrap(),
        };
        FixedRoutes {
            exchange: self.exchange.to_string(),
            rates: vec![
                pair("ATOM", "USDC", "16"),
                pair("SOL", "USDC", "0.04"),
                pair("ATOM", "SOL", "400"),
            ],
        }
    }

    /// What would be done about everybody who may be liquidated.
    pub fn decide(&mut self, rules: &Rules) -> Vec<Decision> {
        let routes = self.routes();
        self.decide_with(rules, &routes)
    }

    pub fn decide_with(&mut self, rules: &Rules, routes: &FixedRoutes) -> Vec<Decision> {
        let found = self.look();
        let of = |name| {
            let id = AccountId::from(name);
            let held: Account = self.memory.accounts.get(&id).unwrap().account().unwrap();
            (id, held)
        };
        let accounts: Vec<_> = found.liquidatable.iter().map(of).collect();
        let judge = self.judge();
        let desk = Desk {
            judge: &judge,
            rules,
            routes,
            now: self.suite.now(),
        };
        desk.decide(&accounts)
    }

    /// Botty sends it.
    pub fn send(&mut self, plan: &Plan) {
        let sender = self.suite.who("botty");
        let to = Addr::unchecked(&plan.message.contract);
        let msg: serde_json::Value = serde_json::from_slice(&plan.message.msg).unwrap();
        let funds = plan.message.funds.clone();
        self.suite.send(&sender, &to, &msg, funds).unwrap();
    }

    pub fn asset(&self, ticker: &str) -> AssetId {
        self.suite.id(ticker)
    }
}

/// The one transaction that is decided on.
#[track_caller]
pub fn the_plan(decisions: Vec<Decision>) -> Plan {
    match <[Decision; 1]>::try_from(decisions) {
        Ok([Decision::Send(plan)]) => *plan,
        other => panic!("{other:?}"),
    }
}

/// Why the one account is left alone.
#[track_caller]
pub fn the_reason(decisions: Vec<Decision>) -> Skip {
    match <[Decision; 1]>::try_from(decisions) {
        Ok([Decision::Skip(skipped)]) => skipped.why,
        other => panic!("{other:?}"),
    }
}

pub fn won(plan: &Plan) -> Amount {
    assert_ne!(plan.kind, Kind::WriteOff);
    plan.wins.as_ref().unwrap().1
}

/// An exchange that is believed to pay so much.
#[derive(Clone)]
pub struct FixedRoutes {
    pub exchange: String,
    pub rates: Vec<FixedRate>,
}

#[derive(Clone)]
pub struct FixedRate {
    offer: AssetId,
    want: AssetId,
    /// Base units for one base unit.
    pub rate: Decimal,
}

impl Routes for FixedRoutes {
    fn route(&self, wanted: &Wanted) -> Result<Route, NoRoute> {
        let fits = |rate: &&FixedRate| rate.offer == wanted.offer && rate.want == wanted.want;
        let fixed = self.rates.iter().find(fits);
        let fixed = fixed.ok_or_else(|| NoRoute::of(wanted, "no pool"))?;
        let receive = Uint128::new(wanted.amount.raw()).mul_floor(fixed.rate);
        Ok(Route {
            receive: Amount::new(receive.u128()),
            calls: vec![Call {
                contract: Some(self.exchange.clone()),
                msg: to_json_binary(&json!({"swap": {"want": wanted.want}})).unwrap(),
                offer: vec![Offer {
                    asset: wanted.offer.clone(),
                    amount: Some(wanted.amount),
                }],
            }],
        })
    }
}
