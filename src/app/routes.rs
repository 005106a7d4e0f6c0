//! Addresses of the page, typed, both ways.
//!
//! Everything stands in the fragment, which a browser never sends: no server learns which variant is looked at, and the
//! page works from any static host, under any path, without rewrite rules.

use cohort_core::{
    genome::Assembly,
    region::{Region, Symbol},
    variant::{Variant, notation},
};

/// Where in the page somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) enum Route {
    /// The search.
    #[default]
    Explore,
    /// One variant and what the nodes say of it.
    Variant(Variant),
    /// The same of a row of a file: how many of those are asked about is limited.
    FileVariant(Variant),
    /// A gene: what cohorts have in it.
    Gene(Assembly, Symbol),
    /// A region: the same.
    Region(Region),
    /// What the nodes said of a variant, to be printed or kept.
    Report(Variant),
    /// The same of a row of a file.
    FileReport(Variant),
    /// Stories in plain words.
    Plain,
    /// One of them.
    PlainStory(StoryName),
    /// Any variant in plain words.
    PlainVariant(Variant),
    /// Variants that matter for medicines, as a table.
    Medicines,
    /// The file that is open on this device.
    MyFile,
    /// The same, with a filter that somebody shared.
    Filter(String),
    /// What the records of that file come to.
    Quality,
    /// What its samples come to as a cohort.
    Cohort,
    /// Who can be asked.
    Nodes,
    /// What left this device.
    Ledger,
    /// Intended use, promise, provenance.
    About,
    /// An address that names no page.
    Unknown(String),
}

/// Which story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoryName {
    /// LCT: milk as an adult.
    Lactase,
    /// HERC2: the colour of eyes.
    Eyes,
    /// HFE: iron.
    Iron,
    /// CYP2C19: clopidogrel.
    Medicine,
}

impl StoryName {
    /// In the order of the list.
    pub(crate) const ALL: [Self; 4] = [Self::Lactase, Self::Eyes, Self::Iron, Self::Medicine];

    const fn name(self) -> &'static str {
        match self {
            Self::Lactase => "lactase",
            Self::Eyes => "eyes",
            Self::Iron => "iron",
            Self::Medicine => "medicine",
        }
    }
}

impl Route {
    /// Reads a fragment, with or without its `#`.
    pub(crate) fn from_fragment(fragment: &str) -> Self {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        match parts[..] {
            [""] => Self::Explore,
            ["variant", assembly, text] => {
                variant(assembly, text).map_or_else(|| Self::Unknown(path.to_owned()), Self::Variant)
            }
            ["variant", assembly, text, "report"] => {
                variant(assembly, text).map_or_else(|| Self::Unknown(path.to_owned()), Self::Report)
            }
            ["file", "variant", assembly, text] => {
                variant(assembly, text).map_or_else(|| Self::Unknown(path.to_owned()), Self::FileVariant)
            }
            ["gene", assembly, symbol] => match (assembly.parse(), symbol.parse()) {
                (Ok(assembly), Ok(symbol)) => Self::Gene(assembly, symbol),
                _ => Self::Unknown(path.to_owned()),
            },
            ["region", assembly, text] => {
                region(assembly, text).map_or_else(|| Self::Unknown(path.to_owned()), Self::Region)
            }
            ["file", "variant", assembly, text, "report"] => {
                variant(assembly, text).map_or_else(|| Self::Unknown(path.to_owned()), Self::FileReport)
            }
            ["plain"] => Self::Plain,
            ["plain", name] => {
                let story = StoryName::ALL.into_iter().find(|story| story.name() == name);
                story.map_or_else(|| Self::Unknown(path.to_owned()), Self::PlainStory)
            }
            ["plain", assembly, text] => {
                variant(assembly, text).map_or_else(|| Self::Unknown(path.to_owned()), Self::PlainVariant)
            }
            ["medicines"] => Self::Medicines,
            ["file"] => Self::MyFile,
            ["file", "quality"] => Self::Quality,
            ["file", "cohort"] => Self::Cohort,
            ["file", "filter", text] => decoded(text).map_or_else(|| Self::Unknown(path.to_owned()), Self::Filter),
            ["nodes"] => Self::Nodes,
            ["ledger"] => Self::Ledger,
            ["about"] => Self::About,
            _ => Self::Unknown(path.chars().take(200).collect()),
        }
    }

