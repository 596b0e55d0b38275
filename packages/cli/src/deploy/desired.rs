//! What is wanted: the configuration, the code that its paths lead to, and who deploys.

use super::config::Config;
use super::kind::Kind;
use anyhow::{ensure, Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Desired {
    pub config: Config,
    pub codes: BTreeMap<Kind, Code>,
    /// Who deploys: the first owner of everything.
    pub deployer: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// SHA-256 of the wasm, in lower case hex.
    pub checksum: String,
    pub wasm: Vec<u8>,
}

impl Desired {
    /// Reads the code.
    pub fn new(config: Config, deployer: String) -> Result<Self> {
        let contracts = &config.contracts;
        let mut paths = vec![
            (Kind::Oracle, &contracts.oracle),
            (Kind::Lending, &contracts.lending),
            (Kind::Lens, &contracts.lens),
        ];
        paths.extend(contracts.liquidator.iter().map(|it| (Kind::Liquidator, it)));
        let mut codes = BTreeMap::new();
        for (kind, path) in paths {
            let shown = path.display();
            let wasm = std::fs::read(path).with_context(|| {
                format!("[contracts] {kind} = {shown}: build it with scripts/build-wasm, or correct the path")
            })?;
            ensure!(
                wasm.starts_with(b"\0asm"),
                "[contracts] {kind} = {shown} is no wasm; scripts/build-wasm makes it"
            );
            let digest = Sha256::digest(&wasm);
            let checksum = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            codes.insert(kind, Code { checksum, wasm });
        }
        Ok(Self {
            config,
            codes,
            deployer,
        })
    }

    pub fn owner(&self) -> &str {
        self.config.roles.owner.as_ref().unwrap_or(&self.deployer)
    }

    /// Who may migrate the contracts.
    pub fn admin(&self) -> &str {
        let admin = self.config.roles.admin.as_deref();
        admin.unwrap_or_else(|| self.owner())
    }

    pub fn label(&self, kind: Kind) -> String {
        format!("{} {kind}", self.config.contracts.name)
    }

    pub fn checksum(&self, kind: Kind) -> Option<&str> {
        self.codes.get(&kind).map(|code| code.checksum.as_str())
    }
}
