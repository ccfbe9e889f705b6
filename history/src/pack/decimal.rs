//! Decimal numbers as the customs write them, kept to the last digit.

/// Digits after the mark that a column keeps.
pub(super) const SCALE: usize = 6;
/// Digits of a column in all.
pub(super) const PRECISION: u8 = 18;
/// Digits before the mark.
const WHOLE: usize = PRECISION as usize - SCALE;

/// Why a cell is no number that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    NotANumber,
    OtherMark,
    Negative,
    /// It has more digits than a column keeps; none is cut off.
    TooLong,
}

/// Reads a number of zero or more, in millionths. Spaces between digits group thousands.
pub(super) fn decimal(cell: &[u8], mark: u8) -> Result<i128, Wrong> {
    let (mut value, mut digits, mut whole, mut fraction) = (0_i128, 0, 0, None::<usize>);
    let mut zeros = 0;
    for byte in cell {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                if let Some(places) = fraction.as_mut() {
                    *places += 1;
                    // Zeros at the end are no digits to keep; they count once another follows.
                    zeros = if *byte == b'0' { zeros + 1 } else { 0 };
                } else if value > 0 || *byte != b'0' {
                    whole += 1;
                }
                if fraction.is_none_or(|places| places <= SCALE) && whole <= WHOLE {
                    value = value * 10 + i128::from(byte - b'0');
                }
            }
            b' ' if fraction.is_none() => {}
            byte if *byte == mark && fraction.is_none() && digits > 0 => fraction = Some(0),
            _ => return Err(wrong(cell, mark)),
        }
    }
    let places = fraction.unwrap_or(0);
    if digits == 0 || fraction == Some(0) {
        return Err(Wrong::NotANumber);
    }
    if whole > WHOLE || places.saturating_sub(zeros) > SCALE {
        return Err(Wrong::TooLong);
    }
    let missing = u32::try_from(SCALE.saturating_sub(places)).expect("at most six");
    Ok(value * 10_i128.pow(missing))
}

fn wrong(cell: &[u8], mark: u8) -> Wrong {
    if let Some(rest) = cell.strip_prefix(b"-")
        && !rest.starts_with(b"-")
        && decimal(rest, mark).is_ok()
    {
        return Wrong::Negative;
    }
    let other = if mark == b',' { b'.' } else { b',' };
    let marks = |wanted| cell.iter().filter(|byte| **byte == wanted).count();
    let plain = |byte: &u8| byte.is_ascii_digit() || *byte == b' ' || *byte == other;
    if cell.iter().all(plain) && marks(other) == 1 && cell.first().is_some_and(u8::is_ascii_digit) {
        Wrong::OtherMark
    } else {
        Wrong::NotANumber
    }
}
