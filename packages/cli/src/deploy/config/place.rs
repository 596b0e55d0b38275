//! Where in the file something stands.

/// The line, from 1, where a span of bytes begins.
pub fn of_span(text: &str, span: Option<std::ops::Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    before.matches('\n').count() + 1
}

/// The line of `key` in a table, of the table where it has no such line, 1 where neither stands there as expected. The empty
/// table is the top of the file.
pub fn of_key(text: &str, table: &str, key: &str) -> usize {
    let header = format!("[{table}]");
    let mut found = 1;
    let mut inside = table.is_empty();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line.starts_with(&header);
            if inside {
                found = number;
            }
        } else if inside && is_of(line, key) {
            return number;
        }
    }
    found
}

/// Does the line set the key, at its beginning or inside braces?
fn is_of(line: &str, key: &str) -> bool {
    let set = |part: &str| {
        let rest = part.trim_start().strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    !key.is_empty() && !line.starts_with('#') && line.split(['{', ',']).any(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "min_margin = \"0.02\"\n\n[assets.ATOM] # a coin\ndenom = \"uatom\"\nbonus = { bonus_min = \"1\", bonus_max = \"2\" }\n\n[assets.TIA]\ndenom = \"utia\"\n";

    #[test]
    fn a_key_is_found_in_its_own_table() {
        assert_eq!(of_key(TEXT, "assets.TIA", "denom"), 8);
        assert_eq!(of_key(TEXT, "assets.ATOM", "bonus_max"), 5);
        assert_eq!(of_key(TEXT, "", "min_margin"), 1);
    }

    #[test]
    fn a_key_that_is_not_there_is_at_its_table() {
        assert_eq!(of_key(TEXT, "assets.TIA", "seed"), 7);
    }
}
