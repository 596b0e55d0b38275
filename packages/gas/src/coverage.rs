//! Which entries of the contracts are measured, and which there are, as the committed schema says.

use crate::artifact::project;
use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contract {
    Lending,
    Lens,
    Oracle,
}

impl Contract {
    pub const ALL: [Self; 3] = [Self::Lending, Self::Lens, Self::Oracle];

    pub fn name(self) -> &'static str {
        match self {
            Self::Lending => "lending",
            Self::Lens => "lens",
            Self::Oracle => "oracle",
        }
    }
}

/// A variant of a message of one of the contracts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub contract: Contract,
    /// As the schema calls it: `instantiate`, `migrate`, `execute` or `query`.
    pub kind: &'static str,
    /// Empty where the message has no variants.
    pub variant: String,
}

impl Entry {
    pub fn execute(contract: Contract, variant: impl Into<String>) -> Self {
        Self::new(contract, "execute", variant)
    }

    pub fn query(contract: Contract, variant: impl Into<String>) -> Self {
        Self::new(contract, "query", variant)
    }

    pub fn instantiate(contract: Contract) -> Self {
        Self::new(contract, "instantiate", "")
    }

    pub fn migrate(contract: Contract) -> Self {
        Self::new(contract, "migrate", "")
    }

    fn new(contract: Contract, kind: &'static str, variant: impl Into<String>) -> Self {
        let variant = variant.into();
        Self {
            contract,
            kind,
            variant,
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, variant, .. } = self;
        write!(f, "{} {kind} {variant}", self.contract.name())
    }
}

/// The name of a message's variant.
pub fn variant(msg: &Value) -> &str {
    let key = msg.as_object().and_then(|fields| fields.keys().next());
    key.expect("a message is an object with one key")
}

/// All that the contracts take, from `schema/`.
pub fn of_schema() -> BTreeSet<Entry> {
    let mut all = BTreeSet::new();
    for contract in Contract::ALL {
        let path = format!("schema/ballast-{}.json", contract.name());
        let path = project().join(path);
        let text = std::fs::read_to_string(&path);
        let text = text.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
        // the lens takes no messages
        let kinds = ["execute", "query"].into_iter();
        for kind in kinds.filter(|kind| !schema[kind].is_null()) {
            let found = variants(&schema[kind]);
            all.extend(found.map(|variant| Entry::new(contract, kind, variant)));
        }
        for kind in ["instantiate", "migrate"] {
            assert!(schema[kind].is_object(), "{kind} is in the schema");
            all.insert(Entry::new(contract, kind, ""));
        }
    }
    all
}

fn variants(message: &Value) -> impl Iterator<Item = &str> {
    let each = message["oneOf"].as_array().expect("an enum has variants");
    let names = each.iter().flat_map(|one| match one["enum"].as_array() {
        Some(plain) => plain,
        None => one["required"].as_array().expect("a variant has its name"),
    });
    names.map(|name| name.as_str().expect("a name is a string"))
}

/// What cannot be measured: an example, and what the contract answers.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub entry: Entry,
    pub sender: &'static str,
    pub example: Value,
    pub answer: &'static str,
}

/// Messages that nobody can have answered in this version.
pub fn refused() -> Vec<Refusal> {
    use Contract::{Lending, Oracle};
    let asset = json!({"native": crate::market::DEBT});
    let execute = |contract, example: Value, answer| Refusal {
        entry: Entry::execute(contract, variant(&example)),
        sender: "owner",
        example,
        answer,
    };
    let loan = json!({"loans": [{"asset": asset, "amount": "1"}], "msg": "e30="});
    vec![
        // nobody in these stories is a contract
        execute(
            Lending,
            json!({ "flash_loan": loan }),
            "flash loans go to contracts",
        ),
        execute(Lending, json!({"return_flash": {}}), "no flash loan is out"),
        execute(
            Lending,
            json!({"settle_flash": {}}),
            "only this contract itself",
        ),
        // nobody in these stories signs, and no other contract is asked
        execute(
            Oracle,
            json!({"report_signed": {"reports": []}}),
            "1 to 64 entries",
        ),
        execute(Oracle, json!({"nothing": {}}), "the contract itself"),
        execute(
            Oracle,
            json!({"read": {"asset": asset}}),
            "the contract itself",
        ),
        // none of these stories waits for anybody's word
        execute(
            Oracle,
            json!({"confirm": {"asset": asset, "price": "1", "within": "0.01"}}),
            "is pending",
        ),
    ]
}
