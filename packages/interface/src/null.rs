use cosmwasm_schema::serde::{Deserialize, Deserializer};

/// What has a default may be absent, and may be `null`: clients that fill in every field send that.
pub(crate) fn null_is_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}
