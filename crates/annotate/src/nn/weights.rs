//! Which tensor has which name? A reader of safetensors that borrows the embedded bytes.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::Error;

const FILE: &str = "weights.safetensors";

/// Tensors of a safetensors file of 32-bit floats.
pub(crate) struct Weights {
    tensors: FxHashMap<String, (Vec<usize>, &'static [f32])>,
}

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

#[derive(Deserialize)]
struct Header {
    #[serde(rename = "__metadata__")]
    _metadata: serde::de::IgnoredAny,
    #[serde(flatten)]
    tensors: FxHashMap<String, Entry>,
}

impl Weights {
    /// Reads the header. The bytes must be aligned for floats.
    pub(crate) fn read(bytes: &'static [u8]) -> Result<Self, Error> {
        let fail = |reason: &str| Error::model(FILE, reason);
        let (len, rest) = bytes.split_at_checked(8).ok_or_else(|| fail("no header"))?;
        let len = u64::from_le_bytes(len.try_into().unwrap()) as usize;
        let (header, data) = rest.split_at_checked(len).ok_or_else(|| fail("header is cut off"))?;
        let header: Header = serde_json::from_slice(header).map_err(|e| Error::model(FILE, e))?;
        let read = |(name, entry): (String, Entry)| {
            let (from, to) = entry.data_offsets;
            let bytes = data.get(from..to).ok_or_else(|| fail("data are cut off"))?;
            let floats = bytemuck::try_cast_slice(bytes).map_err(|e| Error::model(FILE, e))?;
            if entry.dtype != "F32" || entry.shape.iter().product::<usize>() != floats.len() {
                return Err(Error::model(FILE, format!("`{name}` is not a tensor of floats of its shape")));
            }
            Ok((name, (entry.shape, floats)))
        };
        Ok(Self { tensors: header.tensors.into_iter().map(read).collect::<Result<_, _>>()? })
    }

    /// A tensor and its shape.
    pub(crate) fn tensor(&self, name: &str) -> Result<(&[usize], &'static [f32]), Error> {
        let (shape, data) =
            self.tensors.get(name).ok_or_else(|| Error::model(FILE, format!("no tensor `{name}`")))?;
        Ok((shape, data))
    }

    /// The data of a tensor whose length is known.
    pub(crate) fn vector(&self, name: &str, len: usize) -> Result<&'static [f32], Error> {
        let (_, data) = self.tensor(name)?;
        if data.len() != len {
            return Err(Error::model(FILE, format!("`{name}` has {} numbers, expected {len}", data.len())));
        }
        Ok(data)
    }
}

#[cfg(target_endian = "big")]
compile_error!("the model's floats are little-endian and are not converted");
