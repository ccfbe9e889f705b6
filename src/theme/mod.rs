//! The house style: colours, fonts, sizes and logo, for pages and charts alike.
//!
//! It is one file, `theme/theme.toml` of the templates. [`House::read`] takes a file that holds only what it changes,
//! puts it over the one that is built in, and refuses what cannot be printed: unknown keys, colours that are none, a
//! missing logo, too little contrast. Pages read the merged file as it is; charts take [`Palette`] and [`ChartSizes`].

#![expect(
    clippy::result_large_err,
    reason = "a house style is read once a run; a boxed diagnostic would burden every caller"
)]

mod checks;
mod colour;
mod house;
mod palette;
mod reading;

pub use colour::Colour;
pub use house::{ChartSizes, Fonts, House, Logo};
pub use palette::Palette;

/// The name of the file among the templates.
pub const FILE: &str = "theme/theme.toml";
