//! The program `tradeprint`.

fn main() -> std::process::ExitCode {
    tradeprint::cli::run().into()
}
