//! Random Books on which the program once disagreed with the exact model.

use ballast_tests::exact::format::BookLine;
use ballast_tests::{check, program};

#[test]
fn p_16_p_18_p_22_books_that_were_once_wrong_are_right() {
    // 1: a repayment whose target lies where C − D and N are both nothing; 2 and 3: so little is missing that a repayment
    // which seizes nothing would do; 4: a health factor of millions beside a huge holding that counts next to nothing; 5: a
    // limit in the middle of a ramp, where hardly more than the group's stress is left
    for line in include_str!("once_wrong.jsonl").lines() {
        let book: BookLine = serde_json::from_str(line).unwrap();
        let findings = check::compare(&book, &program::answer(line));
        assert!(
            findings.is_empty(),
            "P-16, P-18, P-22: book {:?}: {}",
            book.id,
            findings.join("; ")
        );
    }
}
