//! `ballast impact`: every account, judged under the parameters of a plan by the contract's own code on chain.

use super::args::ImpactArgs;
use super::found::Found;
use super::kind::Kind;
use super::plan::{Plan, Planned, Step};
use super::Market;
use anyhow::{Context, Result};
use ballast_chain::Node;
use ballast_interface::lending::{self, ExecuteMsg, HealthPoint, ParameterChange};
use ballast_interface::{lens, AccountId};
use ballast_risk::{HealthFactor, Value};
use serde::Serialize;

/// Accounts that the lens judges in one query.
const PAGE: usize = 30;
/// Of a page of accounts.
const ACCOUNTS: u32 = 100;
/// Pages that are read; a market beyond that is asked in parts.
const MOST_PAGES: usize = 100_000;

/// What one step does to the accounts.
#[derive(Serialize, Debug, PartialEq)]
struct Impact {
    change: String,
    /// Hours until it holds in full; 0: at once.
    ends_in_hours: u64,
    accounts: usize,
    with_debt: usize,
    liquidatable_now: usize,
    /// Not liquidatable now, and at the end of the ramp; at its start nobody is.
    become_liquidatable: usize,
    /// USD that those owe.
    their_debt: Value,
    /// May borrow or withdraw now and not at the end.
    lose_room: usize,
    examples: Vec<Example>,
}

#[derive(Serialize, Debug, PartialEq)]
struct Example {
    account: String,
    health_now: Option<HealthFactor>,
    health_then: Option<HealthFactor>,
}

/// Examples that are named.
const EXAMPLES: usize = 10;

pub async fn run(args: &ImpactArgs) -> Result<()> {
    let market = Market::open(&args.config).await?;
    let (found, plan) = market.plan().await?;
    let lending = address(&found, Kind::Lending)?;
    let lens = address(&found, Kind::Lens)?;
    let asked: Vec<(&Planned, ParameterChange)> = plan
        .steps
        .iter()
        .filter_map(|step| Some((step, change(&step.step)?)))
        .collect();
    let accounts = accounts(&market.node, lending).await?;
    let mut impacts = Vec::new();
    for (step, change) in asked {
        impacts.push(judge(&market.node, lens, step, (&change, &accounts)).await?);
    }
    if args.json {
        let all = serde_json::json!({"accounts": accounts.len(), "impacts": impacts});
        println!("{all}");
    } else {
        println!("{}", table(&plan, &impacts, accounts.len()));
    }
    Ok(())
}

fn address(found: &Found, kind: Kind) -> Result<&str> {
    let address = found.address(kind);
    address.with_context(|| format!("there is no {kind} yet: run `ballast deploy` first"))
}

/// What the lens can be asked about: changes of risk.
fn change(step: &Step) -> Option<ParameterChange> {
    match step {
        Step::Lending(ExecuteMsg::UpdateAsset(update)) => Some(ParameterChange::Asset {
            asset: update.asset.clone(),
            risk: update.risk.clone()?,
            liquidation: update.liquidation.clone(),
        }),
        Step::Lending(ExecuteMsg::UpdateCorrelations(update)) => {
            Some(ParameterChange::Correlations {
                correlations: update.correlations.clone()?,
            })
        }
        _ => None,
    }
}

/// Every account that has anything.
async fn accounts(node: &Node, lending: &str) -> Result<Vec<AccountId>> {
    let mut found = Vec::new();
    let mut start_after = None;
    for _ in 0..MOST_PAGES {
        let query = lending::QueryMsg::PackedAccounts {
            start_after,
            limit: Some(ACCOUNTS),
        };
        let page: lending::PackedAccountsPage = node.query_smart(lending, &query).await?;
        found.extend(page.items.into_iter().map(|item| item.account));
        start_after = page.next;
        if start_after.is_none() {
            break;
        }
    }
    Ok(found)
}

async fn judge(
    node: &Node,
    lens: &str,
    step: &Planned,
    asked: (&ParameterChange, &[AccountId]),
) -> Result<Impact> {
    let (change, accounts) = asked;
    let mut impact = Impact {
        change: step.title.clone(),
        ends_in_hours: step.ramp_seconds().unwrap_or(0) / 3600,
        accounts: accounts.len(),
        with_debt: 0,
        liquidatable_now: 0,
        become_liquidatable: 0,
        their_debt: Value::ZERO,
        lose_room: 0,
        examples: Vec::new(),
    };
    for page in accounts.chunks(PAGE) {
        let query = lens::QueryMsg::ParamImpact {
            change: change.clone(),
            accounts: page.to_vec(),
        };
        let answer: lens::ParamImpactResponse = node
            .query_smart(lens, &query)
            .await
            .with_context(|| format!("`{}`", step.title))?;
        impact.add(&answer)?;
    }
    Ok(impact)
}

impl Impact {
    fn add(&mut self, page: &lens::ParamImpactResponse) -> Result<()> {
        for item in &page.items {
            let (now, then) = (&item.before, &item.after);
            self.with_debt += usize::from(now.health_factor.is_some());
            self.liquidatable_now += usize::from(is_liquidatable(now));
            self.lose_room += usize::from(now.allowed && !then.allowed);
            if is_liquidatable(then) && !is_liquidatable(now) {
                self.become_liquidatable += 1;
                if self.examples.len() < EXAMPLES {
                    self.examples.push(Example {
                        account: item.account.to_string(),
                        health_now: now.health_factor,
                        health_then: then.health_factor,
                    });
                }
            }
        }
        let debt = self
            .their_debt
            .raw()
            .checked_add(page.liquidatable_debt.raw());
        self.their_debt = Value::new(debt.context("the debts add up to more than there can be")?);
        Ok(())
    }
}

fn is_liquidatable(point: &HealthPoint) -> bool {
    point
        .maintenance_surplus
        .is_some_and(|surplus| surplus.raw() < 0)
}

fn table(plan: &Plan, impacts: &[Impact], accounts: usize) -> String {
    if impacts.is_empty() {
        let steps = plan.steps.len();
        return format!(
            "no change of risk among {steps} steps; {accounts} accounts stay as they are"
        );
    }
    let mut lines = vec![format!(
        "{:<26} {:>8} {:>9} {:>13} {:>12} {:>8} {:>20} {:>10}",
        "change",
        "in full",
        "accounts",
        "liquidatable",
        "of them at",
        "at the",
        "debt of those",
        "lose room"
    )];
    lines.push(format!(
        "{:<26} {:>8} {:>9} {:>13} {:>12} {:>8} {:>20} {:>10}",
        "", "after h", "with debt", "now", "the start", "end", "USD", "to borrow"
    ));
    for it in impacts {
        // what ramps changes nothing at its start; what does not has no start of its own
        let start = if it.ends_in_hours > 0 {
            0
        } else {
            it.become_liquidatable
        };
        lines.push(format!(
            "{:<26} {:>8} {:>9} {:>13} {:>12} {:>8} {:>20} {:>10}",
            it.change,
            it.ends_in_hours,
            it.with_debt,
            it.liquidatable_now,
            format!("+{start}"),
            format!("+{}", it.become_liquidatable),
            it.their_debt.to_string(),
            it.lose_room
        ));
        for example in &it.examples {
            let shown = |health: Option<HealthFactor>| {
                health.map_or("none".to_owned(), |it| it.to_string())
            };
            let (now, then) = (shown(example.health_now), shown(example.health_then));
            lines.push(format!(
                "    {}: health factor {now} → {then}",
                example.account
            ));
        }
    }
    lines.push(format!(
        "{accounts} accounts were judged, each change by itself, at the prices of now"
    ));
    lines.join("\n")
}
