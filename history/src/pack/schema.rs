//! The columns of packed records.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Decimal128Builder, Int32Builder, RecordBatch, StringBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;

use super::decimal::{PRECISION, SCALE};

/// Values and amounts: exact, as an integer of eight bytes on disk.
pub(crate) const AMOUNT: DataType = DataType::Decimal128(PRECISION, SCALE as i8);

/// One record a row.
pub(crate) fn schema() -> SchemaRef {
    let field = |name: &str, kind: DataType, null: bool| Field::new(name, kind, null);
    Arc::new(Schema::new(vec![
        field("direction", DataType::Utf8, false),
        field("year", DataType::Int32, false),
        field("month", DataType::Int32, false),
        field("country", DataType::Utf8, false),
        field("code", DataType::Utf8, false),
        field("unit", DataType::Utf8, false),
        field("value_usd", AMOUNT, false),
        field("weight_kg", AMOUNT, true),
        field("quantity", AMOUNT, true),
        field("region", DataType::Utf8, false),
    ]))
}

/// A record that has been checked.
pub(super) struct Record<'a> {
    pub(super) direction: &'a str,
    pub(super) year: i32,
    pub(super) month: i32,
    pub(super) country: &'a str,
    pub(super) code: &'a str,
    pub(super) unit: &'a str,
    /// In millionths, as the two below.
    pub(super) value: i128,
    pub(super) weight: Option<i128>,
    pub(super) quantity: Option<i128>,
    pub(super) region: &'a str,
}

/// Records on their way into a part.
pub(super) struct Builders {
    texts: [StringBuilder; 5],
    years: Int32Builder,
    months: Int32Builder,
    amounts: [Decimal128Builder; 3],
    rows: usize,
}

impl Builders {
    pub(super) fn new() -> Self {
        let amount = || Decimal128Builder::new().with_data_type(AMOUNT);
        Self {
            texts: std::array::from_fn(|_| StringBuilder::new()),
            years: Int32Builder::new(),
            months: Int32Builder::new(),
            amounts: [amount(), amount(), amount()],
            rows: 0,
        }
    }

    pub(super) fn push(&mut self, record: &Record<'_>) {
        let own = [record.direction, record.country, record.code, record.unit, record.region];
        self.texts.iter_mut().zip(own).for_each(|(column, text)| column.append_value(text));
        self.years.append_value(record.year);
        self.months.append_value(record.month);
        let own = [Some(record.value), record.weight, record.quantity];
        self.amounts.iter_mut().zip(own).for_each(|(column, value)| column.append_option(value));
        self.rows += 1;
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// What was pushed since the last batch.
    pub(super) fn batch(&mut self, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        let [direction, country, code, unit, region] =
            self.texts.each_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
        let [value, weight, quantity] =
            self.amounts.each_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
        let years: ArrayRef = Arc::new(self.years.finish());
        let months: ArrayRef = Arc::new(self.months.finish());
        let columns =
            vec![direction, years, months, country, code, unit, value, weight, quantity, region];
        RecordBatch::try_new(schema.clone(), columns)
    }
}
