//! The worker: opens the page's file, keeps its table, answers for windows of it.
//!
//! Owns turns: it reads a slice, posts what is due, and lets the event loop in before the next, so that rows,
//! details and a close are served while a file is being read. What a command means is [`session`]'s; what a
//! VCF is, the core's. Must not know the page, nor any network.

mod export;

// Without a browser only the tests use it.
#[cfg_attr(not(any(test, target_arch = "wasm32")), expect(dead_code, reason = "only a browser drives it"))]
mod pool;
#[cfg_attr(not(any(test, target_arch = "wasm32")), expect(dead_code, reason = "only a browser drives it"))]
mod session;

#[cfg_attr(not(any(test, target_arch = "wasm32")), expect(dead_code, reason = "only a browser drives it"))]
mod rehearsal;

#[cfg(target_arch = "wasm32")]
mod browser;

#[cfg(target_arch = "wasm32")]
fn main() {
    std::panic::set_hook(Box::new(|panic| browser::report(panic.location())));
    browser::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program runs in a browser's worker only.");
}
