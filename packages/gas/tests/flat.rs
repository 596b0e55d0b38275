//! What an operation costs does not depend on how many others use the market.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::story::basket_among;

#[test]
fn alice_pays_the_same_beside_one_other_as_beside_three_hundred() {
    let (beside, among) = (basket_among(1).figures.0, basket_among(300).figures.0);
    // deposit, borrow, repay, withdraw, liquidate
    assert_eq!((beside.len(), among.len()), (5, 5));
    for (operation, one) in &beside {
        let many = &among[operation];
        assert_eq!(many.reads, one.reads, "{operation}: reads");
        assert_eq!(many.writes, one.writes, "{operation}: writes");
        within_a_percent(operation, one.bytes_read, many.bytes_read);
        within_a_percent(operation, one.bytes_written, many.bytes_written);
        within_a_percent(operation, one.vm_gas, many.vm_gas);
    }
}

#[track_caller]
fn within_a_percent(operation: &str, one: u64, many: u64) {
    let near = one.abs_diff(many) * 100 <= one;
    assert!(
        near,
        "{operation}: {one} beside one other, {many} among three hundred"
    );
}
