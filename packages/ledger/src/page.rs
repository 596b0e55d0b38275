//! Pages: bounded, exclusive of where they start.

const DEFAULT: usize = 10;
/// A node stops a query at 3,000,000 gas.
const MAX: usize = 30;

pub fn size(limit: Option<u32>) -> usize {
    bounded(limit, DEFAULT, MAX)
}

/// The same between 1 and other bounds; what does not fit a machine word is more than `max`.
pub fn bounded(limit: Option<u32>, default: usize, max: usize) -> usize {
    let asked = limit.map_or(default, |limit| {
        usize::try_from(limit).map_or(max, |size| size)
    });
    asked.clamp(1, max)
}

/// The first `size` items, and the key of the last where there are more.
pub fn cut<T, K>(mut items: Vec<T>, size: usize, key: impl Fn(&T) -> K) -> (Vec<T>, Option<K>) {
    let more = items.len() > size;
    items.truncate(size);
    let next = items.last().filter(|_| more).map(key);
    (items, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_last_item_only_where_there_are_more() {
        assert_eq!(cut(vec![1, 2, 3], 2, |n| *n), (vec![1, 2], Some(2)));
        assert_eq!(cut(vec![1, 2], 2, |n| *n), (vec![1, 2], None));
        assert_eq!(cut(Vec::<u8>::new(), 2, |n| *n), (vec![], None));
    }

    #[test]
    fn sizes_are_bounded() {
        assert_eq!((size(None), size(Some(0)), size(Some(1_000))), (10, 1, 30));
    }
}
