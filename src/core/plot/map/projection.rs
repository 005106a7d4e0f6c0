//! ETRS89-LAEA (EPSG:3035): Lambert's azimuthal equal-area projection of Europe, so that a country is as large as its land.
//!
//! The committed outlines (`europe.txt`) were projected with it; the page itself never projects.

/// GRS80: half the equator's axis in metres and flattening (EPSG:7019).
const AXIS_M: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;
/// Natural origin and false origin (EPSG:3035).
const LATITUDE_0_DEG: f64 = 52.0;
const LONGITUDE_0_DEG: f64 = 10.0;
const EASTING_0_M: f64 = 4_321_000.0;
const NORTHING_0_M: f64 = 3_210_000.0;

/// Easting and northing in metres of a place in degrees (EPSG method 9820, Guidance Note 7-2 §3.4.2.1).
pub fn project(longitude_deg: f64, latitude_deg: f64) -> (f64, f64) {
    let e = (FLATTENING * (2.0 - FLATTENING)).sqrt();
    // Authalic q: proportional to the area between the equator and a latitude.
    let q = |sine: f64| {
        let es = e * sine;
        (1.0 - e * e) * (sine / (1.0 - es * es) - ((1.0 - es) / (1.0 + es)).ln() / (2.0 * e))
    };
    let q_pole = q(1.0);
    let authalic = |sine: f64| (q(sine) / q_pole).asin();
    let (sine_0, cosine_0) = LATITUDE_0_DEG.to_radians().sin_cos();
    let (sine_beta_0, cosine_beta_0) = authalic(sine_0).sin_cos();
    let (sine_beta, cosine_beta) = authalic(latitude_deg.to_radians().sin()).sin_cos();
    let (sine_east, cosine_east) = (longitude_deg - LONGITUDE_0_DEG).to_radians().sin_cos();
    let radius = AXIS_M * (q_pole / 2.0).sqrt();
    let d = AXIS_M * cosine_0 / (1.0 - (e * sine_0).powi(2)).sqrt() / (radius * cosine_beta_0);
    let b = radius * (2.0 / (1.0 + sine_beta_0 * sine_beta + cosine_beta_0 * cosine_beta * cosine_east)).sqrt();
    let east = b * d * cosine_beta * sine_east;
    let north = b / d * (cosine_beta_0 * sine_beta - sine_beta_0 * cosine_beta * cosine_east);
    (EASTING_0_M + east, NORTHING_0_M + north)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first is the worked example of EPSG Guidance Note 7-2 (2019) §3.4.2.1; the others were computed with PROJ 9 by
    /// pyproj, `Transformer.from_crs(4258, 3035)`.
    #[test]
    fn places_stand_where_epsg_3035_has_them() {
        let places = [
            ((5.0, 50.0), (3_962_799.45, 2_999_718.85)),
            ((10.0, 52.0), (4_321_000.0, 3_210_000.0)),
            ((24.94, 60.17), (5_145_382.16, 4_206_177.50)),
            ((14.51, 35.9), (4_731_812.21, 1_438_713.01)),
            ((-21.94, 64.15), (2_821_507.75, 4_912_019.10)),
            ((33.38, 35.17), (6_436_679.63, 1_670_516.60)),
            ((-9.14, 38.72), (2_665_402.84, 1_946_531.12)),
        ];
        for ((longitude, latitude), (east, north)) in places {
            let found = project(longitude, latitude);
            assert!(
                (found.0 - east).abs() < 0.01 && (found.1 - north).abs() < 0.01,
                "{longitude} {latitude}: {found:?}"
            );
        }
    }
}
