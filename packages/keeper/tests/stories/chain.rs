//! A chain in memory with a line of transactions, blocks, and the faults of a real one.

use super::world::{FixedRoutes, World};
use ballast_chain::{Account, ChainError, Event, Head, TxResult};
use ballast_daemon::parse_settings;
use ballast_keeper::{Keeper, KeeperError, Link, Message, Mirror, Orders, Settings, Signed};
use ballast_testing::{Addr, AppResponse, Outcome, Suite};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::rc::Rc;

/// What goes wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    Nothing,
    /// The node does not answer.
    Away,
    /// It takes a transaction and says nothing of it.
    Silent,
    /// Blocks take no transactions.
    Stuck,
    /// The records are those of an older version.
    OtherLayout,
    /// Transactions with a limit up to this run out of gas.
    Gas(u64),
}

#[derive(Clone, Debug)]
pub struct Tx {
    hash: String,
    pub sequence: u64,
    pub gas: u64,
    last_height: u64,
    pub message: Message,
}

impl Signed for Tx {
    fn hash(&self) -> &str {
        &self.hash
    }

    fn last_height(&self) -> u64 {
        self.last_height
    }
}

pub struct Chain {
    pub suite: Suite,
    height: u64,
    sequence: u64,
    /// Base units of the fee coin in the wallet.
    pub purse: u128,
    pub line: Vec<Tx>,
    /// Everything that was ever broadcast.
    pub sent: Vec<Tx>,
    results: BTreeMap<String, Result<TxResult, ChainError>>,
    events: BTreeMap<u64, Vec<Event>>,
    pub fault: Fault,
}

/// Botty's wallet on it.
#[derive(Clone)]
pub struct Wallet {
    pub chain: Rc<RefCell<Chain>>,
    own: String,
}

pub type Bot = Keeper<Wallet, FixedRoutes>;

/// Botty's keeper at work in this world.
pub struct Work {
    pub wallet: Wallet,
    pub routes: FixedRoutes,
    pub settings: Settings,
}

pub fn work(world: World) -> Work {
    let routes = world.routes();
    let settings = format!(
        "node = 'http://127.0.0.1:26657'\nchain_id = 'test'\naddress_prefix = 'cosmwasm'\nlending = '{}'\n\
         key = {{ env = 'KEY' }}\ngas_price = '0.025ustake'\nfee_coin = {{ decimals = 6, price = '1' }}\n\
         means = 'flash_loan'\nliquidator = '{}'\nminimum_profit = '1'\n",
        world.suite.lending().0,
        world.liquidator
    );
    let own = world.suite.who("botty").to_string();
    let chain = Chain {
        suite: world.suite,
        height: 100,
        sequence: 7,
        purse: 1_000_000_000,
        line: Vec::new(),
        sent: Vec::new(),
        results: BTreeMap::new(),
        events: BTreeMap::new(),
        fault: Fault::Nothing,
    };
    Work {
        wallet: Wallet {
            chain: Rc::new(RefCell::new(chain)),
            own,
        },
        routes,
        settings: parse_settings("keeper.toml", &settings).unwrap(),
    }
}

impl Work {
    pub fn start(&self) -> Result<Bot, KeeperError> {
        futures::executor::block_on(async {
            let orders = Orders::of(&self.settings);
            let one = NonZeroUsize::MIN;
            let mirror = Mirror::load(&self.wallet, &self.settings.lending, one).await?;
            orders.check(&self.wallet).await?;
            let routes = self.routes.clone();
            Keeper::new(self.wallet.clone(), routes, orders, mirror).await
        })
    }

    /// Somebody does something; a block has it.
    #[track_caller]
    pub fn does(&self, what: impl FnOnce(&mut Suite) -> Outcome) {
        let mut chain = self.wallet.chain.borrow_mut();
        let done = what(&mut chain.suite).unwrap();
        let events = events_of(&done);
        let next = chain.height + 1;
        chain.events.entry(next).or_default().extend(events);
        chain.mine();
    }

    pub fn price(&self, ticker: &str, price: &str) {
        let mut chain = self.wallet.chain.borrow_mut();
        chain.suite.price(ticker, price);
        chain.mine();
    }

    pub fn mine(&self) {
        self.wallet.chain.borrow_mut().mine();
    }

    pub fn fault(&self, fault: Fault) {
        self.wallet.chain.borrow_mut().fault = fault;
    }

    /// How many transactions were broadcast, each counted once.
    pub fn sent(&self) -> usize {
        self.wallet.chain.borrow().sent.len()
    }

    pub fn step(&self, bot: &mut Bot) -> Result<(), KeeperError> {
        futures::executor::block_on(async {
            let head = self.wallet.head().await?;
            bot.step(head).await
        })
    }
}

impl Chain {
    fn mine(&mut self) {
        self.height += 1;
        self.suite.pass(5);
        if self.fault == Fault::Stuck {
            return;
        }
        for tx in std::mem::take(&mut self.line) {
            self.sequence += 1;
            let result = match self.fault {
                Fault::Gas(most) if tx.gas <= most => Err(ChainError::OutOfGas {
                    text: "out of gas".into(),
                }),
                _ => self.execute(&tx),
            };
            self.results.insert(tx.hash.clone(), result);
        }
    }

