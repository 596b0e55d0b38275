//! Where in an answer a number stands, as messages say it.

use super::only::refuse_all_but;
use super::MAX_DIGITS;
use ballast_risk::integer::{div_down, saturated_u64};
use schemars::gen::SchemaGenerator;
use schemars::schema::{Schema, SchemaObject, SubschemaValidation};
use schemars::JsonSchema;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The most keys and indices of a path.
pub const MAX_STEPS: usize = 4;

/// One step into an answer: the key of an object, or the place in an array, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Key(String),
    Index(u32),
}

/// At most four steps; none is the whole answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<Step>);

/// By how many digits the value is too large: a number, or where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    Digits(u8),
    At(Path),
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Seconds.
    S,
    /// Nanoseconds.
    Ns,
}

/// Where an answer says since when its value holds.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct TimePath {
    pub path: Path,
    pub unit: TimeUnit,
}

impl Path {
    pub fn new(steps: Vec<Step>) -> Option<Self> {
        (steps.len() <= MAX_STEPS).then_some(Self(steps))
    }

    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl TimeUnit {
    pub fn seconds_down(self, time: u64) -> u64 {
        match self {
            Self::S => time,
            Self::Ns => saturated_u64(div_down(time.into(), 1_000_000_000).unwrap_or(0)),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`$")?;
        for step in &self.0 {
            match step {
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(at) => write!(f, "[{at}]")?,
            }
        }
        f.write_str("`")
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Key(key) => serializer.serialize_str(key),
            Self::Index(at) => serializer.serialize_u32(*at),
        }
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Serialize for Scale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Digits(digits) => serializer.serialize_u8(*digits),
            Self::At(path) => path.serialize(serializer),
        }
    }
}

struct StepVisitor;

impl<'de> Visitor<'de> for StepVisitor {
    type Value = Step;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key or an index")
    }
    fn visit_str<E: de::Error>(self, key: &str) -> Result<Step, E> {
        Ok(Step::Key(key.to_owned()))
    }
    fn visit_u64<E: de::Error>(self, at: u64) -> Result<Step, E> {
        let at = u32::try_from(at).map_err(|_| E::custom("an index has at most 32 bits"))?;
        Ok(Step::Index(at))
    }
    refuse_all_but!("expected a key or an index": bool, unit, negative, list, object);
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StepVisitor)
    }
}

fn read_path<'de, A: SeqAccess<'de>>(mut steps: A) -> Result<Path, A::Error> {
    let mut found = Vec::new();
    while let Some(step) = steps.next_element()? {
        found.push(step);
        if found.len() > MAX_STEPS {
            return Err(de::Error::custom("a path has at most 4 keys and indices"));
        }
    }
    Ok(Path(found))
}

struct PathVisitor;

impl<'de> Visitor<'de> for PathVisitor {
    type Value = Path;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of at most 4 keys and indices")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, steps: A) -> Result<Path, A::Error> {
        read_path(steps)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PathVisitor)
    }
}

struct ScaleVisitor;

impl<'de> Visitor<'de> for ScaleVisitor {
    type Value = Scale;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of digits, or a path to it")
    }
    fn visit_u64<E: de::Error>(self, digits: u64) -> Result<Scale, E> {
        match u8::try_from(digits) {
            Ok(digits) if u32::from(digits) <= MAX_DIGITS => Ok(Scale::Digits(digits)),
            _ => Err(E::custom("a scale has at most 38 digits")),
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, steps: A) -> Result<Scale, A::Error> {
        read_path(steps).map(Scale::At)
    }
    refuse_all_but!("expected a number of digits, or a path to it": bool, unit, negative, text, object);
}

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScaleVisitor)
    }
}

fn either(schemas: Vec<Schema>) -> Schema {
    Schema::Object(SchemaObject {
        subschemas: Some(Box::new(SubschemaValidation {
            any_of: Some(schemas),
            ..Default::default()
        })),
        ..Default::default()
    })
}

impl JsonSchema for Step {
    fn schema_name() -> String {
        "Step".to_owned()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        either(vec![
            String::json_schema(generator),
            u32::json_schema(generator),
        ])
    }
}

impl JsonSchema for Path {
    fn schema_name() -> String {
        "Path".to_owned()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<Step>>::json_schema(generator)
    }
}

impl JsonSchema for Scale {
    fn schema_name() -> String {
        "Scale".to_owned()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let digits = u8::json_schema(generator);
        either(vec![digits, generator.subschema_for::<Path>()])
    }
}