    /// The variant it is about.
    pub(crate) fn variant(&self) -> Option<&Variant> {
        match self {
            Self::Variant(variant)
            | Self::FileVariant(variant)
            | Self::Report(variant)
            | Self::FileReport(variant)
            | Self::PlainVariant(variant) => Some(variant),
            _ => None,
        }
    }

    /// Whether it is about the file that is open on this device.
    pub(crate) fn is_my_file(&self) -> bool {
        let is_of_row = matches!(self, Self::FileVariant(_) | Self::FileReport(_));
        is_of_row || matches!(self, Self::MyFile | Self::Filter(_) | Self::Quality | Self::Cohort)
    }

    /// Whether it is in plain words.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Plain | Self::PlainStory(_) | Self::PlainVariant(_))
    }

    /// The fragment with its `#`, ready for a link.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Explore | Self::Unknown(_) => "#/".to_owned(),
            Self::Variant(variant) => format!("#/variant/{}/{variant}", variant.assembly()),
            Self::Report(variant) => format!("#/variant/{}/{variant}/report", variant.assembly()),
            Self::FileVariant(variant) => format!("#/file/variant/{}/{variant}", variant.assembly()),
            Self::Gene(assembly, symbol) => format!("#/gene/{assembly}/{symbol}"),
            Self::Region(region) => format!("#/region/{}/{region}", region.assembly()),
            Self::FileReport(variant) => format!("#/file/variant/{}/{variant}/report", variant.assembly()),
            Self::Plain => "#/plain".to_owned(),
            Self::PlainStory(story) => format!("#/plain/{}", story.name()),
            Self::PlainVariant(variant) => format!("#/plain/{}/{variant}", variant.assembly()),
            Self::Medicines => "#/medicines".to_owned(),
            Self::MyFile => "#/file".to_owned(),
            Self::Quality => "#/file/quality".to_owned(),
            Self::Cohort => "#/file/cohort".to_owned(),
            Self::Filter(text) => format!("#/file/filter/{}", encoded(text)),
            Self::Nodes => "#/nodes".to_owned(),
            Self::Ledger => "#/ledger".to_owned(),
            Self::About => "#/about".to_owned(),
        }
    }
}

/// Longest filter that an address may carry.
const FILTER_BYTES: usize = 2000;

/// Percent-encoding of everything but letters, digits and `-._~` (RFC 3986 §2.1 to §2.3).
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok().filter(|text| text.len() <= FILTER_BYTES)
}

/// Only the canonical form is an address; a gene name or a pasted line is not.
fn variant(assembly: &str, text: &str) -> Option<Variant> {
    notation::canonical(assembly, text)
}

/// Only the form that links carry.
fn region(assembly: &str, text: &str) -> Option<Region> {
    let region = Region::parse(text, assembly.parse().ok()?).ok()?;
    (region.to_string() == text).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_found_again_from_its_link() {
        for fragment in [
            "#/",
            "#/variant/GRCh38/2-135851076-G-A",
            "#/variant/GRCh37/X-100-AC-A",
            "#/gene/GRCh38/HLA-A",
            "#/region/GRCh37/X:100-2000",
            "#/variant/GRCh38/2-135851076-G-A/report",
            "#/plain",
            "#/plain/iron",
            "#/plain/GRCh38/2-135851076-G-A",
            "#/medicines",
            "#/file",
            "#/file/variant/GRCh38/2-135851076-G-A",
            "#/file/variant/GRCh38/2-135851076-G-A/report",
            "#/file/filter/GT%20%3D%20het%20and%20gene%20~%20%C3%A4",
            "#/file/quality",
            "#/file/cohort",
            "#/nodes",
            "#/ledger",
            "#/about",
        ] {
            let route = Route::from_fragment(fragment);
            assert_eq!(route.href(), fragment);
            assert_eq!(Route::from_fragment(&route.href()), route);
        }
    }

    #[test]
    fn what_is_no_address_is_said_so() {
        for fragment in [
            "#/x",
            "#/variant/GRCh38/rs4988235",
            "#/plain/nothing",
            "#/gene/GRCh38/1",
            "#/region/GRCh38/chr2:1-5",
            "#/region/GRCh38/2:5-1",
            "#/variant/GRCh99/2-1-G-A",
            "#/variant/GRCh38/2-1-G-<DEL>",
            "#/file/filter/%",
            "#/file/filter/%FF",
            "#javascript:alert(1)",
        ] {
            assert!(matches!(Route::from_fragment(fragment), Route::Unknown(_)), "{fragment}");
        }
    }
}
