//! One binary for all tests of the public face.
