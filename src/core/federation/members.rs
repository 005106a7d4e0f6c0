//! The members of a network, one by one: who answered what, and who is missing.

use crate::beacon::{
    answer::{Answer, Standing},
    information::Member,
};

/// One member's part in a network's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPart {
    /// Its name, or its `beaconId` where the network does not name it.
    pub name: String,
    /// What its data sets say together; `None` where the answer does not mention it: networks leave out who is late.
    pub said: Option<Standing>,
}

/// Everyone the answer tells of, then those the network has named as members and that are missing in it.
pub fn members(answer: &Answer, named: &[Member]) -> Vec<MemberPart> {
    let mut parts: Vec<(&str, Option<Standing>)> = Vec::new();
    for set in &answer.datasets {
        match parts.iter_mut().find(|(beacon, _)| *beacon == set.beacon) {
            Some((_, said)) if said.as_ref().is_none_or(|said| weight(said) < weight(&set.standing)) => {
                *said = Some(set.standing.clone());
            }
            Some(_) => {}
            None => parts.push((&set.beacon, Some(set.standing.clone()))),
        }
    }
    for member in named {
        if parts.iter().all(|(beacon, _)| *beacon != member.beacon) {
            parts.push((&member.beacon, None));
        }
    }
    let name = |beacon: &str| named.iter().find(|member| member.beacon == beacon).map(|member| member.name.clone());
    parts
        .into_iter()
        .map(|(beacon, said)| MemberPart { name: name(beacon).unwrap_or_else(|| beacon.to_owned()), said })
        .collect()
}

/// Of several data sets of a member, the one that knows most speaks for it.
fn weight(standing: &Standing) -> u8 {
    match standing {
        Standing::Counted => 7,
        Standing::SeenWithoutCounts => 6,
        Standing::Suppressed => 5,
        Standing::BelowThreshold => 4,
        Standing::Absent => 3,
        Standing::NotCovered | Standing::CutShort { .. } => 2,
        Standing::Unsaid => 1,
        Standing::Failed(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beacon::answer::DatasetAnswer;

    #[test]
    fn the_missing_are_named() {
        let set = |beacon: &str, standing: Standing| DatasetAnswer {
            beacon: beacon.into(),
            dataset: "D".into(),
            standing,
            tally: None,
            floor: None,
            handover: None,
        };
        let datasets =
            vec![set("a", Standing::Absent), set("b", Standing::Failed("late".into())), set("a", Standing::Counted)];
        let answer = Answer { datasets, ..Answer::default() };
        let member = |beacon: &str, name: &str| Member { beacon: beacon.into(), name: name.into() };
        let parts = members(&answer, &[member("c", "Node C"), member("a", "Node A")]);
        let part = |name: &str, said: Option<Standing>| MemberPart { name: name.into(), said };
        assert_eq!(
            parts,
            [
                part("Node A", Some(Standing::Counted)),
                part("b", Some(Standing::Failed("late".into()))),
                part("Node C", None),
            ]
        );
    }
}