    fn execute(&mut self, tx: &Tx) -> Result<TxResult, ChainError> {
        let done = run(&mut self.suite, &tx.message);
        let done = done.map_err(|error| ChainError::Contract {
            text: format!("{error}"),
        })?;
        let events = events_of(&done);
        let here = self.events.entry(self.height).or_default();
        here.extend(events.clone());
        Ok(TxResult {
            hash: tx.hash.clone(),
            height: self.height,
            gas_used: 1_000_000,
            events,
        })
    }

    fn answers(&self) -> Result<(), ChainError> {
        if self.fault != Fault::Away {
            return Ok(());
        }
        Err(away())
    }

    fn check(&self, sequence: u64) -> Result<(), ChainError> {
        let waiting = u64::try_from(self.line.len()).unwrap();
        if sequence == self.sequence + waiting {
            return Ok(());
        }
        Err(ChainError::Sequence {
            text: "account sequence mismatch".into(),
        })
    }
}

pub fn away() -> ChainError {
    ChainError::Unreachable {
        url: "http://127.0.0.1:26657".into(),
        reason: "no answer within 15 s".into(),
    }
}

fn run(suite: &mut Suite, message: &Message) -> Outcome {
    let msg: Value = serde_json::from_slice(&message.msg).unwrap();
    let (from, to) = (suite.who("botty"), Addr::unchecked(&message.contract));
    suite.send(&from, &to, &msg, message.funds.clone())
}

fn events_of(done: &AppResponse) -> Vec<Event> {
    let events = done.events.iter().map(|event| Event {
        kind: event.ty.clone(),
        attributes: event
            .attributes
            .iter()
            .map(|attribute| (attribute.key.clone(), attribute.value.clone()))
            .collect(),
    });
    events.collect()
}

impl Link for Wallet {
    type Tx = Tx;

    fn own(&self) -> &str {
        &self.own
    }

    async fn head(&self) -> Result<Head, ChainError> {
        let chain = self.chain.borrow();
        chain.answers()?;
        Ok(Head {
            height: chain.height,
            time: chain.suite.now(),
        })
    }

    async fn events(&self, height: u64) -> Result<Vec<Event>, ChainError> {
        let chain = self.chain.borrow();
        chain.answers()?;
        Ok(chain.events.get(&height).cloned().unwrap_or_default())
    }

    async fn raw(&self, contract: &str, key: Vec<u8>) -> Result<Option<Vec<u8>>, ChainError> {
        let chain = self.chain.borrow();
        chain.answers()?;
        if chain.fault == Fault::OtherLayout && key == b"layout" {
            return Ok(Some(vec![1]));
        }
        let found = chain.suite.raw(&Addr::unchecked(contract), &key);
        Ok(found.unwrap())
    }

    async fn smart<A: DeserializeOwned>(
        &self,
        contract: &str,
        msg: &Value,
    ) -> Result<A, ChainError> {
        let chain = self.chain.borrow();
        chain.answers()?;
        let answer = chain
            .suite
            .ask_text(&Addr::unchecked(contract), &msg.to_string());
        let answer = answer.map_err(|error| ChainError::Contract {
            text: error.to_string(),
        })?;
        Ok(serde_json::from_value(answer).unwrap())
    }

    async fn account(&self) -> Result<Account, ChainError> {
        let chain = self.chain.borrow();
        chain.answers()?;
        Ok(Account {
            number: 1,
            sequence: chain.sequence,
        })
    }

    async fn balance(&self, _: &str) -> Result<u128, ChainError> {
        Ok(self.chain.borrow().purse)
    }

    async fn simulate(&self, account: Account, message: &Message) -> Result<u64, ChainError> {
        let mut chain = self.chain.borrow_mut();
        chain.answers()?;
        chain.check(account.sequence)?;
        let done = chain.suite.trial(|suite| run(suite, message));
        done.map(|_| 1_000_000)
            .map_err(|error| ChainError::Contract {
                text: format!("{error}"),
            })
    }

    async fn sign(&self, account: Account, message: &Message, gas: u64) -> Result<Tx, ChainError> {
        let sequence = account.sequence;
        let last_height = self.chain.borrow().height + 60;
        let hash = format!("{sequence}-{gas}-{}", message.msg.len());
        Ok(Tx {
            hash,
            sequence,
            gas,
            last_height,
            message: message.clone(),
        })
    }

    async fn broadcast(&self, tx: &Tx) -> Result<(), ChainError> {
        let mut chain = self.chain.borrow_mut();
        chain.answers()?;
        if chain.line.iter().any(|waiting| waiting.hash == tx.hash) {
            return Ok(());
        }
        chain.check(tx.sequence)?;
        chain.line.push(tx.clone());
        chain.sent.push(tx.clone());
        match chain.fault {
            Fault::Silent => Err(away()),
            _ => Ok(()),
        }
    }

    async fn found(&self, hash: &str) -> Result<Option<TxResult>, ChainError> {
        let chain = self.chain.borrow();
        chain.answers()?;
        chain.results.get(hash).cloned().transpose()
    }
}
