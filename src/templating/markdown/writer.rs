//! Lines of Typst code that remember the line of Markdown they stand for.

use crate::templating::typst_string;

/// Typst code under construction.
#[derive(Default)]
pub(super) struct Writer {
    code: String,
    /// For each line of the code, the 1-based line of the Markdown.
    lines: Vec<usize>,
    /// Text not written yet, with the line where it starts.
    pending: String,
    pending_line: usize,
}

impl Writer {
    /// Writes one line of code that stands for a line of Markdown.
    pub(super) fn line(&mut self, line: usize, code: &str) {
        self.flush();
        self.code.push_str(code);
        self.code.push('\n');
        self.lines.push(line);
    }

    /// Adds text; neighbouring texts become one literal.
    pub(super) fn text(&mut self, line: usize, text: &str) {
        if self.pending.is_empty() {
            self.pending_line = line;
        }
        self.pending.push_str(text);
    }

    /// How many lines there are, so that a caller can see whether anything was added.
    pub(super) fn len(&mut self) -> usize {
        self.flush();
        self.lines.len()
    }

    /// The code and the Markdown line of each of its lines.
    pub(super) fn finish(mut self) -> (String, Vec<usize>) {
        self.flush();
        (self.code, self.lines)
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let text = std::mem::take(&mut self.pending);
            self.code.push_str(&format!("text({})\n", typst_string(&text)));
            self.lines.push(self.pending_line);
        }
    }
}
