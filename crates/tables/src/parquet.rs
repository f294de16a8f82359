//! Rows as Parquet: typed columns, all of which may be missing, in groups of rows that fit in memory.

use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;

use crate::column::Head;
use crate::losses::Losses;
use crate::manifest::Piece;
use crate::sink::{Out, Sink};
use crate::{Cell, Kind, Result};

/// Rows held before they are written.
const GROUP: usize = 20_000;

/// A file of columns.
pub(crate) struct Parquet {
    file: SerializedFileWriter<Out>,
    columns: Vec<Held>,
    held: usize,
    count: u64,
}

/// What is held of a column: values of the rows that have one, and which rows those are.
struct Held {
    values: Values,
    known: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Number(Vec<i64>),
    Real(Vec<f64>),
    Flag(Vec<bool>),
    Day(Vec<i32>),
}

impl Parquet {
    pub fn new(out: Out, grain: &str, heads: &[Head]) -> Result<Self> {
        let fields = heads.iter().map(|head| Ok(Arc::new(field(head)?))).collect::<Result<_>>()?;
        let schema = Arc::new(Type::group_type_builder(grain).with_fields(fields).build()?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("sayso".to_owned())
            .build();
        let file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
        let columns = heads.iter().map(|h| Held { values: Values::none(h.kind), known: Vec::new() });
        Ok(Self { file, columns: columns.collect(), held: 0, count: 0 })
    }

    fn write(&mut self) -> Result<()> {
        if self.held == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            let mut writer = group.next_column()?.expect("as many columns as the schema has");
            column.write(&mut writer)?;
            writer.close()?;
        }
        group.close()?;
        self.held = 0;
        Ok(())
    }
}

fn field(head: &Head) -> Result<Type> {
    let (physical, logical) = match head.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Number => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Flag => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let builder = Type::primitive_type_builder(head.name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(builder.with_logical_type(logical).build()?)
}

impl Values {
    fn none(kind: Kind) -> Self {
        match kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Real => Values::Real(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
        }
    }
}

impl Held {
    fn push(&mut self, cell: &Cell<'_>) {
        self.known.push(i16::from(*cell != Cell::Missing));
        match (&mut self.values, cell) {
            (_, Cell::Missing) => {}
            (Values::Text(to), Cell::Text(words)) => to.push(ByteArray::from(words.as_bytes().to_vec())),
            (Values::Number(to), Cell::Number(n)) => to.push(*n),
            (Values::Real(to), Cell::Real(n)) => to.push(*n),
            (Values::Flag(to), Cell::Flag(flag)) => to.push(*flag),
            (Values::Day(to), Cell::Day(day)) => to.push(since_1970(*day)),
            (_, cell) => unreachable!("{cell:?} stands in a column of another type"),
        }
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let known = Some(&self.known[..]);
        match &mut self.values {
            Values::Text(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, known, None)?;
                values.clear();
            }
            Values::Number(values) => {
                writer.typed::<Int64Type>().write_batch(values, known, None)?;
                values.clear();
            }
            Values::Real(values) => {
                writer.typed::<DoubleType>().write_batch(values, known, None)?;
                values.clear();
            }
            Values::Flag(values) => {
                writer.typed::<BoolType>().write_batch(values, known, None)?;
                values.clear();
            }
            Values::Day(values) => {
                writer.typed::<Int32Type>().write_batch(values, known, None)?;
                values.clear();
            }
        }
        self.known.clear();
        Ok(())
    }
}

fn since_1970(day: jiff::civil::Date) -> i32 {
    (day - jiff::civil::date(1970, 1, 1)).get_days()
}

impl Sink for Parquet {
    fn row(&mut self, _: &str, cells: &[Cell<'_>], _: &mut Losses) -> Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.held += 1;
        self.count += 1;
        if self.held == GROUP { self.write() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<Piece> {
        self.write()?;
        let count = self.count;
        self.file.into_inner()?.finish(count)
    }
}
