//! The lint finds what it is there to find, and nothing in what is shipped.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

use ballast_gas::artifact::Artifact;
use ballast_gas::lint::{lint, Finding};

fn findings(module: &str) -> Vec<Finding> {
    let mut findings = lint(&wat::parse_str(module).unwrap(), 1024);
    // these modules are no contracts: what the VM says to that, and what they do not say, is not the point here
    findings.retain(|f| !matches!(f, Finding::Refused { .. } | Finding::Unchecked));
    findings
}

#[test]
fn shipped_artifacts_are_fit_for_every_chain() {
    for artifact in Artifact::ALL {
        let findings = lint(&artifact.read(), artifact.size_budget());
        assert_eq!(findings, [], "{}", artifact.file_name());
    }
}

#[test]
fn plain_integer_code_passes() {
    let module = "(module (func (param i64) (result i64) local.get 0 i64.const 7 i64.mul))";
    assert_eq!(findings(module), []);
}

#[test]
fn a_float_is_found() {
    let module = "(module (func (result f64) f64.const 1 f64.const 2 f64.mul))";
    assert_eq!(findings(module), [Finding::Feature("floats")]);
}

#[test]
fn bulk_memory_is_found() {
    let module = "(module (memory 1)
        (func i32.const 0 i32.const 8 i32.const 4 memory.copy))";
    assert_eq!(findings(module), [Finding::Feature("bulk memory")]);
}

#[test]
fn sign_extension_is_found() {
    let module = "(module (func (param i32) (result i32) local.get 0 i32.extend8_s))";
    assert_eq!(findings(module), [Finding::Feature("sign extension")]);
}

#[test]
fn an_import_that_old_chains_lack_is_found() {
    let module =
        r#"(module (import "env" "secp256r1_verify" (func (param i32 i32 i32) (result i32))))"#;
    let expected = Finding::Import("env.secp256r1_verify".to_owned());
    assert_eq!(findings(module), [expected]);
}

#[test]
fn a_capability_that_some_chains_lack_is_found() {
    let module = r#"(module (func (export "requires_cosmwasm_2_0")))"#;
    let expected = Finding::Export("requires_cosmwasm_2_0".to_owned());
    assert_eq!(findings(module), [expected]);
}

#[test]
fn weight_over_the_budget_is_found() {
    let wasm = wat::parse_str("(module)").unwrap();
    assert!(lint(&wasm, 7).contains(&Finding::TooLarge(8, 7)));
}

#[test]
fn a_build_without_overflow_checks_is_found() {
    let says = |text: &str| format!(r#"(module (memory 1) (data (i32.const 0) "{text}"))"#);
    let unchecked =
        |module| lint(&wat::parse_str(module).unwrap(), 1024).contains(&Finding::Unchecked);
    assert!(unchecked(says("attempt to divide by zero")));
    assert!(!unchecked(says("attempt to add with overflow")));
}

#[test]
fn what_no_vm_takes_is_found() {
    let wasm = wat::parse_str(r#"(module (memory (export "memory") 1))"#).unwrap();
    let refused = lint(&wasm, 1024);
    let by: Vec<_> = refused
        .iter()
        .filter_map(|f| match f {
            Finding::Refused { vm, .. } => Some(*vm),
            _ => None,
        })
        .collect();
    assert_eq!(by, ["wasmvm 1.5", "wasmvm 2.x", "wasmvm 3.x"]);
}
