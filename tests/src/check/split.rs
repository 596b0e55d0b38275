//! P-24: whoever liquidates a pair in slices is never paid at a higher rate than for the whole, nor more in all where the whole reaches
//! the target.

use super::quote::Offer;
use super::Findings;
use crate::exact::format::{AnswerLine, BookLine};
use crate::exact::{Model, Num, Pair};
use crate::generate::Random;
use crate::program;
use num_bigint::BigInt;
use num_traits::{One, Zero};

/// Refused or too small slices are made up for by larger ones; whatever is left after so many is left.
const SLICES: usize = 6;

/// A liquidation of everything that may be repaid, and what slices of it were offered, one after the other.
#[derive(Debug)]
pub struct Split {
    pub whole: Offer,
    pub parts: Vec<Offer>,
}

impl std::fmt::Display for Split {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let one = |offer: &Offer| format!("{} for {} at {}", offer.seize, offer.repay, offer.bonus);
        let parts: Vec<String> = self.parts.iter().map(one).collect();
        write!(out, "{}; in parts {}", one(&self.whole), parts.join(", "))
    }
}

impl Split {
    /// `None` where the pair is not to be liquidated at all.
    pub fn of(line: &BookLine, random: &mut Random) -> Option<Self> {
        let owed = amount(&line.debt, &line.quote.as_ref()?.debt);
        let mut account = line.clone();
        let whole = offered(&mut account, &owed)?;
        let mut parts = Vec::new();
        for slice in (0..SLICES).rev() {
            let owed = amount(&account.debt, &line.quote.as_ref()?.debt);
            let part = BigInt::from(random.below(1_000_000)) * &whole.repay;
            let part = (part / BigInt::from(2_000_000)).max(BigInt::one());
            let sent = if slice == 0 { owed } else { part };
            if let Some(offer) = offered(&mut account, &sent) {
                take(&mut account, &offer);
                parts.push(offer);
            }
        }
        Some(Self { whole, parts })
    }
}

fn amount(held: &std::collections::BTreeMap<String, String>, name: &str) -> BigInt {
    held.get(name)
        .map_or_else(BigInt::zero, |text| text.parse().expect("an amount"))
}

fn offered(line: &mut BookLine, sent: &BigInt) -> Option<Offer> {
    let asked = line.quote.as_mut()?;
    asked.max_repay = sent.to_string();
    if !line.debt.contains_key(&asked.debt) || !line.collateral.contains_key(&asked.collateral) {
        return None;
    }
    let text = serde_json::to_string(line).expect("a Book is JSON");
    let answer: AnswerLine = serde_json::from_str(&program::answer(&text)).expect("an answer");
    Offer::read(&answer.quote?).ok()
}

/// The account after a slice, which remembers the lowest E/D of the episode.
fn take(line: &mut BookLine, offer: &Offer) {
    let asked = line.quote.clone().expect("a quote was asked for");
    let text = serde_json::to_string(line).expect("a Book is JSON");
    let equity = Num::lit(&program::remembered_equity(&text).expect("it was offered"));
    let episode = line.episode.as_deref().map(Num::lit);
    let lowest = episode.map_or_else(|| equity.clone(), |episode| episode.min(&equity));
    line.episode = Some(lowest.shown(18));
    for (held, name, by) in [
        (&mut line.debt, &asked.debt, &offer.repay),
        (&mut line.collateral, &asked.collateral, &offer.seize),
    ] {
        let left = amount(held, name) - by;
        if left.is_zero() {
            held.remove(name);
        } else {
            held.insert(name.clone(), left.to_string());
        }
    }
}

/// P-24 of one split.
pub fn check_split(line: &BookLine, split: &Split) -> Findings {
    let model = Model::read(line).expect("a generated Book");
    let asked = line.quote.as_ref().expect("it was quoted");
    let names = (model.index(&asked.debt), model.index(&asked.collateral));
    let (Some(debt), Some(collateral)) = names else {
        return vec!["unknown asset in the quote".into()];
    };
    let pair = model.pair(debt, collateral).expect("it was offered");
    judge(&pair, split)
}

fn judge(pair: &Pair<'_>, split: &Split) -> Findings {
    let whole = &split.whole;
    let mut findings = Vec::new();
    for part in &split.parts {
        if part.bonus.surely_above(&whole.bonus) {
            findings.push(format!(
                "P-24: a part is paid {}, the whole {}: {split}",
                part.bonus, whole.bonus
            ));
        }
    }
    let paid = |offer: &Offer| {
        let seized = pair.collateral_unit.times(&offer.seize);
        &seized - &pair.debt_unit.times(&offer.repay)
    };
    let parts = split.parts.iter().map(paid);
    let all = parts.fold(Num::zero(), |sum, part| &sum + &part);
    let room = &paid(whole) + &pair.roundings(split.parts.len());
    if all.surely_above(&room) && pair.reaches_target(whole) && pair.was_there_before(split) {
        findings.push(format!(
            "P-24: the parts are paid {all} USD, the whole {}: {split}",
            paid(whole)
        ));
    }
    findings
}

impl Pair<'_> {
    fn at_target(&self, repay: &Num, seize: &Num) -> Num {
        self.surplus(&self.model.liquidation.target_health, repay, seize)
    }

    fn reaches_target(&self, offer: &Offer) -> bool {
        self.at_target(&Num::int(&offer.repay), &Num::int(&offer.seize))
            .surely_not_negative()
    }

    /// Was the account at the target, by more than the test may be wrong, some units before the last part was done?
    fn was_there_before(&self, split: &Split) -> bool {
        let sum = |of: fn(&Offer) -> &BigInt| Num::int(&split.parts.iter().map(of).sum());
        let units = Num::int(&BigInt::from(split.parts.len() + 1));
        let near = &Num::lit("0.000001") + &Num::lit("0.000000000000001").mul(&self.scale());
        let repay = &sum(|part| &part.repay) - &units;
        let seize = &sum(|part| &part.seize) - &self.seized(&units, &split.whole.bonus);
        self.at_target(&repay, &seize).surely_above(&near)
    }

    /// Whoever repays in slices may repay a unit more for each, and is paid for it; and whole units of collateral.
    fn roundings(&self, slices: usize) -> Num {
        let unit = &(&self.debt_unit + &self.collateral_unit) + &Num::lit("0.000001");
        unit.times(&BigInt::from(slices + 1))
    }
}
