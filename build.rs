//! Rebuilds the crate when a template is added or removed: `include_dir!` sees changed files only.

#[expect(clippy::print_stdout, reason = "the way a build script talks to cargo")]
fn main() {
    println!("cargo::rerun-if-changed=templates");
}
