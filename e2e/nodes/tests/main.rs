//! Tests of the nodes as a client meets them: the contract, the numbers, the faults, the program, the committed data.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod contract;
mod demo_data;
mod faults;
mod numbers;
mod page;
mod process;
mod registry;
mod schema;
mod support;
