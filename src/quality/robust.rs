//! Median and scatter that a few wild values do not move.

/// The median absolute deviation of a normal distribution times this is its standard deviation.
const TO_DEVIATION: f64 = 1.4826;

/// The middle of the values; the mean of the two middle ones of an even number. None of no value.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// The median and the scaled median absolute deviation from it.
pub(super) fn centre_and_scatter(values: &[f64]) -> Option<(f64, f64)> {
    let centre = median(values)?;
    let distances: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
    Some((centre, TO_DEVIATION * median(&distances)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn centre_and_scatter_of_a_few_values() {
        // Sorted 1 2 3 4 100: the middle is 3; distances 2 1 0 1 97, their middle 1.
        let (centre, scatter) = centre_and_scatter(&[100.0, 2.0, 1.0, 4.0, 3.0]).expect("values");
        assert_eq!((centre, scatter), (3.0, 1.4826));
        assert_eq!(median(&[4.0, 1.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    proptest! {
        #[test]
        fn one_wild_value_moves_the_centre_no_further_than_its_neighbours(
            mut values in prop::collection::vec(-1.0..1.0f64, 5..30), wild in 1e3..1e9f64,
        ) {
            values[0] = wild;
            let (centre, scatter) = centre_and_scatter(&values).expect("values");
            prop_assert!((-1.0..=1.0).contains(&centre) && scatter <= 2.0 * TO_DEVIATION);
        }
    }
}
