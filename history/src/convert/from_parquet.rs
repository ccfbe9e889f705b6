//! Parquet to CSV.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::cells::{LINE_END, ROLE, Typed};
use super::to_parquet::writer;
use crate::diagnostics::Faults;
use crate::{unreadable, unwritten};

/// Converts one table.
pub(super) fn convert(input: &Path, out: &Path) -> Result<(), Faults> {
    let shown = input.display().to_string();
    let unread = |error: &dyn std::fmt::Display| Faults::from(unreadable(&shown, error));
    let failed = |error: &dyn std::fmt::Display| unwritten(out, error);
    let file = File::open(input).map_err(|error| unread(&error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| unread(&error))?;
    let schema = builder.schema().clone();
    let crlf = schema.metadata().get(LINE_END).is_some_and(|end| end == "CRLF");
    let own: Vec<usize> = (0..schema.fields().len())
        .filter(|column| !schema.field(*column).metadata().contains_key(ROLE))
        .collect();
    // The column with the texts of the numbers of another, if there is one.
    let written: Vec<Option<usize>> = own
        .iter()
        .map(|column| {
            let name = schema.field(*column).name();
            schema.fields().iter().position(|field| field.metadata().get(ROLE) == Some(name))
        })
        .collect();
    let folder = out.parent().filter(|own| !own.as_os_str().is_empty());
    let aside = crate::aside(folder.unwrap_or(Path::new("."))).map_err(|error| failed(&error))?;
    let mut csv = writer(BufWriter::new(aside.as_file()), crlf);
    csv.write_record(own.iter().map(|column| schema.field(*column).name()))
        .map_err(|error| failed(&error))?;
    for batch in builder.build().map_err(|error| unread(&error))? {
        let batch = batch.map_err(|error| unread(&error))?;
        let columns = columns(&batch, &own, &written).map_err(|error| unread(&error))?;
        for row in 0..batch.num_rows() {
            csv.write_record(columns.iter().map(|column| column.text(row)))
                .map_err(|error| failed(&error))?;
        }
    }
    csv.into_inner()
        .map_err(|error| failed(&error.error()))?
        .into_inner()
        .map_err(|error| failed(&error.error()))?;
    aside.as_file().sync_all().map_err(|error| failed(&error))?;
    aside.persist(out).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// A column with the texts of its numbers.
struct Column {
    values: ArrayRef,
    /// The values as text, where they are neither whole numbers nor numbers.
    texts: Option<StringArray>,
    written: Option<StringArray>,
}

impl Column {
    fn text(&self, row: usize) -> String {
        if let Some(written) = self.written.as_ref().filter(|written| written.is_valid(row)) {
            return written.value(row).to_owned();
        }
        if self.values.is_null(row) {
            return String::new();
        }
        match (&self.texts, self.values.data_type()) {
            (Some(texts), _) => texts.value(row).to_owned(),
            (None, DataType::Int64) => {
                Typed::Integer(self.values.as_primitive::<Int64Type>().value(row)).text()
            }
            (None, _) => Typed::Number(self.values.as_primitive::<Float64Type>().value(row)).text(),
        }
    }
}

fn columns(
    batch: &RecordBatch,
    own: &[usize],
    written: &[Option<usize>],
) -> Result<Vec<Column>, datafusion::arrow::error::ArrowError> {
    let texts = |array: &ArrayRef| {
        cast(array, &DataType::Utf8).map(|array| array.as_string::<i32>().clone())
    };
    own.iter()
        .zip(written)
        .map(|(column, written)| {
            let values = batch.column(*column);
            let typed = matches!(values.data_type(), DataType::Int64 | DataType::Float64);
            Ok(Column {
                values: values.clone(),
                texts: if typed { None } else { Some(texts(values)?) },
                written: written.map(|place| texts(batch.column(place))).transpose()?,
            })
        })
        .collect()
}
