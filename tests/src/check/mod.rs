//! Compares an answer of the program with the exact model.

mod health;
mod limits;
mod pro_rata;
mod quote;
mod reach;
mod refusal;
mod repayment;
mod size;
mod split;

pub use reach::Reach;
pub use split::{check_split, Split};

use crate::exact::format::{AnswerLine, BookLine};
use crate::exact::{Model, Num, Surplus};

/// What is wrong with an answer, in words; nothing when it agrees.
pub type Findings = Vec<String>;

/// A Book, what the model makes of it, and what the program answered.
#[derive(Debug)]
pub struct Case<'a> {
    pub line: &'a BookLine,
    pub model: &'a Model,
    pub answer: &'a AnswerLine,
}

/// How far a right answer may be from the exact surplus: 1e-6 USD + 1e-15·(C + D).
pub fn tolerance(surplus: &Surplus) -> Num {
    &Num::lit("0.000001") + &Num::lit("0.000000000000001").mul(&surplus.scale)
}

/// All findings of one line and its answer.
pub fn compare(line: &BookLine, answer: &str) -> Findings {
    let model = match Model::read(line) {
        Ok(model) => model,
        Err(error) => return vec![format!("the model cannot read the Book: {error}")],
    };
    let answer: AnswerLine = match serde_json::from_str(answer) {
        Ok(answer) => answer,
        Err(error) => return vec![format!("the answer cannot be read: {error}: {answer}")],
    };
    if let Some(error) = &answer.error {
        return vec![format!("a valid Book was refused: {error}")];
    }
    let case = Case {
        line,
        model: &model,
        answer: &answer,
    };
    let mut findings = Vec::new();
    case.check_health(&mut findings);
    case.check_limits(&mut findings);
    case.check_quote(&mut findings);
    findings
}
