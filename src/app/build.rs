//! Compiles the translations: a missing key or a wrong placeholder fails the build.

use std::{env, error::Error, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/app/i18n");
    println!("cargo::rerun-if-changed=src/app/build.rs");
    let namespaces = [
        "shell",
        "alleles",
        "cohort",
        "explore",
        "variant",
        "map",
        "evidence",
        "medicines",
        "tools",
        "pooled",
        "report",
        "people",
        "plain",
        "stories",
        "file",
        "quality",
        "regions",
        "rows",
        "nodes",
        "doctor",
        "sign_in",
        "ledger",
        "about",
    ];
    let config = Config::new("en")?.add_locale("de")?.add_namespaces(namespaces)?.locales_path("src/app/i18n");
    // Texts are wanted as plain strings: components take them as properties.
    let config = config.parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?).join("i18n");
    translations.generate_i18n_module(out)?;
    Ok(())
}
