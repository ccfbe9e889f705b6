//! How often the intervals of balances and of changes hold the truth in worlds whose truth is known: `chain_coverage [WORLDS]`.
//!
//! The worlds are those of `tests/known_world.rs`. `docs/interval-coverage-chain.md` holds what it prints for 300.

#[path = "../tests/known_world.rs"]
mod known_world;
#[allow(dead_code)]
#[path = "../tests/synthetic.rs"]
mod synthetic;

#[allow(clippy::print_stdout)]
fn main() {
    let worlds = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(300);
    for (id, held) in known_world::shares_held(worlds) {
        println!("{id}: {held:.4} of {worlds} worlds");
    }
}
