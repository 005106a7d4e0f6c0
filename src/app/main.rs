//! Starts the page.

fn main() {
    cohort_explorer::mount();
}
