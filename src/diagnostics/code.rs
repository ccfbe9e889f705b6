//! The stable codes of diagnostics.

macro_rules! codes {
    ($($variant:ident = $code:literal, $text:literal;)*) => {
        /// A stable code; `docs/diagnostics.md` lists each with its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $text] $variant,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// What the code means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }
        }
    };
}

codes! {
    FileMissing = "E0101", "A required file of the data folder is missing or cannot be read.";
    NotUtf8 = "E0102", "A file is not UTF-8.";
    EmptyTable = "E0103", "A table has no header or no row.";
    MissingColumn = "E0104", "A required column is missing.";
    UnknownColumn = "E0105", "A column is not described for this table.";
    DuplicateColumn = "E0106", "A column name stands twice in the header.";
    FieldCount = "E0107", "A row has more or fewer fields than the header.";
    BadQuoting = "E0108", "A quoted field is not closed or is followed by stray text.";
    NotANumber = "E0109", "A cell that must hold a number holds something else.";
    OutOfRange = "E0110", "A number lies outside the allowed range.";
    UnknownCode = "E0111", "A code is not in the vocabulary of the data folder.";
    BadYear = "E0112", "A cell that must hold a calendar year holds something else.";
    DuplicateKey = "E0113", "A key that must be unique stands twice.";
    MissingCell = "E0114", "A required cell is empty.";
    SharesNotOne = "E0115", "Shares that must sum to one do not.";
    SharesAboveOne = "E0116", "Shares that may sum to at most one sum to more.";
    YearGap = "E0117", "A series has a gap between its first and last year.";
    MissingCounterpart = "E0118", "A value lacks the value of another table that it needs.";
    ZeroOutput = "E0119", "Emissions stand beside an output of zero.";
    DoubleCount = "E0120", "A total is smaller than the sum of its parts, or parent and child are counted twice.";
    BadCatalogue = "E0121", "The catalogue tradeprint.toml cannot be read as described.";
    BadShapes = "E0122", "The region boundaries cannot be read as described.";
    BadPackage = "E0123", "The description datapackage.json does not match the tables.";
    BadClaim = "E0124", "An entry of claims.toml cannot be read or names unknown codes.";
    WrongUnit = "E0125", "A column or cell names another unit than the one required.";
    UnknownSource = "E0126", "A row names a source that sources.csv does not list.";
    TooFewYears = "W0127", "A series is too short for what would be computed from it.";
    MirrorGap = "W0128", "Two reporters of the same flow differ widely.";
    UnusedRow = "W0129", "A row is valid and used by nothing.";
    HeaderOnly = "W0130", "A table that may be absent has a header and no row, and is not read.";
    TemplateMissing = "E0201", "A template or label is missing.";
    TemplateSyntax = "E0202", "A template cannot be rendered.";
    UnknownFact = "E0203", "A template asks for a fact that does not exist.";
    BareNumber = "E0204", "A template prints a number without a unit filter.";
    MarkdownUnsupported = "E0205", "A Markdown construct has no counterpart on the page.";
    UnknownReference = "E0206", "A reference to a figure, table, equation or work has no target.";
    BibliographyInvalid = "E0207", "The bibliography cannot be read.";
    SentenceUnsafe = "E0208", "A message of sentences.ftl leaves out a direction or a tense that its facts can have.";
    SentenceUnfit = "E0209", "A fact cannot be told in the way that a template asks for.";
    TextsMissing = "W0210", "A language has no texts of a kind of report.";
    BadTheme = "E0211", "The house style theme.toml cannot be used as written.";
    ThemeFile = "E0212", "The house style names a font or a logo that is not there.";
    LowContrast = "E0213", "Colours of the house style cannot be told apart on paper or in a grey print.";
    Typesetting = "E0301", "The page cannot be typeset.";
    PdfExport = "E0302", "The PDF cannot be written as the standard demands.";
    FigureMissing = "E0303", "A figure cannot be drawn from the facts.";
    StandardsExclude = "E0304", "The standards asked for exclude each other, or forbid what every document carries.";
    AlternativeText = "E0305", "The text of a figure for those who cannot see it does not say what it shows.";
    WriteFailed = "E0401", "A file cannot be written.";
    UnknownSelection = "E0402", "An option names a region, industry, report or language that does not exist.";
    UnknownFactId = "E0403", "No fact has this id.";
    NotOurs = "E0404", "A file is no PDF of this program, or lacks the files that travel inside.";
    EvidenceChanged = "E0405", "A file inside a PDF is not the one that the document was made with.";
    EvidenceDiffers = "E0406", "A document does not say what the data folder says now.";
    NoEdition = "E0407", "A folder holds no finished edition, or files of another form.";
    ShardDiffers = "E0408", "A shard does not belong to the others.";
    ShardMissing = "E0409", "A shard of an edition is missing, or not as it was made.";
    FolderTaken = "E0410", "A new data folder would be written where something stands already.";
    ImportUnreadable = "E0501", "A file to import cannot be read.";
    ImportUnknown = "E0502", "A file to import fits no layout.";
    ImportCell = "E0503", "A cell of a file to import holds something else than its layout says.";
    ImportDecimalMark = "E0504", "A number of a file to import has another decimal mark than its layout.";
    ImportDouble = "E0505", "A row, series, month or file to import stands twice.";
    ImportUncovered = "E0506", "A code of a file to import belongs to nothing in the data folder.";
    ImportUnit = "E0507", "Imported values are a thousand times off the known ones.";
    ImportConflict = "E0508", "An imported value differs from the one in the data folder.";
    ImportSetting = "E0509", "An import needs a setting, or a setting or mapping file cannot be used.";
    ImportNothing = "E0510", "A file to import holds nothing for the pair of the data folder.";
    ImportIncomplete = "W0511", "A year to import lacks months, or a product chapters.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
