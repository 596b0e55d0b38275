//! The page.
use crate::demo::record::Report;
use anyhow::Result;

pub fn page(_report: &Report) -> Result<String> {
    Ok(String::new())
}
