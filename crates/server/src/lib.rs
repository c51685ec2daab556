//! The program: portal, jobs and command line.
