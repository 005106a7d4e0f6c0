//! What is odd in one stretch of a file, until what stood before it is known.
//!
//! Owns the conditions under which a finding counts, and how they are settled in file order. Must not know what is
//! wrong.
//!
//! Stretches of a file are read by several workers at once, so that "this filter was not spoken of yet" cannot be
//! known where the filter is found. The finding says what it hangs on; [`Settler`] decides.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::hash::TextSet;

use super::{
    Column, Effect, Problem, Warning,
    warnings::{Kinds, WarningList},
};

/// What a finding that is told once is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Topic {
    Contig,
    Filter,
    FilterName,
    Format,
    Number,
    Info,
    InfoUndeclared,
    Sample,
}

/// Whether a finding counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum When<'a> {
    Always,
    /// On the first line of the file that has one on this.
    Once(Topic, &'a [u8]),
    /// In so many first records of the file.
    Early(u64),
    /// Both.
    EarlyOnce(u64, Topic, &'a [u8]),
    /// If the contig it is about stood earlier in the file; once a contig.
    Returning,
    /// If it did not.
    New,
}

/// [`When`], kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Condition {
    kind: ContigKind,
    /// Index of the record in the segment, and the limit in the file.
    early: Option<(u64, u64)>,
    once: Option<Key>,
}

type Key = (Topic, Box<[u8]>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ContigKind {
    Any,
    Returning,
    New,
}

/// Findings of one stretch, lines counted from its start.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Findings {
    list: Vec<(Option<Condition>, Warning)>,
    /// Of those that always count, and of those that count if they are early.
    #[serde(skip)]
    kinds: (Kinds, Kinds),
    /// Those that always count and are not in the list.
    unlisted: u64,
    /// Of those that count if they are early and are not in the list: record and limit.
    unlisted_early: Vec<(u64, u64)>,
}

impl Findings {
    /// Takes a finding of a record, counted from 0 in the stretch; its text is made only if it is listed.
    ///
    /// What always counts is kept as often as a list of warnings has room for its kind. So is what must be early: late
    /// ones only follow early ones. Of what is told once there are few.
    pub(super) fn add(
        &mut self,
        when: When<'_>,
        record: u64,
        (line, column, problem, effect): (u64, Option<Column>, Problem, Effect),
        text: impl FnOnce() -> String,
    ) {
        let condition = |kind, early: Option<u64>, once: Option<(Topic, &[u8])>| {
            let once = once.map(|(topic, text)| (topic, text.into()));
            Some(Condition { kind, early: early.map(|limit| (record, limit)), once })
        };
        let condition = match when {
            When::Always => {
                if !self.kinds.0.has_room(effect, column, &problem) {
                    self.unlisted += 1;
                    return;
                }
                None
            }
            When::Early(limit) => {
                if !self.kinds.1.has_room(effect, column, &problem) {
                    self.unlisted_early.push((record, limit));
                    return;
                }
                condition(ContigKind::Any, Some(limit), None)
            }
            When::Once(topic, text) => condition(ContigKind::Any, None, Some((topic, text))),
            When::EarlyOnce(limit, topic, text) => condition(ContigKind::Any, Some(limit), Some((topic, text))),
            When::Returning => condition(ContigKind::Returning, None, None),
            When::New => condition(ContigKind::New, None, None),
        };
        self.list.push((condition, Warning { line: Some(line), column, problem, effect, text: text() }));
    }
}

/// Decides in file order which findings count.
#[derive(Debug, Default)]
pub(super) struct Settler {
    /// The line on which each was told.
    told: HashMap<Key, u64>,
    contigs: TextSet<Box<[u8]>>,
    /// Nothing is said of contigs that come again.
    passes_scattered: bool,
}

impl Settler {
    /// Of a file that is read in parts, a contig comes again where it went on.
    pub(super) fn pass_scattered(&mut self) {
        self.passes_scattered = true;
    }

    /// Adds what counts of the next stretch, which starts after so many lines and records; `contigs` are those that
    /// appear in it, in that order those of the findings about a contig's first record.
    pub(super) fn settle(
        &mut self,
        findings: Findings,
        contigs: Vec<Box<[u8]>>,
        lines_before: u64,
        records_before: u64,
        warnings: &mut WarningList,
    ) {
        let is_early = |(record, limit): (u64, u64)| records_before + record < limit;
        let mut next_contig = 0;
        for (condition, mut warning) in findings.list {
            let line = warning.line.map_or(0, |line| line + lines_before);
            warning.line = warning.line.map(|_| line);
            if let Some(condition) = condition
                && !self.counts(condition, line, &contigs, &mut next_contig, is_early)
            {
                continue;
            }
            if self.passes_scattered && warning.problem == Problem::ContigScattered {
                continue;
            }
            warnings.add(warning);
        }
        let early = findings.unlisted_early.into_iter().filter(|early| is_early(*early)).count();
        warnings.add_unlisted(findings.unlisted + early as u64);
        self.contigs.extend(contigs);
    }

    fn counts(
        &mut self,
        condition: Condition,
        line: u64,
        contigs: &[Box<[u8]>],
        next_contig: &mut usize,
        is_early: impl Fn((u64, u64)) -> bool,
    ) -> bool {
        if !condition.early.is_none_or(is_early) {
            return false;
        }
        let once = match condition.kind {
            ContigKind::Any => condition.once,
            // Each contig's first record tells first whether it returns, then whether it is new.
            ContigKind::Returning => {
                let Some(contig) = contigs.get(*next_contig) else { return false };
                *next_contig += 1;
                if !self.contigs.contains(contig) {
                    return false;
                }
                Some((Topic::Contig, contig.clone()))
            }
            ContigKind::New => {
                let contig = next_contig.checked_sub(1).and_then(|last| contigs.get(last));
                return contig.is_some_and(|contig| !self.contigs.contains(contig));
            }
        };
        // One line may have more than one finding on the same.
        once.is_none_or(|key| *self.told.entry(key).or_insert(line) == line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_hides_another_inside_a_stretch() {
        let mut findings = Findings::default();
        let mut add = |when, record, column, problem| {
            findings.add(when, record, (record + 1, Some(column), problem, Effect::Used), String::new);
        };
        for record in 0..3000 {
            add(When::Always, record, Column::Pos, Problem::Unsorted);
            add(When::Early(2000), record, Column::Info, Problem::Empty);
        }
        add(When::Always, 3000, Column::Ref, Problem::Characters);
        let mut warnings = WarningList::default();
        Settler::default().settle(findings, Vec::new(), 10, 500, &mut warnings);
        assert_eq!((warnings.list().len(), warnings.count()), (201, 3000 + 1500 + 1));
        assert_eq!(warnings.list().last().and_then(|last| last.line), Some(3011));
    }
}
