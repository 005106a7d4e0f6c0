//! What a clinician assumes: the model of a disease, thresholds, cohorts to compare. Kept while the page is open; models with
//! a name are kept in this browser.
//!
//! Must not know whose counts they are compared with.

use std::collections::BTreeMap;

use cohort_core::{
    bundle::Assumptions,
    filter::looks_like_a_variant,
    stats::{
        credible::{Architecture, BadModel, DiseaseModel, Field, Inheritance, models_from_text, models_to_text},
        criteria::{BadThreshold, Code, Threshold},
        filtering::Founders,
    },
};

/// Models that are kept at most.
const MAX_MODELS: usize = 40;

/// The model while it is typed; what is no number is NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Draft {
    pub(crate) inheritance: Inheritance,
    /// People among whom one has the disease.
    pub(crate) one_in: f64,
    pub(crate) allelic: f64,
    pub(crate) genetic: f64,
    pub(crate) penetrance: f64,
}

impl Default for Draft {
    fn default() -> Self {
        Self { inheritance: Inheritance::Dominant, one_in: 2_000.0, allelic: 1.0, genetic: 1.0, penetrance: 0.5 }
    }
}

impl Draft {
    /// The model, under a name that nobody reads.
    pub(crate) fn model(&self) -> Result<DiseaseModel, BadModel> {
        self.named("-")
    }

    fn named(&self, name: &str) -> Result<DiseaseModel, BadModel> {
        let architecture = Architecture {
            prevalence: 1.0 / self.one_in,
            allelic_heterogeneity: self.allelic,
            genetic_heterogeneity: self.genetic,
            penetrance: self.penetrance,
        };
        DiseaseModel::new(name, self.inheritance, architecture)
    }

    fn of(model: &DiseaseModel) -> Self {
        let Architecture { prevalence, allelic_heterogeneity, genetic_heterogeneity, penetrance } =
            model.architecture();
        Self {
            inheritance: model.inheritance(),
            // 1/(1/n) is n but for rounding.
            one_in: (1e6 / prevalence).round() / 1e6,
            allelic: allelic_heterogeneity,
            genetic: genetic_heterogeneity,
            penetrance,
        }
    }

    /// The number in a field.
    pub(crate) fn get(&self, field: Field) -> f64 {
        match field {
            Field::Prevalence => self.one_in,
            Field::AllelicHeterogeneity => self.allelic,
            Field::GeneticHeterogeneity => self.genetic,
            Field::Penetrance => self.penetrance,
        }
    }
}

/// Why a model is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotKept {
    Nameless,
    /// The name names a variant; what is kept outlives the page.
    NameNames,
    /// A number is out of its range.
    NoModel,
    Full,
}

/// Something was set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ToolsChange {
    Inheritance(Inheritance),
    Number(Field, f64),
    Founders(Founders),
    /// A criterion's threshold; `None` is the published one.
    Threshold(Code, Option<f64>),
    /// The first (0) or second (1) cohort of a couple, by the key of its row.
    Partner(usize, String),
    /// A kept model, by its name.
    Use(String),
}

/// Everything that is assumed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tools {
    pub(crate) draft: Draft,
    pub(crate) founders: Founders,
    thresholds: BTreeMap<Code, f64>,
    /// Two cohorts, by the keys of their rows.
    pub(crate) couple: [Option<String>; 2],
    kept: Vec<DiseaseModel>,
    outcome: Option<Result<(), NotKept>>,
}

impl Tools {
    pub(crate) fn apply(&mut self, change: ToolsChange) {
        match change {
            ToolsChange::Inheritance(inheritance) => self.draft.inheritance = inheritance,
            ToolsChange::Number(Field::Prevalence, value) => self.draft.one_in = value,
            ToolsChange::Number(Field::AllelicHeterogeneity, value) => self.draft.allelic = value,
            ToolsChange::Number(Field::GeneticHeterogeneity, value) => self.draft.genetic = value,
            ToolsChange::Number(Field::Penetrance, value) => self.draft.penetrance = value,
            ToolsChange::Founders(founders) => self.founders = founders,
            ToolsChange::Threshold(code, Some(value)) => {
                self.thresholds.insert(code, value);
            }
            ToolsChange::Threshold(code, None) => {
                self.thresholds.remove(&code);
            }
            ToolsChange::Partner(at, key) => {
                if let Some(partner) = self.couple.get_mut(at) {
                    *partner = Some(key);
                }
            }
            ToolsChange::Use(name) => {
                if let Some(model) = self.kept.iter().find(|model| model.name() == name) {
                    self.draft = Draft::of(model);
                }
            }
        }
    }

    /// What the person set for a criterion, if anything.
    pub(crate) fn threshold(&self, code: Code) -> Option<Result<Threshold, BadThreshold>> {
        self.thresholds.get(&code).map(|value| Threshold::new(*value))
    }

