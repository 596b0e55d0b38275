//! Words of others inside one line of ours.

/// An error is one line, and not longer than a person reads.
pub(crate) fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_one_and_long_ones_are_cut() {
        assert_eq!(one_line(" no\n  such\tfile\n"), "no such file");
        let cut = one_line(&"ä".repeat(300));
        assert_eq!(cut.chars().count(), 201);
        assert!(cut.ends_with("ä…"));
    }
}
