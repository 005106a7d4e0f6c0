//! How many variants of opened files have been asked about in this session. Nodes that see many variants of one person
//! can tell who it is, so a session has a budget.
//!
//! Must not know how the count outlives a reload; the variants themselves never do.

use std::collections::BTreeSet;

use cohort_core::{beacon::people::Filter, variant::Variant};

/// What has been spent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FileBudget {
    spent: u32,
    /// Those asked about since the page was loaded: asking again tells nodes nothing new.
    asked: BTreeSet<Variant>,
    /// The same with what people were narrowed down by.
    people: Vec<(Variant, Vec<Filter>)>,
}

impl FileBudget {
    /// From the count that was kept over a reload; what is no count is taken for none.
    pub(crate) fn from_text(kept: &str) -> Self {
        Self { spent: kept.parse().unwrap_or_default(), ..Self::default() }
    }

    /// What is kept over a reload.
    pub(crate) fn to_text(&self) -> String {
        self.spent.to_string()
    }

    pub(crate) fn spent(&self) -> u32 {
        self.spent
    }

    /// Whether a variant of a file may be asked about.
    pub(crate) fn allows(&self, variant: &Variant, budget: u32) -> bool {
        self.spent < budget || self.asked.contains(variant)
    }

    /// A variant of a file is asked about.
    pub(crate) fn spend(&mut self, variant: &Variant) {
        if self.asked.insert(variant.clone()) {
            self.spent = self.spent.saturating_add(1);
        }
    }

    /// Whether people with a variant of a file and something else may be asked about: that tells more than the variant.
    pub(crate) fn allows_people(&self, variant: &Variant, filters: &[Filter], budget: u32) -> bool {
        self.spent < budget || self.asked_of_people(variant, filters)
    }

    /// They are asked about.
    pub(crate) fn spend_on_people(&mut self, variant: &Variant, filters: &[Filter]) {
        if !self.asked_of_people(variant, filters) {
            self.people.push((variant.clone(), filters.to_vec()));
            self.spent = self.spent.saturating_add(1);
        }
    }

    fn asked_of_people(&self, variant: &Variant, filters: &[Filter]) -> bool {
        self.people.iter().any(|(asked, with)| asked == variant && with == filters)
    }
}

#[cfg(test)]
mod tests {
    use cohort_core::variant::known::Catalogue;

    use super::*;

    #[test]
    fn a_variant_counts_once_and_the_count_outlives_a_reload() {
        let variant = |rs| Catalogue::built_in().by_rs_number(rs).unwrap().variant.clone();
        let [one, other] = [variant("rs4988235"), variant("rs12913832")];
        let mut budget = FileBudget::default();
        budget.spend(&one);
        budget.spend(&one);
        assert_eq!(budget.spent(), 1);
        assert!(budget.allows(&one, 1) && !budget.allows(&other, 1) && budget.allows(&other, 2));
        let reloaded = FileBudget::from_text(&budget.to_text());
        assert_eq!(reloaded.spent(), 1);
        assert!(!reloaded.allows(&one, 1), "which variants were asked about is not kept");
        assert_eq!(FileBudget::from_text("many").spent(), 0);
    }

    #[test]
    fn a_phenotype_beside_the_variant_counts_once_more() {
        let variant = Catalogue::built_in().by_rs_number("rs4988235").unwrap().variant.clone();
        let filters = [Filter::Term { key: "HP:0001250".into(), name: "Seizure".into() }];
        let mut budget = FileBudget::default();
        budget.spend(&variant);
        assert!(!budget.allows_people(&variant, &filters, 1));
        budget.spend_on_people(&variant, &filters);
        budget.spend_on_people(&variant, &filters);
        assert_eq!(budget.spent(), 2);
        assert!(budget.allows_people(&variant, &filters, 2) && !budget.allows_people(&variant, &[], 2));
    }
}
