//! How often the intervals of the balance hold the truth in worlds whose truth is known: `chain_coverage [WORLDS]`.
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
    let [last, horizon] = known_world::shares_held(worlds);
    println!("{worlds} worlds: last year {last:.4}, horizon {horizon:.4}");
}
