//! `conformance N [SEED]`: N random Books through the program and the exact model, on two threads.

#![allow(clippy::expect_used, clippy::arithmetic_side_effects)] // development only

use ballast_tests::generate::Random;
use ballast_tests::{check, generate, program};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

const THREADS: u64 = 2;
/// A line of progress every so many Books.
const STEP: u64 = 10_000;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = |or: u64| arguments.next().map_or(Some(or), |text| text.parse().ok());
    let (Some(books), Some(seed)) = (number(20_000), number(0)) else {
        eprintln!("usage: conformance N [SEED]");
        return ExitCode::from(2);
    };
    let (next, wrong) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| work(books, seed, &next, &wrong));
        }
    });
    let wrong = wrong.into_inner();
    println!("{books} books, {wrong} disagreements");
    if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn work(books: u64, seed: u64, next: &AtomicU64, wrong: &AtomicU64) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if index >= books {
            return;
        }
        if index > 0 && index.is_multiple_of(STEP) {
            eprintln!(
                "{index} books, {} disagreements so far",
                wrong.load(Ordering::Relaxed)
            );
        }
        let book = generate::book(seed.wrapping_add(index));
        let line = serde_json::to_string(&book).expect("a Book is JSON");
        let mut findings = check::compare(&book, &program::answer(&line));
        if let Some(split) = check::Split::of(&book, &mut Random::new(!index)) {
            findings.extend(check::check_split(&book, &split));
        }
        if !findings.is_empty() {
            wrong.fetch_add(1, Ordering::Relaxed);
            println!("{}\n{line}", findings.join("\n"));
        }
    }
}
