//! Registration, rule by rule, through the pages.

mod attestations;
mod contact;
mod doubts;
mod drafts;
mod duplicates;
mod identity;
mod journey;
mod look_alikes;
mod situation;
mod together;
