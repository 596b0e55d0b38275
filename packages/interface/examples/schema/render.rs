//! The schema files as they should be; the example writes them, a test compares them.

use ballast_interface::{lending, lens, liquidator, oracle};
use cosmwasm_schema::{generate_api, schema_for};
use std::path::PathBuf;

pub fn files() -> Result<Vec<(PathBuf, String)>, Box<dyn std::error::Error>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema"));
    let lending = generate_api! {
        name: "ballast-lending",
        instantiate: lending::InstantiateMsg,
        execute: lending::ExecuteMsg,
        query: lending::QueryMsg,
        migrate: lending::MigrateMsg,
    };
    let lens = generate_api! {
        name: "ballast-lens",
        instantiate: lens::InstantiateMsg,
        query: lens::QueryMsg,
        migrate: lens::MigrateMsg,
    };
    let liquidator = generate_api! {
        name: "ballast-liquidator",
        instantiate: liquidator::InstantiateMsg,
        execute: liquidator::ExecuteMsg,
        query: liquidator::QueryMsg,
        migrate: liquidator::MigrateMsg,
    };
    let oracle = generate_api! {
        name: "ballast-oracle",
        instantiate: oracle::InstantiateMsg,
        execute: oracle::ExecuteMsg,
        query: oracle::QueryMsg,
        migrate: oracle::MigrateMsg,
    };
    let hook = serde_json::to_string_pretty(&schema_for!(lending::Cw20HookMsg))?;
    let receiver = serde_json::to_string_pretty(&schema_for!(lending::FlashReceiverMsg))?;
    let lending = lending.render().to_string()?;
    let lens = lens.render().to_string()?;
    let liquidator = liquidator.render().to_string()?;
    let oracle = oracle.render().to_string()?;
    Ok(vec![
        (folder.join("ballast-lending.json"), lending + "\n"),
        (folder.join("ballast-lending-cw20-hook.json"), hook + "\n"),
        (
            folder.join("ballast-lending-flash-receiver.json"),
            receiver + "\n",
        ),
        (folder.join("ballast-lens.json"), lens + "\n"),
        (folder.join("ballast-liquidator.json"), liquidator + "\n"),
        (folder.join("ballast-oracle.json"), oracle + "\n"),
    ])
}
