//! One binary for all tests of the public face.

mod broken_folders;
mod data_folder;
mod documents;
mod golden_numbers;
mod identities;
mod lineage;
mod recompute;
mod synthetic;
