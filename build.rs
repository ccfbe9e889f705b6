//! Rebuilds the crate when a template is added or removed: `include_dir!` sees changed files only.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
