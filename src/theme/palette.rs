//! The colours of charts.
//!
//! Those of the program are safe for the common colour-vision deficiencies (no red against green) and keep their
//! order in greyscale; the tests below hold them to it, and [`House::read`](super::House::read) every other file.

use serde::Deserialize;

use super::colour::Colour;

/// The colours of all figures: the table `charts` of the house style.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Palette {
    /// Text and strong lines.
    pub ink: Colour,
    /// Tick labels and notes.
    pub muted: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// Zero lines and axes.
    pub axis: Colour,
    /// Series that only give context.
    pub context: Colour,
    /// Highlighted series and bars, in order of use.
    pub categorical: Vec<Colour>,
    /// Anchors of the sequential scale, light to dark.
    pub sequential: Vec<Colour>,
    /// Anchors of the diverging scale, from the lowest to the highest class; the middle one is neutral.
    pub diverging: Vec<Colour>,
    /// Land without a value.
    pub no_data: Colour,
    /// Land of a locator map.
    pub land: Colour,
    /// The district around a located region.
    pub district: Colour,
    /// Boundaries between regions.
    pub border: Colour,
    /// The region that a map is about.
    pub highlight: Colour,
}

impl Palette {
    /// The colour of the `index`-th highlight; the list starts again when it is used up.
    pub fn category(&self, index: usize) -> Colour {
        match self.categorical.len() {
            0 => self.ink,
            n => self.categorical[index % n],
        }
    }

    /// `count` colours of the sequential scale, light to dark.
    pub fn sequential(&self, count: usize) -> Vec<Colour> {
        sample(&self.sequential, count)
    }

    /// `count` colours of the diverging scale, lowest to highest; with an odd count the middle is neutral.
    pub fn diverging(&self, count: usize) -> Vec<Colour> {
        sample(&self.diverging, count)
    }
}

/// `count` colours at equal steps along the anchors.
fn sample(anchors: &[Colour], count: usize) -> Vec<Colour> {
    let Some(last) = anchors.len().checked_sub(1) else {
        return vec![Colour::WHITE; count];
    };
    (0..count)
        .map(|i| {
            let at = match count {
                1 => last as f64 / 2.0,
                _ => last as f64 * i as f64 / (count - 1) as f64,
            };
            let low = (at.floor() as usize).min(last);
            anchors[low].mix(anchors[(low + 1).min(last)], at - low as f64)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::House;
    use super::*;

    /// Grey values must differ by this contrast to be told apart side by side.
    const STEP: f64 = 1.2;

    fn palette() -> &'static Palette {
        &House::built_in().charts
    }

    #[test]
    fn the_sequential_scale_darkens_at_every_step_so_that_grey_prints_keep_it() {
        for count in 2..=6 {
            let colours = palette().sequential(count);
            for pair in colours.windows(2) {
                assert!(pair[0].luminance() > pair[1].luminance(), "{pair:?}");
                assert!(pair[0].contrast(pair[1]) >= STEP, "{count} {pair:?}");
            }
        }
    }

    #[test]
    fn the_diverging_scale_darkens_away_from_its_neutral_middle() {
        for count in [3, 5, 7] {
            let colours = palette().diverging(count);
            let (low, high) = colours.split_at(count / 2);
            let light: Vec<f64> = colours.iter().map(|c| c.luminance()).collect();
            assert!(light[..=count / 2].windows(2).all(|w| w[0] < w[1]), "{light:?}");
            assert!(light[count / 2..].windows(2).all(|w| w[0] > w[1]), "{light:?}");
            for pair in low.windows(2).chain(high.windows(2)) {
                assert!(pair[0].contrast(pair[1]) >= STEP, "{count} {pair:?}");
            }
        }
    }

    #[test]
    fn neighbours_among_the_series_differ_in_grey_and_each_stands_out_on_paper() {
        let series = &palette().categorical;
        for pair in series.windows(2) {
            assert!(pair[0].contrast(pair[1]) >= 1.4, "{pair:?}");
        }
        assert!(series.iter().all(|c| c.contrast(Colour::WHITE) >= 3.0));
    }

    #[test]
    fn text_in_any_category_reads_on_paper() {
        for i in 0..6 {
            assert!(palette().category(i).for_text().contrast(Colour::WHITE) >= 4.5);
        }
    }
}
