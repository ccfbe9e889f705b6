//! Total intensities of an economy: the solution of a small system of linear equations.

use nalgebra::{DMatrix, DVector};

/// The row m of total intensities with m (I - A) = f, by LU factors with partial pivoting; none if the matrix is
/// singular to working precision. `system` is I - A with buyers as columns, `direct` is f.
pub(super) fn total_intensities(system: &DMatrix<f64>, direct: &[f64]) -> Option<Vec<f64>> {
    let largest = system.amax();
    let factors = system.transpose().lu();
    // Below rounding of the largest cell a pivot is a zero that arithmetic has blurred.
    let least = largest * f64::EPSILON * direct.len() as f64;
    if factors.u().diagonal().iter().any(|pivot| pivot.abs() <= least) {
        return None;
    }
    let solution = factors.solve(&DVector::from_column_slice(direct))?;
    Some(solution.iter().copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest distance of m (I - A) from f.
    fn residual(system: &DMatrix<f64>, direct: &[f64], total: &[f64]) -> f64 {
        let back = DVector::from_column_slice(total).transpose() * system;
        back.iter().zip(direct).map(|(own, f)| (own - f).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn forty_industries_give_back_their_direct_intensities() {
        // Column sums of A near 0.9.
        let n = 40;
        let share = |i: usize, j: usize| ((i * 31 + j * 17) % 23) as f64 / 23.0 * 0.045;
        let unit = DMatrix::<f64>::identity(n, n);
        let system = unit - DMatrix::from_fn(n, n, share);
        let direct: Vec<f64> = (0..n).map(|i| ((i * 7) % 11) as f64 * 1e-4).collect();
        let total = total_intensities(&system, &direct).expect("columns of A below one");
        assert!(residual(&system, &direct, &total) < 1e-15);
        assert!(total.iter().zip(&direct).all(|(m, f)| m >= f), "no supplier emits below zero");
        // The sum of the rounds of suppliers, f + f A + f A A + ...
        let purchases = DMatrix::from_fn(n, n, share);
        let mut round = DVector::from_column_slice(&direct).transpose();
        let mut sum = round.clone();
        for _ in 0..400 {
            round *= &purchases;
            sum += &round;
        }
        assert!(sum.iter().zip(&total).all(|(s, m)| (s - m).abs() < 1e-12 * m));
    }

    #[test]
    fn a_zero_on_the_diagonal_needs_an_exchange_of_rows() {
        let system = DMatrix::from_row_slice(2, 2, &[0.0, 2.0, 4.0, 0.0]);
        assert_eq!(total_intensities(&system, &[8.0, 6.0]), Some(vec![3.0, 2.0]));
    }

    #[test]
    fn a_small_pivot_does_not_spoil_the_digits() {
        let system = DMatrix::from_row_slice(2, 2, &[1e-20, 1.0, 1.0, 1.0]);
        let total = total_intensities(&system, &[1.0, 3.0]).expect("regular");
        assert!(residual(&system, &[1.0, 3.0], &total) < 1e-10);
    }

    #[test]
    fn a_singular_system_has_no_solution() {
        let system = DMatrix::from_row_slice(2, 2, &[1.0, 2.0, 2.0, 4.0]);
        assert!(total_intensities(&system, &[1.0, 1.0]).is_none());
        assert!(total_intensities(&DMatrix::from_element(1, 1, 0.0), &[1.0]).is_none());
    }
}
