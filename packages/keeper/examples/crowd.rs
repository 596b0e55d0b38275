//! How long the keeper takes to judge a crowd, and how much memory it needs:
//! `cargo run -p ballast-keeper --example crowd -- 100000`.
//!
//! Accounts of eight positions, six held and two owed, half of them near their limit, on as many threads as there are cores.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)] // an example may stop at the first surprise

use ballast_interface::AccountId;
use ballast_keeper::{Judge, Memory, PricesCopy, RecordsCopy};
use ballast_ledger::records::{account, keys, AccountKey};
use ballast_ledger::{LoadedMarket, Records, Stored};
use ballast_risk::{Account, Amount, AssetIndex, SupplyMode};
use ballast_testing::{pair, Checks, Suite};
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::Addr;
use std::time::Instant;

/// Held, and what some 1,000 USD of it are in base units; the last two are owed.
const HELD: [(&str, u128); 6] = [
    ("BTC", 2_500_000),
    ("ETH", 400_000_000_000_000_000),
    ("stETH", 400_000_000_000_000_000),
    ("ATOM", 50_000_000),
    ("INK", 100_000_000),
    ("DUST", 100_000_000),
];
const OWED: [(&str, u128); 2] = [("USDC", 1_000_000_000), ("SOL", 25_000_000_000)];

fn main() {
    let asked = std::env::args().nth(1);
    let count: u64 = asked.map_or(100_000, |text| text.parse().unwrap());
    let threads = std::thread::available_parallelism().unwrap();
    let mut suite = Suite::builder().checks(Checks::OnRequest).build().unwrap();
    for ticker in ["INK", "DUST"] {
        suite.add(pair::coin(ticker));
        suite.open(ticker);
    }
    let before = resident_kb();
    let mut memory = Memory::new(threads);
    let mut maker = Maker::new(&suite);
    for number in 0..count {
        let record = maker.record(number);
        let owner = format!("wasm1{number:038}");
        let id = AccountId::main(owner);
        memory.accounts.put(&id, Some(&record)).unwrap();
    }
    let held = resident_kb().saturating_sub(before);
    println!("{count} accounts of 8 positions, {threads} threads: {held} kB");
    for (ticker, price) in [
        ("BTC", "40000"),
        ("BTC", "39000"),
        ("USDC", "1.001"),
        ("ATOM", "15"),
    ] {
        suite.price(ticker, price);
        let judge = judge(&suite);
        let begun = Instant::now();
        let judged = memory.judge(judge);
        let open = judged.liquidatable.len();
        let (took, all) = (begun.elapsed().as_millis(), judged.judged);
        println!("{ticker} at {price}: {all} judged in {took} ms, {open} may be liquidated");
    }
}

fn judge(suite: &Suite) -> Judge {
    let mut prices = PricesCopy::default();
    for (asset, quote) in suite.assets().iter().zip(suite.quotes().unwrap()) {
        prices.put(asset.id.clone(), quote);
    }
    Judge::new(&copy(suite), &prices, suite.now()).unwrap()
}

fn copy(suite: &Suite) -> RecordsCopy {
    let mut records = RecordsCopy::default();
    for (key, value) in suite.dump() {
        records.put(key, Some(value));
    }
    records
}

/// Makes records of accounts.
struct Maker {
    markets: Vec<LoadedMarket>,
    storage: MockStorage,
    seed: u64,
}

impl Maker {
    fn new(suite: &Suite) -> Self {
        let records = copy(suite);
        let listed = records.assets().unwrap().len();
        let now = suite.now();
        let market = |index| LoadedMarket::load(&records, index, now).unwrap();
        let mut markets: Vec<_> = AssetIndex::all().take(listed).map(market).collect();
        for market in &mut markets {
            // enough cash for everybody's debts
            let market = &mut market.market;
            market.deposit(Amount::new(1 << 110)).unwrap();
        }
        Self {
            markets,
            storage: MockStorage::new(),
            seed: 1,
        }
    }

    /// A linear congruential generator: the same crowd each time.
    fn next(&mut self, below: u64) -> u128 {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u128::from((self.seed >> 33) % below)
    }

    fn record(&mut self, number: u64) -> Vec<u8> {
        let mut account = Account::default();
        for (ticker, unit) in HELD {
            let amount = Amount::new(unit * (50 + self.next(100)) / 100 + self.next(1_000));
            let market = self.market(ticker);
            let (asset, market) = (market.index, &mut market.market);
            account
                .supply(asset, market, amount, SupplyMode::Lend)
                .unwrap();
        }
        // of 6,000 USD some 4,200 may be owed
        let most = if number.is_multiple_of(2) {
            2_150
        } else {
            1_200
        };
        for (ticker, unit) in OWED {
            let amount = Amount::new(unit * (most - self.next(400)) / 1_000 + self.next(1_000));
            let market = self.market(ticker);
            let (asset, market) = (market.index, &mut market.market);
            account.borrow(asset, market, amount).unwrap();
        }
        let key = AccountKey::main(&Addr::unchecked("somebody"));
        account::save(&mut self.storage, &key, &account).unwrap();
        let stored = Stored(&self.storage);
        stored.read(&keys::account(&key)).unwrap().unwrap()
    }

    fn market(&mut self, ticker: &str) -> &mut LoadedMarket {
        let denom = format!("u{}", ticker.to_lowercase());
        let listed = ["BTC", "ETH", "stETH", "ATOM", "SOL", "USDC", "INK", "DUST"];
        let place = listed.iter().position(|known| *known == ticker).unwrap();
        let market = &mut self.markets[place];
        assert!(
            market.name() == denom || !market.name().starts_with('u'),
            "{denom}"
        );
        market
    }
}

/// Resident memory, from the kernel.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|text| text.parse().ok()).unwrap_or(0)
}
