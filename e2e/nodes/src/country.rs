//! The countries of the 1+ Million Genomes portal that no cohort of the demo data stands in for: their made-up cohorts.
//!
//! Sizes are made up by one rule, 20 people of 100,000 inhabitants and at least 1,000, and are nobody's plan.
//!
//! How far allele frequencies of a country lie from the common ones is one number, `F` of the Balding–Nichols model: the
//! F_ST of two countries is then about the mean of theirs. Published: 0.004 on average between geographic regions of
//! Europe (Novembre et al. 2008, Nature 456:98); below 0.001 between neighbours in the middle and the west, about 0.005
//! across the continent, 0.023 between its extremes, the north of Finland and the south of Italy (Nelis et al. 2009, PLoS
//! ONE 4:e5472; likewise Heath et al. 2008, Eur J Hum Genet 16:1413). Each region has one `F` within that range: no country's
//! own value is claimed, and drift is not shared between neighbours as it is in life.

/// A country with a made-up cohort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2; in lower case it is the node's path.
    pub code: &'static str,
    /// In English.
    pub en: &'static str,
    /// In German.
    pub de: &'static str,
    /// Inhabitants in hundred thousands, rounded.
    inhabitants_100k: u32,
    region: Region,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    West,
    North,
    Baltic,
    SouthEast,
    Island,
}

impl Country {
    /// People in the made-up cohort.
    #[must_use]
    pub fn people(self) -> u32 {
        (self.inhabitants_100k * 20).max(1_000)
    }

    /// `F` of the Balding–Nichols model.
    #[must_use]
    pub fn differentiation(self) -> f64 {
        match self.region {
            Region::West => 0.001,
            Region::North => 0.002,
            Region::Baltic => 0.003,
            Region::SouthEast => 0.004,
            Region::Island => 0.006,
        }
    }

    /// Path segment of its node.
    #[must_use]
    pub fn path(self) -> String {
        self.code.to_ascii_lowercase()
    }
}

const fn country(
    code: &'static str,
    en: &'static str,
    de: &'static str,
    inhabitants_100k: u32,
    region: Region,
) -> Country {
    Country { code, en, de, inhabitants_100k, region }
}

/// In alphabetical order of their English names, the two islands last.
pub const COUNTRIES: [Country; 25] = [
    country("AT", "Austria", "Österreich", 91, Region::West),
    country("BE", "Belgium", "Belgien", 117, Region::West),
    country("BG", "Bulgaria", "Bulgarien", 64, Region::SouthEast),
    country("HR", "Croatia", "Kroatien", 39, Region::SouthEast),
    country("CZ", "Czechia", "Tschechien", 109, Region::West),
    country("DK", "Denmark", "Dänemark", 60, Region::North),
    country("EE", "Estonia", "Estland", 14, Region::Baltic),
    country("FR", "France", "Frankreich", 682, Region::West),
    country("DE", "Germany", "Deutschland", 835, Region::West),
    country("GR", "Greece", "Griechenland", 104, Region::SouthEast),
    country("HU", "Hungary", "Ungarn", 96, Region::West),
    country("IE", "Ireland", "Irland", 53, Region::North),
    country("LV", "Latvia", "Lettland", 19, Region::Baltic),
    country("LT", "Lithuania", "Litauen", 29, Region::Baltic),
    country("LU", "Luxembourg", "Luxemburg", 7, Region::West),
    country("NL", "Netherlands", "Niederlande", 179, Region::West),
    country("NO", "Norway", "Norwegen", 55, Region::North),
    country("PL", "Poland", "Polen", 366, Region::Baltic),
    country("PT", "Portugal", "Portugal", 106, Region::SouthEast),
    country("RO", "Romania", "Rumänien", 191, Region::SouthEast),
    country("SK", "Slovakia", "Slowakei", 54, Region::West),
    country("SI", "Slovenia", "Slowenien", 21, Region::SouthEast),
    country("SE", "Sweden", "Schweden", 106, Region::North),
    country("CY", "Cyprus", "Zypern", 9, Region::Island),
    country("MT", "Malta", "Malta", 5, Region::Island),
];
