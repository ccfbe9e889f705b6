//! One binary for all tests of the public face.

mod architecture;
mod broken_folders;
mod command_line;
mod data_folder;
mod documents;
mod golden_numbers;
mod identities;
mod input_output;
mod known_world;
mod lineage;
mod recompute;
mod synthetic;
mod uncertainty;
