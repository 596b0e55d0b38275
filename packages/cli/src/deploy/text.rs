//! A plan for people.

use super::plan::change::until;
use super::plan::{Need, Plan, Planned};

pub const NOTHING: &str = "nothing changes: the chain is as the configuration says";

/// What others have to send.
pub fn left(plan: &Plan) -> String {
    let steps = plan.steps.iter();
    let left: Vec<String> = steps
        .map(|step| format!("  `{}`{}", step.title, whose(step)))
        .collect();
    format!(
        "left for others to send (with their key, or as --as-proposal FILE writes it):\n{}",
        left.join("\n")
    )
}

/// Steps with every number that they change.
pub fn plan(plan: &Plan) -> String {
    let mut lines: Vec<String> = plan
        .under_way
        .iter()
        .map(|what| format!("under way: {what}"))
        .collect();
    for (number, step) in (1..).zip(&plan.steps) {
        lines.push(format!("{number}. {}{}", step.title, whose(step)));
        lines.extend(step.changes.iter().map(|change| format!("     {change}")));
        if let Some(need) = &step.needs {
            lines.extend(waits(need).map(|what| format!("     {what}")));
        }
    }
    lines.push(closing(plan));
    lines.join("\n")
}

fn whose(step: &Planned) -> String {
    match &step.by {
        Some(by) => format!(" (by {by})"),
        None => String::new(),
    }
}

/// What a step waits for, where that is not the step before it.
pub fn waits(need: &Need) -> Option<String> {
    match need {
        Need::Before => None,
        Need::Price(asset) => Some(format!(
            "waits for a first price of {asset}: its feeders report to the oracle"
        )),
        Need::Ramp(Some(at)) => Some(format!(
            "waits for the ramp under way, {}; run this again then",
            until(Some(*at))
        )),
        Need::Ramp(None) => {
            Some("waits for the ramp that is held: let it go on or turn it back".to_owned())
        }
    }
}

fn closing(plan: &Plan) -> String {
    let changes: usize = plan.steps.iter().map(|step| step.changes.len()).sum();
    match plan.steps.len() {
        0 => NOTHING.to_owned(),
        1 => format!("1 step, {changes} changes"),
        steps => format!("{steps} steps, {changes} changes"),
    }
}
