//! Which sayings are one standing commitment, said again?

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, format_smolstr};

use super::pledge::{Deed, Kind, Pledge, speaker};
use crate::compare::{Agreement, parties};

/// What somebody has said they would do, or asked for, once or more often.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Identifier, made from the key of its first saying.
    pub id: SmolStr,
    /// The sayings, the first one first.
    pub pledges: Vec<Pledge>,
}

/// Likeness of the words from which two sayings with no event in common are one.
const LIKE: f32 = 0.25;
/// Days after its last repetition within which a saying is a repetition and not a new one.
const DAYS: i32 = 180;

/// The block of a saying: only those of one speaker and kind are compared.
pub fn block(pledge: &Pledge) -> SmolStr {
    format_smolstr!("{}|{}", pledge.kind.as_str(), speaker(pledge))
}

/// Joins the sayings of one block to commitments. Withdrawals are none; see [`super::follow`].
pub fn commitments(block: &[Pledge]) -> Vec<Commitment> {
    let mut pledges: Vec<&Pledge> = block.iter().filter(|p| !p.takes_back).collect();
    pledges.sort_by(|a, b| a.published.cmp(&b.published).then_with(|| a.key.cmp(&b.key)));
    let mut out: Vec<Commitment> = Vec::new();
    for pledge in pledges {
        let near = |c: &&mut Commitment| {
            let last = c.pledges.last().and_then(|p| p.published).zip(pledge.published);
            last.is_none_or(|(a, b)| (b - a).get_days() <= DAYS)
                && c.pledges.iter().any(|p| is_same(p, pledge))
        };
        match out.iter_mut().find(near) {
            Some(known) => known.pledges.push(pledge.clone()),
            None => out.push(Commitment { id: name(pledge), pledges: vec![pledge.clone()] }),
        }
    }
    out
}

/// True if one saying repeats the other: the same deed against the same party, or much the same words.
fn is_same(a: &Pledge, b: &Pledge) -> bool {
    if parties(&a.to, &b.to) < Agreement::Open {
        return false;
    }
    let shares_deed = a.deeds.iter().any(|x| b.deeds.iter().any(|y| is_one_deed(x, y)));
    let apart = !a.deeds.is_empty() && !b.deeds.is_empty() && !shares_deed;
    !apart && (shares_deed || a.sketch.likeness(&b.sketch) >= LIKE)
}

fn is_one_deed(a: &Deed, b: &Deed) -> bool {
    a.kind == b.kind
        && parties(&a.actors, &b.actors) >= Agreement::Open
        && parties(&a.recipients, &b.recipients) >= Agreement::Open
}

fn name(first: &Pledge) -> SmolStr {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("pledge {} {}", first.key.document, first.key.event));
    let hex: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
    SmolStr::new(format!("com_{hex}"))
}

impl Commitment {
    /// What is done by saying it.
    pub fn kind(&self) -> Kind {
        self.pledges[0].kind
    }
}
