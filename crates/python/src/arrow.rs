//! How do records become columns that other programs read where they lie? By the C stream of Arrow.
//!
//! The columns follow the types that the classes of Python declare, so that a table and its objects cannot differ.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, ListArray, MapArray, RecordBatch, RecordBatchIterator, StructArray, new_null_array,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use serde_json::Value;

use crate::problem;

/// Records in one batch: a reader that shows the first ones need not wait for all.
const BATCH: usize = 8192;

/// A stream of Arrow from lines of JSON. `shape` tells the columns: see `_shape.shape` in Python.
#[pyfunction]
pub fn arrow_stream<'py>(
    py: Python<'py>,
    shape: &str,
    lines: Vec<String>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let shape: Value = serde_json::from_str(shape).map_err(problem::bug)?;
    let DataType::Struct(fields) = data_type(&shape)? else {
        return Err(problem::bug("the shape of a table is one of members"));
    };
    let schema = Arc::new(Schema::new(fields.clone()));
    let shared = Arc::clone(&schema);
    let batches = Lines { lines: lines.into_iter(), fields };
    let reader = RecordBatchIterator::new(
        batches.map(move |columns| RecordBatch::try_new(Arc::clone(&shared), columns?)),
        schema,
    );
    let stream = FFI_ArrowArrayStream::new(Box::new(reader));
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

/// Lines that become columns when they are asked for.
struct Lines {
    lines: std::vec::IntoIter<String>,
    fields: Fields,
}

impl Iterator for Lines {
    type Item = Result<Vec<ArrayRef>, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let lines: Vec<String> = self.lines.by_ref().take(BATCH).collect();
        if lines.is_empty() {
            return None;
        }
        let read =
            |line: &String| serde_json::from_str(line).map_err(|e| ArrowError::JsonError(e.to_string()));
        let records: Result<Vec<Value>, ArrowError> = lines.iter().map(read).collect();
        Some(records.and_then(|records| {
            let records: Vec<Option<&Value>> = records.iter().map(Some).collect();
            members(&self.fields, &records)
        }))
    }
}

/// `"text"`, `"integer"`, `"number"`, `"flag"`, `"day"`; `["list", T]`, `["map", T]`, `["struct", [NAME, T], …]`.
fn data_type(shape: &Value) -> PyResult<DataType> {
    Ok(match shape {
        Value::String(name) => match name.as_str() {
            "text" => DataType::Utf8,
            "integer" => DataType::Int64,
            "number" => DataType::Float64,
            "flag" => DataType::Boolean,
            "day" => DataType::Date32,
            _ => return Err(problem::bug(format_args!("there is no type `{name}`"))),
        },
        Value::Array(of) => match of.as_slice() {
            [Value::String(list), inner] if list == "list" => {
                DataType::List(Arc::new(Field::new("item", data_type(inner)?, true)))
            }
            [Value::String(map), inner] if map == "map" => {
                let entries = vec![
                    Field::new("key", DataType::Utf8, false),
                    Field::new("value", data_type(inner)?, true),
                ];
                let entries = Field::new("entries", DataType::Struct(entries.into()), false);
                DataType::Map(Arc::new(entries), false)
            }
            [Value::String(of), members @ ..] if of == "struct" => {
                let field = |pair: &Value| {
                    let name = pair[0].as_str().unwrap_or_default();
                    Ok(Field::new(name, data_type(&pair[1])?, true))
                };
                DataType::Struct(members.iter().map(field).collect::<PyResult<Fields>>()?)
            }
            _ => return Err(problem::bug("there is no such shape")),
        },
        _ => return Err(problem::bug("there is no such shape")),
    })
}

fn members(fields: &Fields, records: &[Option<&Value>]) -> Result<Vec<ArrayRef>, ArrowError> {
    let member = |field: &Arc<Field>| {
        let values: Vec<Option<&Value>> =
            records.iter().map(|r| r.and_then(|r| r.get(field.name()))).collect();
        column(field.data_type(), &values)
    };
    fields.iter().map(member).collect()
}

/// A column of values, of which `null` and absent ones are none.
fn column(kind: &DataType, values: &[Option<&Value>]) -> Result<ArrayRef, ArrowError> {
    let some = |value: &Option<&Value>| value.is_some_and(|v| !v.is_null());
    let nulls = || NullBuffer::from(values.iter().map(some).collect::<Vec<bool>>());
    let wrong = || ArrowError::JsonError(format!("a value is no {kind}"));
    macro_rules! plain {
        ($builder:expr, $read:expr) => {{
            let mut builder = $builder;
            for value in values {
                match value.filter(|v| !v.is_null()) {
                    None => builder.append_null(),
                    Some(value) => builder.append_value($read(value).ok_or_else(wrong)?),
                }
            }
            Arc::new(builder.finish()) as ArrayRef
        }};
    }
    Ok(match kind {
        DataType::Utf8 => plain!(StringBuilder::new(), Value::as_str),
        DataType::Int64 => plain!(Int64Builder::new(), Value::as_i64),
        DataType::Float64 => plain!(Float64Builder::new(), Value::as_f64),
        DataType::Boolean => plain!(BooleanBuilder::new(), Value::as_bool),
        DataType::Date32 => plain!(Date32Builder::new(), day),
        DataType::Struct(fields) => {
            let columns = members(fields, values)?;
            Arc::new(StructArray::try_new(fields.clone(), columns, Some(nulls()))?)
        }
        DataType::List(item) => {
            let lists: Vec<&[Value]> =
                values.iter().map(|v| v.and_then(Value::as_array).map_or(&[][..], Vec::as_slice)).collect();
            let offsets = OffsetBuffer::from_lengths(lists.iter().map(|l| l.len()));
            let items: Vec<Option<&Value>> = lists.iter().flat_map(|l| l.iter().map(Some)).collect();
            let items = column(item.data_type(), &items)?;
            // A list that JSON leaves out is an empty one, as it is in the objects.
            Arc::new(ListArray::try_new(Arc::clone(item), offsets, items, None)?)
        }
        DataType::Map(entries, _) => {
            let DataType::Struct(pair) = entries.data_type() else { return Err(wrong()) };
            let maps: Vec<Vec<(&String, &Value)>> = values
                .iter()
                .map(|v| v.and_then(Value::as_object).map(|m| m.iter().collect()).unwrap_or_default())
                .collect();
            let offsets = OffsetBuffer::from_lengths(maps.iter().map(Vec::len));
            let mut keys = StringBuilder::new();
            maps.iter().flatten().for_each(|(key, _)| keys.append_value(key));
            let inner: Vec<Option<&Value>> = maps.iter().flatten().map(|(_, value)| Some(*value)).collect();
            let columns: Vec<ArrayRef> = vec![Arc::new(keys.finish()), column(pair[1].data_type(), &inner)?];
            let held = StructArray::try_new(pair.clone(), columns, None)?;
            Arc::new(MapArray::try_new(Arc::clone(entries), offsets, held, Some(nulls()), false)?)
        }
        _ => new_null_array(kind, values.len()),
    })
}

/// Days since 1970.
fn day(value: &Value) -> Option<i32> {
    let day: jiff::civil::Date = value.as_str()?.parse().ok()?;
    Some((day - jiff::civil::date(1970, 1, 1)).get_days())
}
