//! Which record stands on which: chains of at most four, none on itself.

use crate::error::ContractError;
use crate::records::{feeds, Standing};
use ballast_interface::AssetId;
use ballast_pricing::MAX_CHAIN;
use cosmwasm_std::Storage;

/// An asset and the assets that its price stands on.
struct Link {
    asset: AssetId,
    parts: Vec<AssetId>,
}

/// Every asset with a source, and what it stands on. At most [`crate::governance::assets::MAX_ASSETS`] records.
pub struct Links(Vec<Link>);

impl Links {
    pub fn load(storage: &dyn Storage) -> Result<Self, ContractError> {
        let all = feeds::page(storage, None).map(|found| {
            let (asset, feed) = found?;
            let parts = feed.standing.as_ref().map_or(Vec::new(), parts);
            Ok(Link { asset, parts })
        });
        all.collect::<Result<_, _>>().map(Self)
    }

    /// Lets an asset stand on others, if no chain becomes longer than four records by it or comes back to where it began.
    pub fn set(&mut self, asset: &AssetId, standing: &Standing) -> Result<(), ContractError> {
        let parts = parts(standing);
        // a source may come after what stands on it was named, but not in the other order
        let unknown = parts
            .iter()
            .find(|part| !self.0.iter().any(|link| link.asset == **part));
        if let Some(unknown) = unknown {
            return Err(ContractError::UnknownAsset {
                asset: unknown.to_string(),
            });
        }
        match self.0.iter_mut().find(|link| link.asset == *asset) {
            Some(link) => link.parts = parts,
            None => self.0.push(Link {
                asset: asset.clone(),
                parts,
            }),
        }
        if self.reaches(asset, asset, 1) {
            return Err(ContractError::Cycle {
                asset: asset.to_string(),
            });
        }
        let longest = self.0.iter().map(|link| self.length(&link.asset, 1)).max();
        if longest.unwrap_or(0) > MAX_CHAIN {
            return Err(ContractError::ChainTooLong {
                asset: asset.to_string(),
            });
        }
        Ok(())
    }

    /// The assets whose price stands on this one, at any distance.
    pub fn standing_on(&self, asset: &AssetId) -> Vec<AssetId> {
        let others = self.0.iter().filter(|link| link.asset != *asset);
        let reaching = others.filter(|link| self.reaches(&link.asset, asset, 1));
        reaching.map(|link| link.asset.clone()).collect()
    }

    /// Records of the longest chain from an asset down; one more than allowed where it is longer or does not end.
    fn length(&self, asset: &AssetId, depth: usize) -> usize {
        if depth > MAX_CHAIN {
            return depth;
        }
        let below = self.parts(asset).iter();
        let below = below.map(|part| self.length(part, depth.saturating_add(1)));
        below.max().unwrap_or(depth)
    }

    fn reaches(&self, from: &AssetId, to: &AssetId, depth: usize) -> bool {
        depth <= MAX_CHAIN
            && self
                .parts(from)
                .iter()
                .any(|part| part == to || self.reaches(part, to, depth.saturating_add(1)))
    }

    fn parts(&self, asset: &AssetId) -> &[AssetId] {
        let found = self.0.iter().find(|link| link.asset == *asset);
        found.map_or(&[], |link| link.parts.as_slice())
    }
}

fn parts(standing: &Standing) -> Vec<AssetId> {
    standing.parts().cloned().collect()
}
