//! The server as a program asks it: what it gives, what it refuses, and what every answer says.

mod ask;
mod attack;
mod guard;
mod ledger;
mod review;
