//! Which version of a contract may take over from which.

/// Whether code of version `ours` may take over what `found` wrote: an older code does not know what a newer one wrote.
pub fn takes_over(found: &str, ours: &str) -> bool {
    numbers(found) <= numbers(ours)
}

/// `1.20.3` as three numbers; what is none counts as the largest.
fn numbers(version: &str) -> Vec<u64> {
    let parts = version.split('.');
    parts.map(|part| part.parse().unwrap_or(u64::MAX)).collect()
}
