//! The standards that a PDF may promise, and which of them can stand together.

use std::fmt;
use std::str::FromStr;

macro_rules! standards {
    ($($variant:ident = $code:literal, $name:literal, $family:ident;)*) => {
        /// A version of PDF, or a standard for archiving (PDF/A) or for access (PDF/UA).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Standard {
            $(#[doc = $name] $variant,)*
        }

        impl Standard {
            /// Every standard that the typesetter knows, in order.
            pub const ALL: &'static [Standard] = &[$(Standard::$variant,)*];

            /// The code as typed: `a-3a`.
            pub fn code(self) -> &'static str {
                match self { $(Standard::$variant => $code,)* }
            }

            /// The name as printed: `PDF/A-3a`.
            pub fn name(self) -> &'static str {
                match self { $(Standard::$variant => $name,)* }
            }

            fn family(self) -> Family {
                match self { $(Standard::$variant => Family::$family,)* }
            }
        }
    };
}

/// What kind of promise a standard is; a file makes at most one of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Version,
    Archive,
    Access,
}

standards! {
    Pdf14 = "1.4", "PDF 1.4", Version;
    Pdf15 = "1.5", "PDF 1.5", Version;
    Pdf16 = "1.6", "PDF 1.6", Version;
    Pdf17 = "1.7", "PDF 1.7", Version;
    Pdf20 = "2.0", "PDF 2.0", Version;
    A1b = "a-1b", "PDF/A-1b", Archive;
    A1a = "a-1a", "PDF/A-1a", Archive;
    A2b = "a-2b", "PDF/A-2b", Archive;
    A2u = "a-2u", "PDF/A-2u", Archive;
    A2a = "a-2a", "PDF/A-2a", Archive;
    A3b = "a-3b", "PDF/A-3b", Archive;
    A3u = "a-3u", "PDF/A-3u", Archive;
    A3a = "a-3a", "PDF/A-3a", Archive;
    A4 = "a-4", "PDF/A-4", Archive;
    A4f = "a-4f", "PDF/A-4f", Archive;
    A4e = "a-4e", "PDF/A-4e", Archive;
    Ua1 = "ua-1", "PDF/UA-1", Access;
}

impl Standard {
    /// Why a document of ours cannot promise it at all: every one carries its data as files inside.
    fn obstacle(self) -> Option<&'static str> {
        match self {
            Standard::A1b | Standard::A1a => {
                Some("PDF/A-1 forbids files inside a PDF, and every document carries its data")
            }
            Standard::A2b | Standard::A2u | Standard::A2a => Some(
                "PDF/A-2 lets a PDF carry other archival PDFs only, and every document carries its data as tables",
            ),
            Standard::A4 => Some(
                "PDF/A-4 carries files only in its form PDF/A-4f, and every document carries its data",
            ),
            _ => None,
        }
    }

    /// Why two standards cannot hold for one file.
    fn conflict(self, other: Standard) -> Option<String> {
        let (first, second) = if self <= other { (self, other) } else { (other, self) };
        if first.family() == second.family() {
            let family = match first.family() {
                Family::Version => "version of PDF",
                Family::Archive => "level of PDF/A",
                Family::Access => "level of PDF/UA",
            };
            return Some(format!("a file has one {family}"));
        }
        let four = |s: Standard| matches!(s, Standard::A4 | Standard::A4f | Standard::A4e);
        match (first, second) {
            (Standard::Pdf20, Standard::Ua1) => {
                Some("PDF/UA-1 is written for PDF 1.7; its successor for PDF 2.0 is PDF/UA-2".into())
            }
            (version, Standard::Ua1) if version < Standard::Pdf17 => Some(format!(
                "PDF/UA-1 marks heads and feet of pages in a way that {} does not have",
                version.name()
            )),
            (archive, Standard::Ua1) if four(archive) => Some(
                "PDF/UA-1 is written for PDF 1.7 and PDF/A-4 for PDF 2.0; the partner of PDF/A-4 is PDF/UA-2".into(),
            ),
            (Standard::Pdf20, archive) if !four(archive) => {
                Some(format!("{} ends with PDF 1.7", archive.name()))
            }
            (version, archive) if four(archive) && version < Standard::Pdf20 => {
                Some(format!("{} needs PDF 2.0", archive.name()))
            }
            _ => None,
        }
    }
}

impl FromStr for Standard {
    type Err = UnknownStandard;

