//! Gas goes to the phase of the nearest caller that is one.

use ballast_gas::phase::Phase;

/// The phase of the last function, each called by the one before.
fn phase(stack: &[&str]) -> Phase {
    let within = |phase: Phase, function: &&str| phase.within(function);
    stack.iter().fold(Phase::Decide, within)
}

const BORROW: &str = "ballast_lending::operate::operate";
const LOADED: &str = "ballast_ledger::markets::LoadedMarket::load";

#[test]
fn what_no_phase_claims_is_decision() {
    assert_eq!(phase(&[BORROW]), Phase::Decide);
    let action = "ballast_ledger::actions::borrow::Borrow::apply";
    let division = "ballast_risk::units::mul_div_rem";
    assert_eq!(phase(&[BORROW, action, division]), Phase::Decide);
}

#[test]
fn arithmetic_belongs_to_whoever_needs_it() {
    let division = "ballast_risk::units::mul_div_rem";
    assert_eq!(phase(&[BORROW, LOADED, division]), Phase::Accrue);
    let healthy = "ballast_risk::health::test::is_healthy";
    assert_eq!(phase(&[BORROW, healthy, division]), Phase::Health);
}

#[test]
fn a_record_is_read_within_accrual_and_its_key_is_part_of_that() {
    let record = "ballast_ledger::records::asset::load";
    let key = "ballast_ledger::records::keys::market";
    assert_eq!(phase(&[BORROW, LOADED, record, key]), Phase::Load);
    assert_eq!(
        phase(&["ballast_ledger::ledger::Changes::commit", key]),
        Phase::Save
    );
}

#[test]
fn json_is_the_message_the_answer_or_the_price() {
    let (reads, writes) = (
        "cosmwasm_std::serde::from_json",
        "cosmwasm_std::serde::to_json_vec",
    );
    assert_eq!(
        (phase(&[reads]), phase(&[writes])),
        (Phase::Decode, Phase::Respond)
    );
    let prices = "ballast_interface::handle::OracleContract::prices";
    assert_eq!(phase(&[BORROW, prices, writes]), Phase::Oracle);
}
