//! The fonts: those of the templates, and what formulas and code need. Never the system's.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontStretch, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;
use typst_kit::fonts::FontStore;

use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::templating::Library;

/// Families taken from the fonts that come with the typesetter: formulas and code.
const BUILT_IN: [&str; 2] = ["New Computer Modern Math", "DejaVu Sans Mono"];

/// The file of one cut of a font.
#[derive(Clone, Debug)]
pub struct FontCut {
    /// The bytes of the file.
    pub file: Vec<u8>,
    /// Which of its fonts.
    pub number: u32,
}

/// All fonts that a document may use. Built once, shared by all documents.
pub struct FontLibrary {
    store: FontStore,
}

impl FontLibrary {
    /// The fonts of the template library (`fonts/*.ttf`, `fonts/*.otf`), then those for formulas and code.
    ///
    /// # Errors
    /// A font file that holds no font.
    pub fn new(library: &Library) -> Outcome<Self> {
        let mut store = FontStore::new();
        for file in library.fonts() {
            let fonts: Vec<Font> = Font::iter(Bytes::new(file.to_vec())).collect();
            if fonts.is_empty() {
                let text = "a file among the fonts of the templates holds no font";
                return Err(Diagnostic::error(Code::Typesetting, text).into());
            }
            store.extend(fonts.into_iter().map(with_info));
        }
        let built_in = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
        let wanted = built_in.filter(|font| BUILT_IN.contains(&font.info().family.as_str()));
        store.extend(wanted.map(with_info));
        Ok(Self { store })
    }

    /// The family of the first font, for pictures whose texts name none.
    pub(super) fn first_family(&self) -> Option<String> {
        self.store.font(0).map(|font| font.info().family.clone())
    }

    /// The families, sorted by name.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.book().families().map(|(name, _)| name).collect();
        names.sort_unstable();
        names
    }

    /// The cut of a family that the pages take for this weight; `None` if there is no such family.
    pub fn cut(&self, family: &str, weight: u16, italic: bool) -> Option<FontCut> {
        let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
        let weight = FontWeight::from_number(weight);
        let variant = FontVariant::new(style, weight, FontStretch::NORMAL);
        let font = self.font(self.book().select(&family.to_lowercase(), variant)?)?;
        Some(FontCut { file: font.data().to_vec(), number: font.index() })
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }
}

impl std::fmt::Debug for FontLibrary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FontLibrary").finish_non_exhaustive()
    }
}

fn with_info(font: Font) -> (Font, typst::text::FontInfo) {
    let info = font.info().clone();
    (font, info)
}
