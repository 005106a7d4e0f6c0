//! Demo nodes.
fn main() {}
