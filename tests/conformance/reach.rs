//! P-29 over random and hedged accounts. `scripts/reach` runs as many as one likes.

use ballast_tests::check::Reach;
use ballast_tests::exact::format::BookLine;
use ballast_tests::generate;

/// Of each kind.
const BOOKS: u64 = 10_000;

fn unhealthy(books: impl Iterator<Item = BookLine>) -> (usize, Vec<String>) {
    let (mut unhealthy, mut found) = (0, Vec::new());
    for book in books {
        let Some(reach) = Reach::of(&book) else {
            continue;
        };
        unhealthy += 1;
        if !reach.findings.is_empty() {
            found.push(format!("book {}: {}", book.id, reach.findings.join("; ")));
        }
    }
    (unhealthy, found)
}

#[test]
fn p_29_nothing_unhealthy_is_out_of_reach() {
    let random = std::thread::spawn(|| unhealthy((0..BOOKS).map(generate::book)));
    let hedged = unhealthy((0..BOOKS).filter_map(generate::hedged::book));
    for (kind, (unhealthy, found)) in [("random", random.join().unwrap()), ("hedged", hedged)] {
        assert!(unhealthy > 500, "P-29: {unhealthy} {kind} accounts");
        let first = found
            .iter()
            .take(10)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n");
        assert!(found.is_empty(), "P-29: {} {kind}:\n{first}", found.len());
    }
}
