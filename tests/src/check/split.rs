//! P-24: whoever liquidates a pair in slices is never paid at a higher rate than for the whole, nor more in all where the whole reaches
//! the target.

use super::quote::Offer;
use super::Findings;
use crate::exact::format::{AnswerLine, BookLine, EpisodeLine, QuoteRequest};
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
    memories: Vec<Memory>,
}

/// What an account remembers of a liquidation.
#[derive(Debug)]
struct Memory {
    before: BookLine,
    after: BookLine,
    found: Option<EpisodeLine>,
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
        let owed = amount(&line.debt, &line.quote.as_ref()?.pair()?.debt);
        let mut account = line.clone();
        let whole = offered(&mut account, &owed)?;
        let (mut parts, mut memories) = (Vec::new(), Vec::new());
        for slice in (0..SLICES).rev() {
            let owed = amount(&account.debt, &line.quote.as_ref()?.pair()?.debt);
            let part = BigInt::from(random.below(1_000_000)) * &whole.repay;
            let part = (part / BigInt::from(2_000_000)).max(BigInt::one());
            let sent = if slice == 0 { owed } else { part };
            if let Some(offer) = offered(&mut account, &sent) {
                memories.push(take(&mut account, &offer));
                parts.push(offer);
            }
        }
        Some(Self {
            whole,
            parts,
            memories,
        })
    }
}

fn amount(held: &std::collections::BTreeMap<String, String>, name: &str) -> BigInt {
    held.get(name)
        .map_or_else(BigInt::zero, |text| text.parse().expect("an amount"))
}

fn offered(line: &mut BookLine, sent: &BigInt) -> Option<Offer> {
    let QuoteRequest::Pair(asked) = line.quote.as_mut()? else {
        return None;
    };
    asked.max_repay = sent.to_string();
    if !line.debt.contains_key(&asked.debt) || !line.collateral.contains_key(&asked.collateral) {
        return None;
    }
    let text = serde_json::to_string(line).expect("a Book is JSON");
    let answer: AnswerLine = serde_json::from_str(&program::answer(&text)).expect("an answer");
    Offer::read(&answer.quote?).ok()
}

/// The account after a slice, and what it remembers of it.
fn take(line: &mut BookLine, offer: &Offer) -> Memory {
    let asked = line.quote.clone().expect("a quote was asked for");
    let asked = asked.pair().expect("of a pair");
    let text = serde_json::to_string(line).expect("a Book is JSON");
    let found = program::remembered(&text).expect("it was offered");
    let before = line.clone();
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
    line.episode = found.clone();
    let after = line.clone();
    Memory {
        before,
        after,
        found,
    }
}

impl Memory {
    /// `k` is what it was, times (C/D before) / (C/D after), and never above 1; the lowest E/D is the lower of what it was and of before.
    fn check(&self, findings: &mut Findings) {
        let Some(found) = &self.found else { return };
        let model = Model::read(&self.before).expect("a generated Book");
        let left = Model::read(&self.after).expect("a generated Book");
        let ((c, d), (c_left, d_left)) = (model.totals(), left.totals());
        let cents = Num::lit("0.01");
        if [&c, &d, &c_left, &d_left]
            .iter()
            .any(|usd| !usd.surely_above(&cents))
        {
            return;
        }
        let (lowest, k) = self.before.episode.as_ref().map_or_else(
            || (None, Num::one()),
            |episode| (Some(Num::lit(&episode.lowest)), Num::lit(&episode.k)),
        );
        let equity = (&c - &d).div(&d).max(&Num::zero());
        let lowest = lowest.map_or_else(|| equity.clone(), |lowest| lowest.min(&equity));
        let one = Num::one();
        let k = k.min(&one).mul(&c.mul(&d_left)).div(&d.mul(&c_left));
        let k = k.min(&one);
        // values are whole 1e-12 USD, sixteen of them on either side
        let near = Num::lit("0.00000001").mul(&k.max(&Num::one()));
        for (name, exact, told) in [("lowest", lowest, &found.lowest), ("k", k, &found.k)] {
            let told = Num::lit(told);
            if exact.surely_above(&Num::lit("18.4")) {
                continue;
            }
            let above = &told - &Num::lit("0.00000001").mul(&exact.max(&Num::one()));
            if (&exact - &told).abs().surely_above(&near) || above.surely_above(&exact) {
                findings.push(format!("P-28: {name} is {told}, exact {exact}"));
            }
        }
    }
}

/// P-24 of one split.
pub fn check_split(line: &BookLine, split: &Split) -> Findings {
    let model = Model::read(line).expect("a generated Book");
    let asked = line.quote.as_ref().expect("it was quoted");
    let asked = asked.pair().expect("of a pair");
    let names = (model.index(&asked.debt), model.index(&asked.collateral));
    let (Some(debt), Some(collateral)) = names else {
        return vec!["unknown asset in the quote".into()];
    };
    let pair = model.pair(debt, collateral).expect("it was offered");
    let mut findings = judge(&pair, split);
    for memory in &split.memories {
        memory.check(&mut findings);
    }
    findings
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
