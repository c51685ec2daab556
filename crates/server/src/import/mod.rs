//! Files of others, read line by line into the register.

pub mod communes;
pub mod finess;
pub mod staff;
