//! The owner's messages, for a multisig or x/gov.

use super::desired::Desired;
use super::found::Found;
use super::message::message;
use super::plan::{Need, Plan, Planned, Step};
use super::text;
use anyhow::{bail, ensure, Context, Result};
use ballast_chain::Message;
use serde_json::{json, Value};
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
    let (now, later): (Vec<&Planned>, Vec<&Planned>) = plan
        .steps
        .iter()
        .partition(|step| matches!(step.needs, None | Some(Need::Before)));
    for step in later {
        let waits = step
            .needs
            .as_ref()
            .and_then(text::waits)
            .unwrap_or_default();
        println!("left out: `{}` {waits}", step.title);
    }
    ensure!(
        !now.is_empty(),
        "there is nothing to propose: the chain is as the configuration says, or on its way there"
    );
    let authority = sender_of(&now)?;
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

/// One proposal has one sender.
fn sender_of(steps: &[&Planned]) -> Result<String> {
    let mut senders: Vec<&str> = steps.iter().filter_map(|step| step.by.as_deref()).collect();
    senders.sort_unstable();
    senders.dedup();
    match senders.as_slice() {
        [one] => Ok((*one).to_owned()),
        many => bail!(
            "the changes are for {} to send, each its own: let one hold all, or change one part of the configuration at a time",
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
