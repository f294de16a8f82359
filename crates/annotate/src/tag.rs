//! Which tag does a word have? One layer over the vectors of the words.

use sayso_model::Tag;

use crate::{
    Error,
    nn::{Cpu, Matrix, WIDTH, Weights},
};

#[derive(Debug)]
pub(crate) struct Tagger {
    weight: Matrix,
    bias: &'static [f32],
    tags: Vec<Tag>,
}

impl Tagger {
    pub(crate) fn read(weights: &Weights, tags: Vec<Tag>) -> Result<Self, Error> {
        let weight = Matrix::read(weights, "tagger.weight")?;
        if (weight.inputs(), weight.outputs()) != (WIDTH, tags.len()) {
            return Err(Error::model("pipeline.json", "number of tags"));
        }
        Ok(Self { bias: weights.vector("tagger.bias", tags.len())?, weight, tags })
    }

    /// Appends the tag of every row. `scores` is spare room.
    pub(crate) fn tag(&self, cpu: Cpu, rows: &[f32], scores: &mut Vec<f32>, out: &mut Vec<Tag>) {
        let n = rows.len() / WIDTH;
        scores.resize(n * self.tags.len(), 0.0);
        self.weight.multiply(cpu, rows, WIDTH, n, scores);
        out.extend(scores.chunks_exact(self.tags.len()).map(|row| {
            let (mut best, mut most) = (0, f32::MIN);
            for (i, (score, bias)) in row.iter().zip(self.bias).enumerate() {
                if score + bias > most {
                    (best, most) = (i, score + bias);
                }
            }
            self.tags[best]
        }));
    }
}
