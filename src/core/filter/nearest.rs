//! Names that may have been meant by a mistyped one.
//!
//! Must not know what the names stand for.

const MOST: usize = 3;

/// The names nearest to a mistyped one, best first: those that start with it, then those a few letters away.
pub(super) fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let typed = typed.to_lowercase();
    let allowed = (typed.chars().count() + 1) / 3;
    let mut found: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let is_start = typed.len() > 1 && lower.starts_with(&typed);
            let distance = if is_start { 1 } else { distance_within(&typed, &lower, allowed)? };
            Some((distance, name))
        })
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}

/// Letters to insert, drop, replace or exchange with the neighbour (Damerau–Levenshtein, restricted form);
/// `None` when there are more than allowed.
fn distance_within(left: &str, right: &str, allowed: usize) -> Option<usize> {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > allowed {
        return None;
    }
    let mut before_last = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            let mut best = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *letter == right[column - 1] && left[row - 1] == *other {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().filter(|distance| *distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["QUAL", "FILTER", "consequence", "proband", "mother", "DP"];
        let near = |typed| nearest(typed, names.into_iter());
        assert_eq!(near("qaul"), ["QUAL"]);
        assert_eq!(near("FLITER"), ["FILTER"]);
        assert_eq!(near("conseq"), ["consequence"]);
        assert_eq!(near("pro"), ["proband"]);
        assert_eq!(near("xyz"), Vec::<String>::new());
        assert_eq!(near(""), Vec::<String>::new());
    }
}
