//! The inverse of a small matrix.

/// The inverse of a square matrix (rows of cells) by Gauss-Jordan elimination with partial pivoting; none if it is
/// singular to working precision.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    // The matrix beside the identity: what makes the left the identity makes the right the inverse.
    let mut rows: Vec<Vec<f64>> = matrix
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let unit = (0..n).map(|j| if i == j { 1.0 } else { 0.0 });
            row.iter().copied().chain(unit).collect()
        })
        .collect();
    let largest = matrix.iter().flatten().fold(0.0_f64, |max, cell| max.max(cell.abs()));
    for column in 0..n {
        let pivot =
            (column..n).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        // Below rounding of the largest cell a pivot is a zero that arithmetic has blurred.
        if rows[pivot][column].abs() <= largest * f64::EPSILON * n as f64 {
            return None;
        }
        rows.swap(column, pivot);
        let divisor = rows[column][column];
        rows[column].iter_mut().for_each(|cell| *cell /= divisor);
        let base = rows[column].clone();
        for (i, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if i != column && factor.abs() > 0.0 {
                row.iter_mut().zip(&base).for_each(|(cell, b)| *cell -= factor * b);
            }
        }
    }
    Some(rows.into_iter().map(|row| row[n..].to_vec()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest distance of the product from the identity.
    fn residual(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
        let mut worst = 0.0_f64;
        for (i, row) in a.iter().enumerate() {
            for j in 0..b.len() {
                let cell: f64 = row.iter().zip(b).map(|(cell, other)| cell * other[j]).sum();
                worst = worst.max((cell - if i == j { 1.0 } else { 0.0 }).abs());
            }
        }
        worst
    }

    #[test]
    fn a_matrix_times_its_inverse_is_the_identity() {
        // A Leontief matrix of 40 industries: column sums of A near 0.9.
        let n = 40;
        let share = |i: usize, j: usize| ((i * 31 + j * 17) % 23) as f64 / 23.0 * 0.045;
        let matrix: Vec<Vec<f64>> = (0..n)
            .map(|i| (0..n).map(|j| if i == j { 1.0 } else { 0.0 } - share(i, j)).collect())
            .collect();
        let found = inverse(&matrix).expect("columns of A below one");
        assert!(residual(&matrix, &found) < 1e-10);
        assert!(residual(&found, &matrix) < 1e-10);
        assert!(found.iter().flatten().all(|cell| *cell >= 0.0), "no supplier emits below zero");
    }

    #[test]
    fn a_zero_on_the_diagonal_needs_an_exchange_of_rows() {
        let found = inverse(&[vec![0.0, 2.0], vec![4.0, 0.0]]).expect("regular");
        assert!(residual(&[vec![0.0, 2.0], vec![4.0, 0.0]], &found) < 1e-15);
    }

    #[test]
    fn a_small_pivot_does_not_spoil_the_digits() {
        let matrix = [vec![1e-20, 1.0], vec![1.0, 1.0]];
        let found = inverse(&matrix).expect("regular");
        assert!(residual(&matrix, &found) < 1e-10);
    }

    #[test]
    fn a_singular_matrix_has_none() {
        assert!(inverse(&[vec![1.0, 2.0], vec![2.0, 4.0]]).is_none());
        assert!(inverse(&[vec![0.0]]).is_none());
    }
}
