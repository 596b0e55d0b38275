//! The example, wanted and done.

use crate::deploy::config::Config;
use crate::deploy::desired::{Code, Desired};
use crate::deploy::found::{Contract, Feed, Found, Lending, Oracle, Ownership};
use crate::deploy::kind::Kind;
use ballast_interface::lending::{
    AssetResponse, ConfigResponse, CorrelationsResponse, Pauses, RolesResponse, StewardLimits,
};
use ballast_interface::AssetId;
use ballast_risk::Ratio;
use std::path::Path;

pub const EXAMPLE: &str = include_str!("../../../../../docs/deploy.toml");
pub const OWNER: &str = "wasm14mp8f4jrqppvpsk7f0ugr5acr6nexm76pu99st";
pub const GOV: &str = "wasm10d07y265gmmuvt4z0w9aw880jnsr700js7zslc";

pub fn wanted(text: &str) -> Desired {
    let code = |kind: Kind| Code {
        checksum: format!("{kind}-1"),
        wasm: Vec::new(),
    };
    Desired {
        config: Config::read(text, Path::new("")).unwrap(),
        codes: Kind::ALL.iter().map(|kind| (*kind, code(*kind))).collect(),
        deployer: OWNER.to_owned(),
    }
}

/// The example with one piece of text in the place of another.
pub fn changed(old: &str, new: &str) -> Desired {
    assert!(EXAMPLE.contains(old), "the example has no `{old}`");
    wanted(&EXAMPLE.replacen(old, new, 1))
}

/// A chain on which all of the example is done.
pub fn done() -> Found {
    let desired = wanted(EXAMPLE);
    let contract = |kind: Kind| Contract {
        address: format!("wasm1{kind}"),
        code_id: 1,
        checksum: format!("{kind}-1"),
        admin: Some(OWNER.to_owned()),
    };
    Found {
        now: 1_700_000_000,
        contracts: Kind::ALL
            .iter()
            .map(|kind| (*kind, contract(*kind)))
            .collect(),
        oracle: Some(oracle(&desired.config)),
        lending: Some(lending(&desired.config)),
        lens_reads: Some("wasm1lending".to_owned()),
        ..Found::default()
    }
}

fn oracle(config: &Config) -> Oracle {
    let feed = |it: &crate::deploy::config::Asset| Feed {
        source: it.source.clone(),
        limits: it.limits.clone(),
        priced: true,
    };
    Oracle {
        ownership: Ownership {
            owner: OWNER.to_owned(),
            pending: None,
        },
        guardian: None,
        feeders: config.oracle.feeders.clone(),
        quorum: 3,
        faults: 1,
        assets: config
            .assets
            .values()
            .map(|it| (it.id(), feed(it)))
            .collect(),
    }
}

fn lending(config: &Config) -> Lending {
    let assets = config.assets.values();
    Lending {
        config: ConfigResponse {
            oracle: "wasm1oracle".to_owned(),
            liquidation: config.liquidation.clone(),
            raise: None,
        },
        roles: RolesResponse {
            owner: Some(OWNER.to_owned()),
            pending_owner: None,
            guardian: None,
            steward: None,
            steward_limits: StewardLimits {
                max_factor_step: Ratio::percent(2),
                max_cap_step: Ratio::percent(30),
                min_interval: 86_400,
            },
        },
        assets: assets.map(|it| (it.id(), listed(it))).collect(),
        correlations: CorrelationsResponse {
            correlations: config.correlations(),
            ramp: None,
            scenarios: config.scenarios(),
            assets: Vec::new(),
            asset_matrix: Vec::new(),
        },
    }
}

fn listed(asset: &crate::deploy::config::Asset) -> AssetResponse {
    AssetResponse {
        asset: asset.id(),
        decimals: asset.decimals,
        risk: super::lending::params(asset),
        ramp: None,
        liquidation: asset.bonus.clone(),
        rates: asset.rates,
        reserve_factor: asset.reserve_factor,
        flash_fee: asset.flash_fee,
        caps: asset.caps(),
        pauses: Pauses::default(),
        seeded: true,
    }
}

pub fn atom(found: &mut Found) -> &mut AssetResponse {
    let lending = found.lending.as_mut().unwrap();
    lending.assets.get_mut(&AssetId::native("uatom")).unwrap()
}
