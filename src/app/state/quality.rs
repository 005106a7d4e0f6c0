//! How the quality page is set: limits, what they are for, which sample. Forgotten with the page.

use cohort_core::quality::thresholds::{Limits, Measure, Target};

/// What a person chose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct QualityView {
    pub(crate) target: Target,
    pub(crate) limits: Limits,
    /// Among the counted samples, counted from 0.
    pub(crate) sample: usize,
}

impl Default for QualityView {
    fn default() -> Self {
        let target = Target::default();
        Self { target, limits: Limits::ega(target), sample: 0 }
    }
}

/// What a person does there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum QualityChange {
    /// Another limit.
    Limit(Measure, f64),
    /// The defaults for what was sequenced.
    Defaults(Target),
    /// Another sample.
    Sample(usize),
}

impl QualityView {
    /// Takes a change; a limit that is none changes nothing.
    pub(crate) fn apply(&mut self, change: QualityChange) {
        match change {
            QualityChange::Limit(measure, limit) => {
                self.limits.set(measure, limit);
            }
            QualityChange::Defaults(target) => (self.target, self.limits) = (target, Limits::ega(target)),
            QualityChange::Sample(sample) => self.sample = sample,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_change_and_come_back() {
        let mut view = QualityView::default();
        view.apply(QualityChange::Limit(Measure::Depth, 20.0));
        view.apply(QualityChange::Limit(Measure::Depth, -1.0));
        view.apply(QualityChange::Sample(2));
        assert_eq!((view.limits.get(Measure::Depth), view.sample), (20.0, 2));
        view.apply(QualityChange::Defaults(Target::Exome));
        assert_eq!((view.limits.get(Measure::Depth), view.limits.get(Measure::HetHom)), (10.0, 10.0));
    }
}
