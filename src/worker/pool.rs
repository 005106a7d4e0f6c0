//! Workers that help to read, as the one that keeps the table sees them.
//!
//! Owns who has which stretch. Must not know how they are reached: what they are told waits to be fetched.

use cohort_core::{
    vcf::{Helper, Piece, PlanText, SegmentRange},
    wire::Generation,
};
use serde::{Deserialize, Serialize};

use crate::session::Handle;

/// Stretches with one helper at a time: one being read and one that waits for it.
const TASKS: usize = 2;

/// What a helper is told; the file is posted beside a plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Told {
    /// This file is next.
    Plan { generation: Generation, plan: Box<PlanText> },
    /// Read a stretch of it.
    Read { generation: Generation, range: SegmentRange },
}

/// Everybody who helps.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    helpers: Vec<Member>,
    told: Vec<(u32, Told)>,
}

#[derive(Debug)]
struct Member {
    number: u32,
    /// The file whose plan it has.
    generation: Option<Generation>,
    /// Stretches it has.
    tasks: Vec<u32>,
}

impl Pool {
    pub(crate) fn join(&mut self, number: u32) {
        self.helpers.push(Member { number, generation: None, tasks: Vec::new() });
    }

    /// Gives the stretches of a helper that is gone.
    pub(crate) fn leave(&mut self, number: u32) -> Vec<u32> {
        let gone = self.helpers.extract_if(.., |member| member.number == number);
        gone.flat_map(|member| member.tasks).collect()
    }

    /// So many help.
    pub(crate) fn len(&self) -> usize {
        self.helpers.len()
    }

    /// Nothing of what they have is wanted any more.
    pub(crate) fn forget(&mut self) {
        self.told.clear();
        for member in &mut self.helpers {
            (member.generation, member.tasks) = (None, Vec::new());
        }
    }

    /// Tells everybody who has room for it what to read next.
    pub(crate) fn hand_out(
        &mut self,
        generation: Generation,
        plan: impl Fn() -> Option<PlanText>,
        mut deal: impl FnMut() -> Option<SegmentRange>,
    ) {
        for round in 0..TASKS {
            for member in &mut self.helpers {
                if member.tasks.len() > round {
                    continue;
                }
                if member.generation != Some(generation) {
                    let Some(plan) = plan() else { return };
                    member.generation = Some(generation);
                    self.told.push((member.number, Told::Plan { generation, plan: Box::new(plan) }));
                }
                let Some(range) = deal() else { return };
                member.tasks.push(range.index());
                self.told.push((member.number, Told::Read { generation, range }));
            }
        }
    }

    /// A helper gave a stretch back, read or not; whether it had it.
    pub(crate) fn back(&mut self, number: u32, index: u32) -> bool {
        let member = self.helpers.iter_mut().find(|member| member.number == number);
        let tasks = member.map(|member| &mut member.tasks);
        tasks.is_some_and(|tasks| tasks.extract_if(.., |task| *task == index).count() > 0)
    }

    /// What is to be told to whom.
    pub(crate) fn take_told(&mut self) -> Vec<(u32, Told)> {
        std::mem::take(&mut self.told)
    }
}

/// The other end: a helper's own state.
pub(crate) struct Helping<H> {
    file: Option<(Generation, Helper, H)>,
}

impl<H: Handle> Helping<H> {
    pub(crate) fn new() -> Self {
        Self { file: None }
    }

    /// Does as told; gives the answer to a stretch.
    pub(crate) fn told(&mut self, told: &Told, file: Option<H>) -> Option<Vec<u8>> {
        match told {
            Told::Plan { generation, plan } => {
                self.file = Helper::new(plan).zip(file).map(|(helper, file)| (*generation, helper, file));
                None
            }
            Told::Read { generation, range } => {
                let (_, helper, file) = self.file.as_ref().filter(|(current, ..)| current == generation)?;
                let handle = file.at(range.file_bytes(file.file_bytes()));
                Some(Answer::encode(*generation, range.index(), helper.read(handle, range).ok().as_ref()))
            }
        }
    }
}

/// What a helper answers: the stretch's number, and what it made of it unless it could not be read.
pub(crate) struct Answer {
    pub(crate) generation: Generation,
    pub(crate) index: u32,
    pub(crate) piece: Option<Piece>,
}

impl Answer {
    /// A piece is large: its bytes stand behind the head as they are.
    fn encode(generation: Generation, index: u32, piece: Option<&Piece>) -> Vec<u8> {
        let mut bytes = [generation.to_le_bytes(), index.to_le_bytes()].concat();
        if let Some(piece) = piece {
            piece.write(&mut bytes);
        }
        bytes
    }

    /// `None` for what is no answer.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (generation, rest) = bytes.split_first_chunk()?;
        let (index, piece) = rest.split_first_chunk()?;
        let (generation, index) = (Generation::from_le_bytes(*generation), u32::from_le_bytes(*index));
        Some(Self { generation, index, piece: Piece::from_bytes(piece) })
    }
}
