//! Gas goes to the beat of the nearest caller that is one.

use ballast_gas::beat::Beat;

/// The beat of the last function, each called by the one before.
fn beat(stack: &[&str]) -> Beat {
    let within = |beat: Beat, function: &&str| beat.within(function);
    stack.iter().fold(Beat::Decide, within)
}

const BORROW: &str = "ballast_lending::execute::borrow::borrow";
const LISTED: &str = "ballast_lending::book::Listed::load";

#[test]
fn what_no_beat_claims_is_decision() {
    assert_eq!(beat(&[BORROW]), Beat::Decide);
    let transition = "ballast_lending::transition::borrow";
    let division = "ballast_risk::units::mul_div_rem";
    assert_eq!(beat(&[BORROW, transition, division]), Beat::Decide);
}

#[test]
fn arithmetic_belongs_to_whoever_needs_it() {
    let division = "ballast_risk::units::mul_div_rem";
    assert_eq!(beat(&[BORROW, LISTED, division]), Beat::Accrue);
    let healthy = "ballast_lending::execute::healthy";
    assert_eq!(beat(&[BORROW, healthy, division]), Beat::Health);
}

#[test]
fn a_record_is_read_within_accrual_and_its_key_is_part_of_that() {
    let record = "ballast_lending::state::asset::load";
    let key = "ballast_lending::state::keys::part";
    assert_eq!(beat(&[BORROW, LISTED, record, key]), Beat::Load);
    assert_eq!(
        beat(&["ballast_lending::book::State::save", key]),
        Beat::Save
    );
}

#[test]
fn json_is_the_message_the_answer_or_the_price() {
    let (reads, writes) = (
        "cosmwasm_std::serde::from_json",
        "cosmwasm_std::serde::to_json_vec",
    );
    assert_eq!((beat(&[reads]), beat(&[writes])), (Beat::Take, Beat::Say));
    let prices = "ballast_interface::handle::OracleContract::prices";
    assert_eq!(beat(&[BORROW, prices, writes]), Beat::Oracle);
}
