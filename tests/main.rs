//! One binary for all tests of the public face.

mod architecture;
mod broken_folders;
mod command_line;
mod data_folder;
mod decomposition;
mod directions;
mod documents;
mod evidence;
mod forecast;
mod golden_numbers;
mod identities;
mod input_output;
mod known_world;
mod lineage;
mod literature;
mod methodology;
mod recompute;
mod russian;
mod scenarios;
mod sensitivity;
mod supply_chain;
mod synthetic;
mod tense;
mod uncertainty;
mod worlds;
