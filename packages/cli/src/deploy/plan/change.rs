//! One number that changes, old and new, and by which way.

use ballast_desk::time::format as format_time;
use ballast_risk::Ratio;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `ATOM liquidation_threshold`.
    pub what: String,
    /// Absent: there was none.
    pub old: Option<String>,
    /// Absent: there is none any more.
    pub new: Option<String>,
    /// What it is on the way, where it does not change at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub course: Vec<Stage>,
}

/// What a number is some time after a ramp has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    pub hours: u64,
    pub value: String,
}

impl Change {
    pub fn new(what: impl Into<String>, old: Option<&str>, new: Option<&str>) -> Self {
        Self {
            what: what.into(),
            old: old.map(ToOwned::to_owned),
            new: new.map(ToOwned::to_owned),
            course: Vec::new(),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |side: &Option<String>| side.clone().unwrap_or_else(|| "none".to_owned());
        write!(
            f,
            "{}: {} → {}",
            self.what,
            shown(&self.old),
            shown(&self.new)
        )?;
        if let Some(last) = self.course.last() {
            write!(f, ", a ramp of {} h:", last.hours)?;
            for stage in &self.course {
                write!(f, " {} at {} h,", stage.value, stage.hours)?;
            }
            write!(f, " and stays")?;
        }
        Ok(())
    }
}

/// When a ramp ends, for people.
pub fn until(ends_at: Option<u64>) -> String {
    match ends_at {
        Some(at) => format!("until {} UTC", format_time(at)),
        None => "held".to_owned(),
    }
}

/// A share of a way to four decimals, cut off: more nobody reads.
pub fn share(of: Ratio) -> String {
    of.to_string().chars().take("0.0000".len()).collect()
}

/// Every leaf of a JSON value by its path: what is compared, and how it is called.
pub fn leaves(of: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    gather("", of, &mut found);
    found
}

fn gather(path: &str, of: &Value, found: &mut BTreeMap<String, String>) {
    match of {
        Value::Null => {}
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                gather(&path, value, found);
            }
        }
        Value::Object(_) if path.is_empty() => {}
        Value::String(text) => {
            found.insert(path.to_owned(), text.clone());
        }
        other => {
            found.insert(path.to_owned(), other.to_string());
        }
    }
}

/// What changes between two values, named after what they belong to.
pub fn between(of: &str, old: &Value, new: &Value) -> Vec<Change> {
    let (old, new) = (leaves(old), leaves(new));
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    let differ = paths
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path));
    differ
        .map(|path| {
            let side = |of: &BTreeMap<String, String>| of.get(path).cloned();
            Change {
                what: name(of, path),
                old: side(&old),
                new: side(&new),
                course: Vec::new(),
            }
        })
        .collect()
}

/// What a parameter of `of` is called in a plan.
pub fn name(of: &str, path: &str) -> String {
    if path.is_empty() {
        of.to_owned()
    } else {
        format!("{of} {path}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_leaf_that_differs_is_named_with_both_sides() {
        let old = json!({"base": "0", "slopes": {"one": "0.1"}, "cap": null});
        let new = json!({"base": "0", "slopes": {"one": "0.2"}, "cap": "5"});
        let changes = between("ATOM", &old, &new);
        let said: Vec<String> = changes.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["ATOM cap: none → 5", "ATOM slopes.one: 0.1 → 0.2"]);
    }

    #[test]
    fn a_way_is_told_in_stages() {
        let stage = |hours, value: &str| Stage {
            hours,
            value: value.to_owned(),
        };
        let change = Change {
            course: vec![stage(0, "0.6"), stage(72, "0.54")],
            ..Change::new("ATOM liquidation_threshold", Some("0.6"), Some("0.54"))
        };
        assert_eq!(
            change.to_string(),
            "ATOM liquidation_threshold: 0.6 → 0.54, a ramp of 72 h: 0.6 at 0 h, 0.54 at 72 h, and stays"
        );
    }
}
