//! Names that follow from what they name.
//!
//! An identifier is a prefix for the kind and sixteen characters of base 32 (80 bits) of a SHA-256 over what makes the
//! thing the thing that it is. The same article coded twice, on another machine or by a later version, gives the same
//! identifiers for the records that are still there.

use sha2::{Digest, Sha256};

/// Crockford's alphabet in lower case: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An identifier of the parts in their order; each part is taken with its length, so that none runs into the next.
///
/// ```
/// let id = sayso_model::id::of("doc", &["a text", "a publisher"]);
/// assert_eq!(id.len(), "doc_".len() + 16);
/// assert_ne!(id, sayso_model::id::of("doc", &["a text a", " publisher"]));
/// ```
pub fn of(prefix: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    hash.update(prefix.as_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut out = String::with_capacity(prefix.len() + 17);
    out.push_str(prefix);
    out.push('_');
    // Ten bytes are sixteen groups of five bits.
    let bits = digest[..10].iter().fold(0u128, |bits, &byte| bits << 8 | u128::from(byte));
    for group in (0..16).rev() {
        out.push(ALPHABET[(bits >> (group * 5)) as usize & 31] as char);
    }
    out
}

/// SHA-256 in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a string takes all that is written");
        out
    })
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
