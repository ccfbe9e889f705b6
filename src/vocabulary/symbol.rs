//! Interned codes.

use std::collections::HashMap;

/// A code of the vocabulary, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u16);

impl Symbol {
    /// No code: the dimension does not apply.
    pub const NONE: Symbol = Symbol(0);
    /// All analysis industries together.
    pub const ALL: Symbol = Symbol(1);
    /// In lineage only: each analysis industry, or each region.
    pub const EACH: Symbol = Symbol(2);

    /// Whether the dimension applies.
    pub fn is_some(self) -> bool {
        self != Self::NONE
    }

    /// Its number among all codes.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// All codes in order of their first mention.
#[derive(Clone, Debug)]
pub struct Symbols {
    texts: Vec<Box<str>>,
    index: HashMap<Box<str>, Symbol>,
}

impl Default for Symbols {
    fn default() -> Self {
        let mut symbols = Self { texts: Vec::new(), index: HashMap::new() };
        for text in ["", "all", "*"] {
            symbols.intern(text);
        }
        symbols
    }
}

impl Symbols {
    /// The symbol of a code, new or old.
    ///
    /// # Panics
    /// After 65,536 different codes, which no data folder that passes its checks holds.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.index.get(text) {
            return *symbol;
        }
        let next = u16::try_from(self.texts.len()).expect("fewer than 65,536 codes");
        self.texts.push(text.into());
        self.index.insert(text.into(), Symbol(next));
        Symbol(next)
    }

    /// How many codes.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none: never, as there is always the code of nothing.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// All codes in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }

    /// The symbol of a known code.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.index.get(text).copied()
    }

    /// The code of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        &self.texts[usize::from(symbol.0)]
    }
}
