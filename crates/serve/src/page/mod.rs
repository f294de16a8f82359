//! What does a person see? Every page is whole without a script; scripts only add to it.

pub mod article;
pub mod articles;
pub mod claim;
pub mod commitments;
pub mod compare;
pub mod dossier;
pub mod incident;
pub mod incidents;
pub mod ledger;
pub mod many;
pub mod map;
pub mod methods;
pub mod narrow;
pub mod network;
pub mod paste;
pub mod people;
pub mod review;
pub mod shell;
pub mod sign;
pub mod timeline;
pub mod toll;
pub mod trouble;

pub use shell::{Frame, page};
