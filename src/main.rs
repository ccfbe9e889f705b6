//! The program `tradeprint`.

/// Layout makes and drops many small values; the system's allocator spends a fifth of the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    tradeprint::cli::run().into()
}
