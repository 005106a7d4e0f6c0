//! What is assumed of a disease, checked when it comes in.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::is_share;

/// Longest name of a model.
pub const MAX_NAME_CHARS: usize = 80;

/// How many copies it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Inheritance {
    /// One.
    #[default]
    Dominant,
    /// Two.
    Recessive,
}

/// How a disease is made up: four shares above 0, at most 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Architecture {
    /// People with the disease among all people, such as 1/500.
    pub prevalence: f64,
    /// Largest share that one allele has in the cases its gene causes.
    pub allelic_heterogeneity: f64,
    /// Largest share that one gene has in all cases; 1 where the allelic share is already one of all cases.
    pub genetic_heterogeneity: f64,
    /// Share of people with the genotype who have the disease.
    pub penetrance: f64,
}

/// A disease with a name, as it can be saved; every part is within its range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct DiseaseModel {
    name: String,
    inheritance: Inheritance,
    architecture: Architecture,
}

/// A model as it is saved, before anything is believed of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    inheritance: Inheritance,
    prevalence: f64,
    allelic_heterogeneity: f64,
    genetic_heterogeneity: f64,
    penetrance: f64,
}

/// A part of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// [`Architecture::prevalence`]
    Prevalence,
    /// [`Architecture::allelic_heterogeneity`]
    AllelicHeterogeneity,
    /// [`Architecture::genetic_heterogeneity`]
    GeneticHeterogeneity,
    /// [`Architecture::penetrance`]
    Penetrance,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prevalence => "prevalence",
            Self::AllelicHeterogeneity => "allelic heterogeneity",
            Self::GeneticHeterogeneity => "genetic heterogeneity",
            Self::Penetrance => "penetrance",
        })
    }
}

/// Why there is no such model.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BadModel {
    /// A share is 0 or less, above 1, or no number.
    #[error("{field} lies above 0 and is at most 1, found {found}")]
    OutOfRange {
        /// Which.
        field: Field,
        /// As given.
        found: f64,
    },
    /// It cannot be told from others.
    #[error("a model needs a name of 1 to {MAX_NAME_CHARS} characters, found {found_chars}")]
    Name {
        /// Length as given, without white space around it.
        found_chars: usize,
    },
}

impl Architecture {
    fn fields(&self) -> [(Field, f64); 4] {
        [
            (Field::Prevalence, self.prevalence),
            (Field::AllelicHeterogeneity, self.allelic_heterogeneity),
            (Field::GeneticHeterogeneity, self.genetic_heterogeneity),
            (Field::Penetrance, self.penetrance),
        ]
    }
}

impl DiseaseModel {
    /// Checks every part; white space around the name is dropped.
    ///
    /// # Errors
    /// Names the first part that is out of its range.
    pub fn new(name: &str, inheritance: Inheritance, architecture: Architecture) -> Result<Self, BadModel> {
        let name = name.trim();
        let found_chars = name.chars().count();
        if !(1..=MAX_NAME_CHARS).contains(&found_chars) {
            return Err(BadModel::Name { found_chars });
        }
        match architecture.fields().into_iter().find(|(_, share)| !is_share(*share)) {
            Some((field, found)) => Err(BadModel::OutOfRange { field, found }),
            None => Ok(Self { name: name.to_owned(), inheritance, architecture }),
        }
    }

    /// What the person called it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it is inherited.
    pub fn inheritance(&self) -> Inheritance {
        self.inheritance
    }

    /// Its shares.
    pub fn architecture(&self) -> Architecture {
        self.architecture
    }
}

/// Models as they are kept: a JSON array. One that is no longer valid is passed over, and the others are kept.
pub fn models_from_text(text: &str) -> Vec<DiseaseModel> {
    let written: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    written.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect()
}

/// The inverse of [`models_from_text`].
pub fn models_to_text(models: &[DiseaseModel]) -> String {
    // Finite numbers and strings can always be written.
    serde_json::to_string(models).unwrap_or_default()
}

impl TryFrom<Written> for DiseaseModel {
    type Error = BadModel;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { name, inheritance, prevalence, allelic_heterogeneity, genetic_heterogeneity, penetrance } =
            written;
        let architecture = Architecture { prevalence, allelic_heterogeneity, genetic_heterogeneity, penetrance };
        Self::new(&name, inheritance, architecture)
    }
}

impl From<DiseaseModel> for Written {
    fn from(model: DiseaseModel) -> Self {
        let Architecture { prevalence, allelic_heterogeneity, genetic_heterogeneity, penetrance } = model.architecture;
        Self {
            name: model.name,
            inheritance: model.inheritance,
            prevalence,
            allelic_heterogeneity,
            genetic_heterogeneity,
            penetrance,
        }
    }
}
