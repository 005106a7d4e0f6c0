//! Tests of the nodes as a client meets them: the contract, the numbers, the faults, the program, the committed data.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod contract;
mod demo_data;
mod dialects;
mod faults;
mod many;
mod numbers;
mod page;
mod people;
mod process;
mod registry;
mod relay;
mod requests;
mod schema;
mod support;
mod talk;
