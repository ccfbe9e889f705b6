//! Colours and how they stand out.

use serde::Deserialize;

/// An opaque sRGB colour, written `#rrggbb` in theme files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour {
    /// Red, green and blue, 0 to 255.
    pub rgb: [u8; 3],
}

impl Colour {
    /// Paper.
    pub const WHITE: Self = Self::hex(0xffffff);

    /// A colour from its number, for example `0x1b3a6b`.
    pub const fn hex(number: u32) -> Self {
        let [_, r, g, b] = number.to_be_bytes();
        Self { rgb: [r, g, b] }
    }

    /// Relative luminance as WCAG 2 defines it: 0 for black, 1 for white.
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast ratio as WCAG 2 defines it: 1 (none) to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour that lies at share `t` (0 to 1) on the way to `other`, in the Oklab space.
    #[must_use]
    pub fn mix(self, other: Self, t: f64) -> Self {
        let (a, b) = (self.oklab(), other.oklab());
        Self::from_oklab(std::array::from_fn(|i| a[i] + (b[i] - a[i]) * t))
    }

    /// The colour darkened until text in it reads well on paper (contrast of at least 4.5).
    #[must_use]
    pub fn for_text(self) -> Self {
        let black = Self::hex(0);
        (0..20)
            .map(|step| self.mix(black, f64::from(step) * 0.05))
            .find(|c| c.contrast(Self::WHITE) >= 4.5)
            .unwrap_or(black)
    }

    /// Whether white marks stand out better on the colour than dark ones.
    pub fn is_dark(self) -> bool {
        self.luminance() < 0.3
    }

    fn linear(self) -> [f64; 3] {
        self.rgb.map(|byte| {
            let s = f64::from(byte) / 255.0;
            if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Björn Ottosson's Oklab: lightness and two opponent axes.
    fn oklab(self) -> [f64; 3] {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
        ]
    }

    fn from_oklab([lightness, a, b]: [f64; 3]) -> Self {
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let linear = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ];
        Self {
            rgb: linear.map(|c| {
                let c = c.clamp(0.0, 1.0);
                let s =
                    if c <= 0.003_130_8 { 12.92 * c } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
                // In range by the clamp.
                (s * 255.0).round() as u8
            }),
        }
    }
}

impl std::fmt::Display for Colour {
    /// `#rrggbb`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.strip_prefix('#')
            .filter(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .map(Self::hex)
            .ok_or_else(|| format!("`{text}` is not a colour of the form #rrggbb"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_written_as_six_digits() {
        assert_eq!(Colour::try_from("#0f4c75".to_owned()), Ok(Colour::hex(0x0f4c75)));
        assert_eq!(Colour::hex(0x0f4c75).to_string(), "#0f4c75");
        for wrong in ["black", "#12345", "#1234567", "123456", "#12345g"] {
            assert!(Colour::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let black = Colour::hex(0);
        assert!((black.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        // #767676 is the lightest grey that passes 4.5:1 on white.
        let grey = Colour::hex(0x76_7676);
        assert!((grey.contrast(Colour::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn mixing_keeps_the_ends() {
        let (a, b) = (Colour::hex(0x123456), Colour::hex(0xfedcba));
        assert_eq!(a.mix(b, 0.0), a);
        assert_eq!(a.mix(b, 1.0), b);
    }
}
