//! A stream that another thread reads ahead.

use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How much is handed over at a time.
const BLOCK: usize = 1 << 18;
/// How many blocks wait at most.
const WAITING: usize = 4;

type Block = std::io::Result<Vec<u8>>;

/// Has a stream read on a thread of its own while `then` works on what comes of it.
pub(super) fn ahead(input: impl Read + Send, then: impl FnOnce(Blocks)) {
    let (full, blocks) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || pump(input, &full));
        then(Blocks { blocks, block: Vec::new(), at: 0 });
    });
}

/// Reads to the end, the first fault, or until nobody takes the blocks.
fn pump(mut input: impl Read, full: &SyncSender<Block>) {
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        let read = input.by_ref().take(BLOCK as u64).read_to_end(&mut block);
        let last = !matches!(read, Ok(count) if count > 0);
        if full.send(read.map(|_| block)).is_err() || last {
            break;
        }
    }
}

/// The stream as it comes.
pub(super) struct Blocks {
    blocks: Receiver<Block>,
    block: Vec<u8>,
    at: usize,
}

impl Read for Blocks {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.block.len() {
            // The thread has said all: the stream is at its end.
            let Ok(block) = self.blocks.recv() else { return Ok(0) };
            (self.block, self.at) = (block?, 0);
        }
        let count = out.len().min(self.block.len() - self.at);
        out[..count].copy_from_slice(&self.block[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some bytes, then a fault.
    struct Broken(usize);

    impl Read for Broken {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.min(out.len());
            if count == 0 {
                return Err(std::io::Error::other("torn"));
            }
            out[..count].fill(7);
            self.0 -= count;
            Ok(count)
        }
    }

    #[test]
    fn everything_arrives_the_fault_too_and_a_reader_may_stop() {
        let bytes: Vec<u8> = (0..3 * BLOCK as u32 + 5).map(|n| (n % 253) as u8).collect();
        ahead(bytes.as_slice(), |mut blocks| {
            let mut found = Vec::new();
            blocks.read_to_end(&mut found).unwrap();
            assert!(found == bytes);
        });
        ahead(Broken(BLOCK + 9), |mut blocks| {
            let mut found = Vec::new();
            assert_eq!(blocks.read_to_end(&mut found).unwrap_err().to_string(), "torn");
        });
        ahead(std::io::repeat(1), |mut blocks| blocks.read_exact(&mut [0; 10]).unwrap());
    }
}
