//! Random Books through the program and the exact model. `scripts/conformance` runs as many as one likes.

use ballast_tests::generate::Random;
use ballast_tests::{check, generate, program};

const BOOKS: u64 = 20_000;

fn disagreements(seeds: impl Iterator<Item = u64>) -> Vec<String> {
    let judge = |seed| {
        let book = generate::book(seed);
        let line = serde_json::to_string(&book).unwrap();
        let findings = check::compare(&book, &program::answer(&line));
        (!findings.is_empty()).then(|| format!("book {seed}: {}", findings.join("; ")))
    };
    seeds.filter_map(judge).collect()
}

#[test]
fn p_15_twenty_thousand_books_agree_with_the_exact_model() {
    let other = std::thread::spawn(|| disagreements((0..BOOKS).step_by(2)));
    let mut found = disagreements((1..BOOKS).step_by(2));
    found.extend(other.join().unwrap());
    assert!(
        found.is_empty(),
        "{} of {BOOKS}:\n{}",
        found.len(),
        found[..found.len().min(10)].join("\n")
    );
}

#[test]
fn p_24_slices_of_a_liquidation_are_never_paid_more() {
    let (mut sliced, mut found) = (0, Vec::new());
    for seed in 0..BOOKS {
        let book = generate::book(seed);
        let Some(split) = check::Split::of(&book, &mut Random::new(!seed)) else {
            continue;
        };
        sliced += u64::from(split.parts.len() > 1);
        let findings = check::check_split(&book, &split);
        if !findings.is_empty() {
            found.push(format!("book {seed}: {}", findings.join("; ")));
        }
    }
    assert!(sliced > BOOKS / 10, "{sliced} liquidations in slices");
    assert!(
        found.is_empty(),
        "P-24: {} of {BOOKS}:\n{}",
        found.len(),
        found[..found.len().min(10)].join("\n")
    );
}
