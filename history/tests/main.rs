//! The program from the outside: records packed, summed and converted. All records are synthetic.

mod convert;
mod documents;
mod pack;
mod sums;
mod synthetic;
