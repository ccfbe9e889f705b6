//! What a text is, by its first bytes: encoding and delimiter. `history/` reads by the same rules, from this file.

use encoding_rs::{Encoding, IBM866, UTF_8, WINDOWS_1251, WINDOWS_1252};

/// How much of a file decides encoding and delimiter.
pub(super) const HEAD: usize = 1 << 16;

/// The name of an encoding as its users know it.
pub(super) fn shown_encoding(encoding: &'static Encoding) -> &'static str {
    if encoding == WINDOWS_1252 {
        "ISO-8859-1"
    } else if encoding == IBM866 {
        "CP866"
    } else {
        encoding.name()
    }
}

/// The encoding of a text: its byte order mark, else UTF-8 if it is that, else by where the letters beyond ASCII lie. Letters that
/// stand alone among Latin ones are ISO-8859-1; whole words are Cyrillic, in CP866 where the capitals lie below 0xA0.
pub(super) fn guess(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    match std::str::from_utf8(head) {
        Ok(_) => return UTF_8,
        // The sample may end inside a letter.
        Err(error) if error.error_len().is_none() => return UTF_8,
        Err(_) => {}
    }
    let high = |byte: &u8| *byte >= 0x80;
    let letters = head.iter().filter(|byte| high(byte)).count();
    let words = head.windows(2).filter(|pair| pair.iter().all(high)).count();
    if words * 2 < letters {
        return WINDOWS_1252;
    }
    let dos = head.iter().filter(|byte| (0x80..0xB0).contains(*byte)).count();
    if dos * 2 > letters { IBM866 } else { WINDOWS_1251 }
}

/// The delimiter that splits the fullest of the first lines most often.
pub(super) fn delimiter(sample: &str) -> u8 {
    let count = |mark: char| {
        let of_line = |line: &str| {
            let mut quoted = false;
            let mut found = 0;
            for c in line.chars() {
                match c {
                    '"' => quoted = !quoted,
                    c if c == mark && !quoted => found += 1,
                    _ => {}
                }
            }
            found
        };
        sample.lines().take(8).map(of_line).max().unwrap_or(0)
    };
    // A decimal comma stands in rows, a header has none: TAB and semicolon go first.
    if count('\t') > 0 {
        b'\t'
    } else if count(';') > 2 {
        b';'
    } else {
        b','
    }
}