    fn from_str(code: &str) -> Result<Self, UnknownStandard> {
        let found = Self::ALL.iter().find(|standard| standard.code() == code);
        found.copied().ok_or_else(|| UnknownStandard(code.to_owned()))
    }
}

/// A code that names no standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStandard(String);

impl fmt::Display for UnknownStandard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no standard `{}`", self.0)
    }
}

impl std::error::Error for UnknownStandard {}

/// Why standards cannot be promised together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The standards that exclude each other, or the one that no document can keep.
    pub standards: Vec<Standard>,
    /// The reason.
    pub reason: String,
}

/// What a PDF promises: at most one version, one level of PDF/A and one of PDF/UA, which can stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standards(Vec<Standard>);

impl Default for Standards {
    /// PDF/A-3a (archiving, with the data inside) and PDF/UA-1 (access) together.
    fn default() -> Self {
        Self(vec![Standard::A3a, Standard::Ua1])
    }
}

impl Standards {
    /// These standards together, in their order and each once; the default if none is named.
    ///
    /// # Errors
    /// The first standard that no document can keep, or the first two that exclude each other.
    pub fn new(list: &[Standard]) -> Result<Self, Conflict> {
        let mut list = list.to_vec();
        list.sort_unstable();
        list.dedup();
        if list.is_empty() {
            return Ok(Self::default());
        }
        for (at, standard) in list.iter().enumerate() {
            if let Some(reason) = standard.obstacle() {
                return Err(Conflict { standards: vec![*standard], reason: reason.to_owned() });
            }
            for other in &list[at + 1..] {
                if let Some(reason) = standard.conflict(*other) {
                    return Err(Conflict { standards: vec![*standard, *other], reason });
                }
            }
        }
        Ok(Self(list))
    }

    /// The standards in order.
    pub fn list(&self) -> &[Standard] {
        &self.0
    }

    /// Their codes, in order.
    pub fn codes(&self) -> Vec<String> {
        self.0.iter().map(|standard| standard.code().to_owned()).collect()
    }
}

impl fmt::Display for Standards {
    /// As the command line takes them: `a-3a,ua-1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.codes().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for standard in Standard::ALL {
            assert_eq!(standard.code().parse(), Ok(*standard));
        }
        assert!("a-3".parse::<Standard>().is_err());
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        let given = [Standard::Ua1, Standard::A3a, Standard::Ua1];
        assert_eq!(Standards::new(&given), Ok(Standards::default()));
        assert_eq!(Standards::new(&[]), Ok(Standards::default()));
        assert_eq!(Standards::default().to_string(), "a-3a,ua-1");
    }

    #[test]
    fn what_cannot_stand_together_is_refused_with_its_reason() {
        let refused = |list: &[Standard]| Standards::new(list).expect_err("they conflict").reason;
        for (list, reason) in [
            (&[Standard::A1a][..], "PDF/A-1 forbids files"),
            (&[Standard::A1b], "PDF/A-1 forbids files"),
            (&[Standard::A2a], "PDF/A-2 lets"),
            (&[Standard::A2u], "PDF/A-2 lets"),
            (&[Standard::A2b], "PDF/A-2 lets"),
            (&[Standard::A4], "only in its form PDF/A-4f"),
            (&[Standard::Pdf17, Standard::Pdf20], "one version of PDF"),
            (&[Standard::A3a, Standard::A3b], "one level of PDF/A"),
            (&[Standard::A3a, Standard::A4f], "one level of PDF/A"),
            (&[Standard::Pdf20, Standard::Ua1], "PDF/UA-2"),
            (&[Standard::Pdf14, Standard::Ua1], "PDF 1.4 does not have"),
            (&[Standard::Pdf15, Standard::Ua1], "PDF 1.5 does not have"),
            (&[Standard::Pdf16, Standard::Ua1], "PDF 1.6 does not have"),
            (&[Standard::A4f, Standard::Ua1], "PDF/UA-2"),
            (&[Standard::A4e, Standard::Ua1], "PDF/UA-2"),
            (&[Standard::Pdf20, Standard::A3u], "PDF/A-3u ends with PDF 1.7"),
            (&[Standard::Pdf14, Standard::A4f], "PDF/A-4f needs PDF 2.0"),
            (&[Standard::Pdf17, Standard::A4e], "PDF/A-4e needs PDF 2.0"),
        ] {
            let found = refused(list);
            assert!(found.contains(reason), "{list:?}: {found}");
        }
    }
}
