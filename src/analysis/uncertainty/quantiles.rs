//! Order statistics of many draws.

/// Draws that give a first idea of where the tails begin.
const SAMPLE: usize = 512;

/// Finds the 2.5 % and 97.5 % order statistics of draws; its buffers are used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Quantiles {
    sample: Vec<f64>,
    tail: Vec<f64>,
}

impl Quantiles {
    /// The lower and the upper order statistic: as many draws lie below the one as above the other.
    pub(super) fn of(&mut self, draws: &[f64]) -> (f64, f64) {
        let rank = draws.len() / 40;
        // A sample says where about twice as many draws lie beyond; only those are ordered.
        self.sample.clear();
        self.sample.extend(draws.iter().step_by((draws.len() / SAMPLE).max(1)));
        let near = self.sample.len() / 20;
        let far = self.sample.len() - 1 - near;
        let low = *self.sample.select_nth_unstable_by(near, f64::total_cmp).1;
        let high = *self.sample.select_nth_unstable_by(far, f64::total_cmp).1;
        let lower = self.tail_rank(draws, rank, |x| x <= low, |x| x);
        let upper = -self.tail_rank(draws, rank, |x| x >= high, |x| -x);
        (lower, upper)
    }

    /// The order statistic of this rank among the draws that are kept; among all if too few are.
    fn tail_rank(
        &mut self,
        draws: &[f64],
        rank: usize,
        keep: impl Fn(f64) -> bool,
        turned: impl Fn(f64) -> f64,
    ) -> f64 {
        // Every draw is put behind those that are kept, and counts if it is: no branch that the processor has to guess.
        self.tail.resize(draws.len(), 0.0);
        let mut kept = 0;
        for x in draws {
            self.tail[kept] = turned(*x);
            kept += usize::from(keep(*x));
        }
        if kept <= rank {
            // The sample misled: order all draws.
            for (out, x) in self.tail.iter_mut().zip(draws) {
                *out = turned(*x);
            }
            kept = draws.len();
        }
        *self.tail[..kept].select_nth_unstable_by(rank, f64::total_cmp).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_statistics_are_those_of_the_sorted_draws() {
        let mut quantiles = Quantiles::default();
        for n in [1_000usize, 10_000, 12_345] {
            for modulus in [7_919u64, 3, 1] {
                let draws: Vec<f64> = (0..n as u64)
                    .map(|k| (k * k * 48_271 + k) % modulus)
                    .map(|x| f64::from(u32::try_from(x).expect("small")) - 1_000.0)
                    .collect();
                let mut sorted = draws.clone();
                sorted.sort_by(f64::total_cmp);
                let (lower, upper) = quantiles.of(&draws);
                assert_eq!(lower.to_bits(), sorted[n / 40].to_bits());
                assert_eq!(upper.to_bits(), sorted[n - 1 - n / 40].to_bits());
            }
        }
        // A tail that the sample does not see.
        let draws: Vec<f64> = (0..10_000).map(|k| if k % 19 == 1 { -5.0 } else { 1.0 }).collect();
        assert_eq!(quantiles.of(&draws).0.to_bits(), (-5.0f64).to_bits());
    }
}
