//! What an artifact may contain so that every chain takes it.

use cosmwasm_vm::internals::{check_wasm, Logger};
use cosmwasm_vm::{capabilities_from_csv, WasmLimits};
use thiserror::Error;
use wasmparser::{ExternalKind, Parser, Payload, Validator, WasmFeatures};

/// The functions that every VM since wasmvm 1.5 offers, without those that only later ones know.
const IMPORTS: [&str; 15] = [
    "env.abort",
    "env.addr_canonicalize",
    "env.addr_humanize",
    "env.addr_validate",
    "env.db_next",
    "env.db_read",
    "env.db_remove",
    "env.db_scan",
    "env.db_write",
    "env.debug",
    "env.ed25519_batch_verify",
    "env.ed25519_verify",
    "env.query_chain",
    "env.secp256k1_recover_pubkey",
    "env.secp256k1_verify",
];

/// Entry points and plumbing. A `requires_` marker keeps out every chain without that capability; all have iterators.
const EXPORTS: [&str; 11] = [
    "allocate",
    "deallocate",
    "execute",
    "instantiate",
    "interface_version_8",
    "memory",
    "migrate",
    "query",
    "reply",
    "requires_iterator",
    "sudo",
];

/// Constants that the linker exports of every Rust contract.
const MARKS: [&str; 2] = ["__data_end", "__heap_base"];

/// What chains announce that run this major version of wasmvm, without what a chain switches on for itself.
pub const CAPABILITIES: [(&str, &str); 3] = [
    (
        "wasmvm 1.5",
        "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4",
    ),
    (
        "wasmvm 2.x",
        "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1,cosmwasm_2_2",
    ),
    (
        "wasmvm 3.x",
        "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1,cosmwasm_2_2,cosmwasm_3_0,ibc2",
    ),
];

/// Parts of wasm that must not occur, by the name under which a complaint is understood.
const FORBIDDEN: [(&str, WasmFeatures); 10] = [
    ("floats", WasmFeatures::FLOATS),
    ("bulk memory", WasmFeatures::BULK_MEMORY),
    ("sign extension", WasmFeatures::SIGN_EXTENSION),
    (
        "saturating float to int",
        WasmFeatures::SATURATING_FLOAT_TO_INT,
    ),
    ("reference types", WasmFeatures::REFERENCE_TYPES),
    (
        "call indirect overlong",
        WasmFeatures::CALL_INDIRECT_OVERLONG,
    ),
    ("multi value", WasmFeatures::MULTI_VALUE),
    ("simd", WasmFeatures::SIMD),
    ("tail calls", WasmFeatures::TAIL_CALL),
    ("threads", WasmFeatures::THREADS),
];

/// What a build with overflow checks says when it stops at one; no other build holds these words.
const OVERFLOWED: &[u8] = b"attempt to add with overflow";

#[derive(Debug, Error, PartialEq, Eq)]
pub enum Finding {
    #[error("{0} bytes, the budget is {1}")]
    TooLarge(usize, usize),
    #[error("uses {0}")]
    Feature(&'static str),
    #[error("imports {0}, which not every chain offers")]
    Import(String),
    #[error("exports {0}, which is not on the list")]
    Export(String),
    #[error("is refused by {vm}: {reason}")]
    Refused { vm: &'static str, reason: String },
    #[error("does not say that an addition overflowed: overflow checks are off")]
    Unchecked,
    #[error("is not wasm: {0}")]
    NotWasm(String),
}

/// Everything that is wrong with an artifact.
pub fn lint(wasm: &[u8], size_budget: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    if wasm.len() > size_budget {
        findings.push(Finding::TooLarge(wasm.len(), size_budget));
    }
    features(wasm, &mut findings);
    if let Err(e) = names(wasm, &mut findings) {
        findings.push(Finding::NotWasm(e.to_string()));
    }
    if !wasm.windows(OVERFLOWED.len()).any(|w| w == OVERFLOWED) {
        findings.push(Finding::Unchecked);
    }
    for (vm, capabilities) in CAPABILITIES {
        if let Err(e) = vm_check(wasm, capabilities) {
            let reason = e.to_string();
            findings.push(Finding::Refused { vm, reason });
        }
    }
    findings
}

/// The VM's own static check, as a chain with these capabilities runs it on upload.
pub fn vm_check(wasm: &[u8], capabilities: &str) -> Result<(), cosmwasm_vm::VmError> {
    let capabilities = capabilities_from_csv(capabilities);
    check_wasm(wasm, &capabilities, &WasmLimits::default(), Logger::Off)
}

/// A module is valid with all features; it uses the one without which it no longer is.
fn features(wasm: &[u8], findings: &mut Vec<Finding>) {
    let all = WasmFeatures::all();
    if let Err(e) = validate(wasm, all) {
        findings.push(Finding::NotWasm(e.to_string()));
        return;
    }
    for (name, feature) in FORBIDDEN {
        if validate(wasm, all.difference(feature)).is_err() {
            findings.push(Finding::Feature(name));
        }
    }
    // whatever else there is or will be: nothing beyond the first version of wasm and mutable globals
    let plain = WasmFeatures::WASM1.difference(WasmFeatures::FLOATS);
    let named = findings.iter().any(|f| matches!(f, Finding::Feature(_)));
    if !named && validate(wasm, plain).is_err() {
        findings.push(Finding::Feature("something newer than wasm 1"));
    }
}

fn validate(wasm: &[u8], features: WasmFeatures) -> wasmparser::Result<()> {
    Validator::new_with_features(features)
        .validate_all(wasm)
        .map(|_| ())
}

fn names(wasm: &[u8], findings: &mut Vec<Finding>) -> wasmparser::Result<()> {
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    let name = format!("{}.{}", import.module, import.name);
                    if !IMPORTS.contains(&name.as_str()) {
                        findings.push(Finding::Import(name));
                    }
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    let known = match export.kind {
                        ExternalKind::Func | ExternalKind::Memory => EXPORTS.contains(&export.name),
                        ExternalKind::Global => MARKS.contains(&export.name),
                        _ => false,
                    };
                    if !known {
                        findings.push(Finding::Export(export.name.to_owned()));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}
