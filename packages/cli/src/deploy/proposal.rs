//! The owner's messages, for a multisig or x/gov.

use super::desired::Desired;
use super::found::Found;
use super::message::message;
use super::plan::{Need, Plan, Planned, Step};
use super::text;
use anyhow::{bail, ensure, Context, Result};
use ballast_chain::Message;
use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::path::Path;

/// Characters of a summary that x/gov takes, and a little less.
const MAX_SUMMARY: usize = 10_000;

/// Writes what the contracts' owner, or their admin, is to send. What waits for time or prices is left out and said.
pub fn write(desired: &Desired, found: &Found, plan: &Plan, path: &Path) -> Result<()> {
    for step in &plan.steps {
        match step.step {
            Step::Instantiate(kind) => bail!("{kind} is not on the chain: run `ballast deploy` first; a proposal changes what is there"),
            Step::Store(kind) => bail!("the new code of {kind} is not on the chain: run `ballast deploy --only-store` first, with any key"),
            _ => {}
        }
    }
    let authority = authority(desired, plan)?;
    let (now, later): (Vec<&Planned>, Vec<&Planned>) = plan.steps.iter().partition(|step| {
        step.is_of(&authority) && matches!(step.needs, None | Some(Need::Before))
    });
    for step in later {
        let waits = step.needs.as_ref().and_then(text::waits);
        let why = waits.unwrap_or_else(|| "is for another to send".to_owned());
        println!("left out: `{}` {why}", step.title);
    }
    ensure!(
        !now.is_empty(),
        "there is nothing to propose: the chain is as the configuration says, or on its way there"
    );
    let messages: Vec<Message> = now
        .iter()
        .map(|step| message(&step.step, desired, found, &authority))
        .collect::<Result<_>>()?;
    let file = as_json(&now, &messages);
    let text = serde_json::to_string_pretty(&file)? + "\n";
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    println!("{}", text::plan(plan));
    println!(
        "{}: {} messages of {authority}; set the deposit that the chain asks before it is submitted",
        path.display(),
        messages.len()
    );
    Ok(())
}

/// One proposal has one sender: the owner that is wanted where it has something to send, else the only one who has.
fn authority(desired: &Desired, plan: &Plan) -> Result<String> {
    let steps = plan.steps.iter();
    let senders: BTreeSet<&str> = steps.filter_map(|step| step.by.as_deref()).collect();
    let senders: Vec<&str> = senders.into_iter().collect();
    match senders.as_slice() {
        [] => bail!("there is nothing to propose: the chain is as the configuration says, or on its way there"),
        [one] => Ok((*one).to_owned()),
        many if many.contains(&desired.owner()) => Ok(desired.owner().to_owned()),
        many => bail!(
            "the changes are for {} to send, and none of them is the owner that the configuration names",
            many.join(" and ")
        ),
    }
}

/// As `tx gov submit-proposal` reads it; a multisig takes `messages`.
fn as_json(steps: &[&Planned], messages: &[Message]) -> Value {
    let titles: Vec<&str> = steps.iter().map(|step| step.title.as_str()).collect();
    let changes = steps.iter().flat_map(|step| &step.changes);
    let summary: Vec<String> = changes.map(ToString::to_string).collect();
    let title = match titles.as_slice() {
        [first, _, rest @ ..] if !rest.is_empty() => {
            format!("{first} and {} more changes", rest.len() + 1)
        }
        few => few.join("; "),
    };
    let summary: String = summary.join("\n").chars().take(MAX_SUMMARY).collect();
    json!({
        "messages": messages.iter().map(Message::to_json).collect::<Vec<_>>(),
        "metadata": "",
        "deposit": "",
        "title": title,
        "summary": summary,
        "expedited": false,
    })
}
