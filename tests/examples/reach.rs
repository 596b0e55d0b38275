//! `reach N [SEED]`: P-29 over N random and as many hedged accounts, on two threads: how many are unhealthy, and how many no pair
//! reaches, or not pro rata.

#![allow(clippy::expect_used, clippy::arithmetic_side_effects)] // development only

use ballast_tests::check::Reach;
use ballast_tests::exact::format::BookLine;
use ballast_tests::generate;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

const THREADS: u64 = 2;

#[derive(Default)]
struct Counts {
    unhealthy: AtomicU64,
    no_pair: AtomicU64,
    not_pro_rata: AtomicU64,
    wrong: AtomicU64,
}

impl Counts {
    fn add(&self, line: &BookLine) {
        let Some(reach) = Reach::of(line) else { return };
        let one =
            |counter: &AtomicU64, by: bool| counter.fetch_add(u64::from(by), Ordering::Relaxed);
        one(&self.unhealthy, true);
        one(&self.no_pair, reach.pair.is_some());
        one(&self.not_pro_rata, reach.pro_rata.is_some());
        one(&self.wrong, !reach.findings.is_empty());
        if !reach.findings.is_empty() {
            let text = serde_json::to_string(line).expect("a Book is JSON");
            println!("{}\n{text}", reach.findings.join("\n"));
        }
    }

    fn say(&self, name: &str) {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        println!(
            "{name}: {} unhealthy, {} without a pair, {} not pro rata, {} out of reach or not better",
            of(&self.unhealthy),
            of(&self.no_pair),
            of(&self.not_pro_rata),
            of(&self.wrong)
        );
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = |or: u64| arguments.next().map_or(Some(or), |text| text.parse().ok());
    let (Some(books), Some(seed)) = (number(10_000), number(0)) else {
        eprintln!("usage: reach N [SEED]");
        return ExitCode::from(2);
    };
    let (next, random, hedged) = (AtomicU64::new(0), Counts::default(), Counts::default());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= books {
                    return;
                }
                let seed = seed.wrapping_add(index);
                random.add(&generate::book(seed));
                if let Some(line) = generate::hedged::book(seed) {
                    hedged.add(&line);
                }
            });
        }
    });
    random.say("random");
    hedged.say("hedged");
    let wrong = random.wrong.into_inner() + hedged.wrong.into_inner();
    println!("{books} books of each kind, {wrong} out of reach");
    if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
