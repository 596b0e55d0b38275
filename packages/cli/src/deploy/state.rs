//! What has been done, in a file beside the configuration: written whole, after every step, so that no crash leaves half of it.

use super::kind::Kind;
use anyhow::{ensure, Context, Result};
use ballast_chain::Ticket;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    pub chain_id: String,
    /// Who deployed.
    pub deployer: String,
    #[serde(default)]
    pub contracts: BTreeMap<Kind, Known>,
    /// A transaction that was signed and whose end was not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Pending>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub address: String,
    pub code_id: u64,
    pub checksum: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    pub what: String,
    pub transaction: Ticket,
}

/// The state and where it lies.
#[derive(Clone, Debug)]
pub struct StateFile {
    path: PathBuf,
    pub state: State,
}

impl StateFile {
    /// What is there, or the beginning of it; refuses another chain's, and another deployer's where one is named.
    pub fn open(path: PathBuf, chain_id: &str, deployer: Option<&str>) -> Result<Self> {
        let shown = path.display().to_string();
        let state = match std::fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{shown} is no state file of a deployment"))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => State {
                chain_id: chain_id.to_owned(),
                deployer: deployer.unwrap_or_default().to_owned(),
                contracts: BTreeMap::new(),
                pending: None,
            },
            Err(error) => return Err(error).with_context(|| format!("{shown} cannot be read")),
        };
        ensure!(
            state.chain_id == chain_id,
            "{shown} is of chain {}, the configuration of {chain_id}: name another file as [contracts] state",
            state.chain_id
        );
        Ok(Self { path, state })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it beside, and puts it in the place of the old one in one move.
    pub fn save(&self) -> Result<()> {
        let beside = self.path.with_extension("tmp");
        let write = || -> std::io::Result<()> {
            let mut file = File::create(&beside)?;
            let text = serde_json::to_string_pretty(&self.state)?;
            file.write_all(text.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            std::fs::rename(&beside, &self.path)
        };
        write().with_context(|| format!("{} cannot be written", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_read_and_another_chains_is_refused() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("m.state.json");
        let mut file = StateFile::open(path.clone(), "ballast-1", Some("wasm1anna"))?;
        file.state.contracts.insert(
            Kind::Oracle,
            Known {
                address: "wasm1oracle".to_owned(),
                code_id: 3,
                checksum: "ab".to_owned(),
            },
        );
        file.save()?;
        let again = StateFile::open(path.clone(), "ballast-1", None)?;
        assert_eq!(again.state, file.state);
        let other = StateFile::open(path, "osmosis-1", None);
        let said = other
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(said.contains("is of chain ballast-1"), "{said}");
        Ok(())
    }
}
