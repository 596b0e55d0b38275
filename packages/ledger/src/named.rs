use crate::error::Result;
use crate::reader::Records;
use crate::records::{asset, scenarios};
use ballast_risk::governance::Scenario;
use ballast_risk::{AssetIndex, Move};

/// Scenarios with assets by denom or address, as they go in and out.
pub fn named_scenarios(records: &dyn Records) -> Result<Vec<Scenario>> {
    let mut named = Vec::new();
    // each asset is read once, however many scenarios move it
    let mut names: Vec<(AssetIndex, String)> = Vec::new();
    for stored in scenarios::load(records)? {
        let mut scenario = Scenario {
            name: stored.name,
            moves: Default::default(),
        };
        for (index, by) in stored.moves {
            let known = names.iter().find(|(known, _)| *known == index);
            let name = match known {
                Some((_, name)) => name.clone(),
                None => {
                    let name = asset::load(records, index)?.asset.name().to_owned();
                    names.push((index, name.clone()));
                    name
                }
            };
            scenario.moves.insert(name, Move::new(by));
        }
        named.push(scenario);
    }
    Ok(named)
}
