//! What words of a file mean, so that a word of millions of rows is looked up once.

use rustc_hash::FxHashMap;

/// How many words are kept: more than there are countries, regions and directions, and few enough where a column is shifted.
const MOST: usize = 4096;

/// Meanings by word.
pub(super) struct Memo<T>(FxHashMap<Box<str>, T>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<T: Copy> Memo<T> {
    pub(super) fn get(&self, word: &str) -> Option<T> {
        self.0.get(word).copied()
    }

    pub(super) fn put(&mut self, word: &str, meaning: T) {
        if self.0.len() < MOST {
            self.0.insert(word.into(), meaning);
        }
    }

    pub(super) fn get_or(&mut self, word: &str, look: impl FnOnce(&str) -> T) -> T {
        self.get(word).unwrap_or_else(|| {
            let meaning = look(word);
            self.put(word, meaning);
            meaning
        })
    }
}