    /// Whether the model is the person's and not the one that the page begins with.
    pub(crate) fn has_model(&self) -> bool {
        self.draft != Draft::default() && self.draft.model().is_ok()
    }

    /// Whether a threshold is the person's own.
    pub(crate) fn has_thresholds(&self) -> bool {
        !self.thresholds.is_empty()
    }

    /// What the person set, for a bundle. What is no model or threshold is left out.
    pub(crate) fn assumptions(&self) -> Assumptions {
        let is_sound = |(_, value): &(&Code, &f64)| Threshold::new(**value).is_ok();
        Assumptions {
            model: self.draft.model().ok().filter(|_| self.has_model()),
            founders: self.founders,
            thresholds: self.thresholds.iter().filter(is_sound).map(|(code, value)| (*code, *value)).collect(),
        }
    }

    /// As a bundle has it.
    pub(crate) fn of_bundle(assumed: &Assumptions) -> Self {
        Self {
            draft: assumed.model.as_ref().map_or_else(Draft::default, Draft::of),
            founders: assumed.founders,
            thresholds: assumed.thresholds.iter().copied().collect(),
            ..Self::default()
        }
    }

    /// Models that are kept, in the order in which they were named.
    pub(crate) fn kept(&self) -> &[DiseaseModel] {
        &self.kept
    }

    /// What came of keeping the last one.
    pub(crate) fn outcome(&self) -> Option<Result<(), NotKept>> {
        self.outcome
    }

    /// Those that were kept before.
    pub(crate) fn read_kept(&mut self, text: &str) {
        self.kept = models_from_text(text);
    }

    /// As they are kept.
    pub(crate) fn kept_text(&self) -> String {
        models_to_text(&self.kept)
    }

    /// Keeps the model under a name, in place of the one that had it.
    pub(crate) fn keep(&mut self, name: &str) {
        self.outcome = Some(self.take(name));
    }

    fn take(&mut self, name: &str) -> Result<(), NotKept> {
        if looks_like_a_variant(name) {
            return Err(NotKept::NameNames);
        }
        let model = self.draft.named(name).map_err(|bad| match bad {
            BadModel::Name { .. } => NotKept::Nameless,
            BadModel::OutOfRange { .. } => NotKept::NoModel,
        })?;
        let before = self.kept.iter().position(|kept| kept.name() == model.name());
        if before.is_none() && self.kept.len() >= MAX_MODELS {
            return Err(NotKept::Full);
        }
        match before {
            Some(at) => self.kept[at] = model,
            None => self.kept.push(model),
        }
        Ok(())
    }

    pub(crate) fn forget(&mut self, name: &str) {
        self.kept.retain(|model| model.name() != name);
        self.outcome = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_come_back_as_they_were_kept_and_name_no_variant() {
        let mut tools = Tools::default();
        tools.apply(ToolsChange::Number(Field::Prevalence, 3_000.0));
        tools.keep(" Mild form ");
        assert_eq!(tools.outcome(), Some(Ok(())));
        let mut again = Tools::default();
        again.read_kept(&tools.kept_text());
        again.apply(ToolsChange::Use("Mild form".to_owned()));
        assert_eq!(again.draft, tools.draft);
        for (name, expected) in [("", NotKept::Nameless), ("rs334", NotKept::NameNames)] {
            tools.keep(name);
            assert_eq!(tools.outcome(), Some(Err(expected)), "{name}");
        }
        tools.apply(ToolsChange::Number(Field::Penetrance, f64::NAN));
        tools.keep("broken");
        assert_eq!((tools.outcome(), tools.kept().len()), (Some(Err(NotKept::NoModel)), 1));
        tools.forget("Mild form");
        assert_eq!(tools.kept_text(), "[]");
    }

    #[test]
    fn what_is_assumed_comes_back_from_a_bundle() {
        let mut tools = Tools::default();
        assert_eq!(tools.assumptions(), Assumptions::default());
        tools.apply(ToolsChange::Number(Field::Prevalence, 3_000.0));
        tools.apply(ToolsChange::Threshold(Code::Bs1, Some(0.001)));
        tools.apply(ToolsChange::Threshold(Code::Ba1, Some(f64::NAN)));
        let again = Tools::of_bundle(&tools.assumptions());
        assert_eq!((again.draft, again.threshold(Code::Bs1)), (tools.draft, tools.threshold(Code::Bs1)));
        assert_eq!((again.has_model(), again.threshold(Code::Ba1)), (true, None));
    }

    #[test]
    fn thresholds_are_checked_and_can_be_given_back() {
        let mut tools = Tools::default();
        assert_eq!(tools.threshold(Code::Ba1), None);
        tools.apply(ToolsChange::Threshold(Code::Ba1, Some(1.5)));
        assert!(tools.threshold(Code::Ba1).unwrap().is_err());
        tools.apply(ToolsChange::Threshold(Code::Ba1, None));
        assert_eq!(tools.threshold(Code::Ba1), None);
    }
}
