//! Random Books through the program and the exact model. `scripts/conformance` runs as many as one likes.

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
