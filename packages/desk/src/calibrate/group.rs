//! Groups: assets whose ratio hardly moves, in which collateral and debt may cancel.

use super::explained::GroupReason;
use super::stress::{of_ratio, share, steps_up, Steps, Stress, WHOLE};
use super::{CalibrateError, Desk};
use crate::moves::Moves;

/// The most groups that a matrix has.
const MAX_GROUPS: usize = 16;
/// The largest stress of a group.
const MAX_STRESS: Steps = 9_500;

/// Some assets, by their places in the desk.
pub(crate) struct Group {
    pub name: String,
    pub members: Vec<Member>,
    /// The place of its calmest member.
    pub calmest: usize,
    pub stress: Steps,
    /// The desk was told so.
    named: bool,
}

pub(crate) struct Member {
    pub asset: usize,
    /// Of its ratio to the calmest.
    pub basis: f64,
    /// Both at least the group's, with an own part of at least the basis.
    pub fall: Steps,
    pub rise: Steps,
}

pub(crate) struct Groups(pub Vec<Group>);

pub(crate) fn groups(desk: &Desk<'_>, stresses: &[Stress]) -> Result<Groups, CalibrateError> {
    let mut found: Vec<(Option<String>, Vec<usize>)> = Vec::new();
    for (at, asset) in desk.assets.iter().enumerate() {
        let told = desk.settings.asset(&asset.series.ticker).group;
        let joins = |(name, members): &&mut (Option<String>, Vec<usize>)| match (&told, name) {
            (Some(told), Some(name)) => told == name,
            (None, None) => members
                .iter()
                .all(|other| together(desk, stresses, at, *other)),
            _ => false,
        };
        match found.iter_mut().find(joins) {
            Some((_, members)) => members.push(at),
            None => found.push((told, vec![at])),
        }
    }
    if found.len() > MAX_GROUPS {
        return Err(CalibrateError::Groups { found: found.len() });
    }
    let groups = found
        .into_iter()
        .map(|(name, members)| group(desk, stresses, name, &members));
    Ok(Groups(groups.collect()))
}

fn basis(desk: &Desk<'_>, a: usize, b: usize) -> Option<f64> {
    let (a, b) = (desk.assets.get(a)?, desk.assets.get(b)?);
    of_ratio(
        desk,
        &Moves::of_ratio(desk.prices, (a.series, b.series), desk.steps),
    )
}

/// Whether the stress of the ratio is small beside both stresses.
fn together(desk: &Desk<'_>, stresses: &[Stress], a: usize, b: usize) -> bool {
    let least = [a, b]
        .into_iter()
        .filter_map(|at| stresses.get(at))
        .map(|stress| stress.fall)
        .min();
    basis(desk, a, b)
        .is_some_and(|basis| basis <= desk.settings.group_basis * share(least.unwrap_or(0)))
}

fn group(desk: &Desk<'_>, stresses: &[Stress], name: Option<String>, members: &[usize]) -> Group {
    // a debt's stress is never below a collateral's
    let smaller = |at: &usize| stresses.get(*at).map_or(WHOLE, |stress| stress.fall);
    let calmest = members
        .iter()
        .copied()
        .min_by_key(|at| (smaller(at), *at))
        .unwrap_or(0);
    let stress = smaller(&calmest).min(MAX_STRESS);
    let ticker = desk
        .assets
        .get(calmest)
        .map(|asset| asset.series.ticker.to_lowercase());
    let member = |asset: &usize| {
        // without prices of the same times nothing is known of how they come apart
        let basis = if *asset == calmest {
            0.0
        } else {
            basis(desk, *asset, calmest).unwrap_or(1.0)
        };
        let at_least = steps_up(share(stress).hypot(basis));
        let own = stresses.get(*asset);
        Member {
            asset: *asset,
            basis,
            fall: own.map_or(WHOLE, |own| own.fall).max(at_least),
            rise: own.map_or(WHOLE, |own| own.rise).max(at_least),
        }
    };
    Group {
        named: name.is_some(),
        name: name.or(ticker).unwrap_or_default(),
        members: members.iter().map(member).collect(),
        calmest,
        stress,
    }
}

impl Groups {
    /// The group of an asset, and the asset in it.
    pub fn of(&self, asset: usize) -> Option<(&Group, &Member)> {
        self.0.iter().find_map(|group| {
            let member = group.members.iter().find(|member| member.asset == asset)?;
            Some((group, member))
        })
    }

    pub fn reasons(&self, desk: &Desk<'_>) -> Vec<GroupReason> {
        let ticker = |at: usize| {
            desk.assets
                .get(at)
                .map(|asset| asset.series.ticker.clone())
                .unwrap_or_default()
        };
        let reason = |group: &Group| GroupReason {
            name: group.name.clone(),
            members: group
                .members
                .iter()
                .map(|member| ticker(member.asset))
                .collect(),
            calmest: ticker(group.calmest),
            stress: share(group.stress),
            why: group.why(desk),
        };
        self.0.iter().map(reason).collect()
    }
}

impl Group {
    fn why(&self, desk: &Desk<'_>) -> String {
        let part = desk.settings.group_basis;
        match (self.named, self.members.len()) {
            (true, _) => "the configuration names it".to_owned(),
            (false, 1) => {
                format!("no other asset's ratio to it has a stress of at most {part:.2} of theirs")
            }
            (false, _) => format!(
                "the stress of their ratios is at most {part:.2} of the smaller of their own"
            ),
        }
    }
}
