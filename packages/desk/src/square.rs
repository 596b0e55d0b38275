//! Small symmetric matrices in floats: looking for a semi-definite one. Whether one is, `ballast-risk` decides.

/// Symmetric, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Square {
    size: usize,
    entries: Vec<f64>,
}

/// Sweeps over all pairs until nothing is left beside the diagonal; 16 groups need fewer than ten.
const SWEEPS: usize = 30;
/// Projections to and fro; what is still missing then is blended away.
const PROJECTIONS: usize = 200;

impl Square {
    pub fn identity(size: usize) -> Self {
        let entry = |at: usize| if at / size == at % size { 1.0 } else { 0.0 };
        Self {
            size,
            entries: (0..size * size).map(entry).collect(),
        }
    }

    pub fn size(&self) -> usize {
        self.size
    }

    pub fn at(&self, g: usize, h: usize) -> f64 {
        self.entries.get(g * self.size + h).copied().unwrap_or(0.0)
    }

    fn put(&mut self, g: usize, h: usize, value: f64) {
        if let Some(entry) = self.entries.get_mut(g * self.size + h) {
            *entry = value;
        }
    }

    /// Both places of a pair.
    pub fn set(&mut self, g: usize, h: usize, value: f64) {
        self.put(g, h, value);
        self.put(h, g, value);
    }

    fn zip(&self, other: &Self, of: impl Fn(f64, f64) -> f64) -> Self {
        let entries = self
            .entries
            .iter()
            .zip(&other.entries)
            .map(|(a, b)| of(*a, *b));
        Self {
            size: self.size,
            entries: entries.collect(),
        }
    }

    /// The part `part` of `other` in the place of as much of this.
    pub fn blended(&self, other: &Self, part: f64) -> Self {
        self.zip(other, |a, b| a + part * (b - a))
    }

    /// The largest distance between two entries.
    pub fn distance(&self, other: &Self) -> f64 {
        self.zip(other, |a, b| (a - b).abs())
            .entries
            .into_iter()
            .fold(0.0, f64::max)
    }

    /// The nearest correlation matrix (Higham 2002): projections on the semi-definite matrices and on those with a diagonal of
    /// ones, the first corrected after Dykstra.
    pub fn nearest_correlation(&self) -> Self {
        let mut ones = self.clone();
        let mut correction = self.zip(self, |_, _| 0.0);
        for _ in 0..PROJECTIONS {
            let corrected = ones.zip(&correction, |a, b| a - b);
            let positive = corrected.positive_part();
            correction = positive.zip(&corrected, |a, b| a - b);
            let mut next = positive;
            (0..self.size).for_each(|g| next.put(g, g, 1.0));
            let moved = next.distance(&ones);
            ones = next;
            if moved < 1e-12 {
                break;
            }
        }
        ones
    }

    /// With what is below zero of its spectrum taken away.
    fn positive_part(&self) -> Self {
        let (values, vectors) = self.eigen();
        let mut sum = self.zip(self, |_, _| 0.0);
        for (k, value) in values
            .into_iter()
            .enumerate()
            .filter(|(_, value)| *value > 0.0)
        {
            for g in 0..self.size {
                for h in 0..self.size {
                    let more = value * vectors.at(g, k) * vectors.at(h, k);
                    sum.put(g, h, sum.at(g, h) + more);
                }
            }
        }
        sum
    }

    /// Eigenvalues and the columns of vectors, by Jacobi's rotations.
    fn eigen(&self) -> (Vec<f64>, Self) {
        let mut work = self.clone();
        let mut vectors = Self::identity(self.size);
        for _ in 0..SWEEPS {
            for g in 0..self.size {
                for h in g + 1..self.size {
                    work.rotate(&mut vectors, g, h);
                }
            }
        }
        ((0..self.size).map(|g| work.at(g, g)).collect(), vectors)
    }

    /// Turns the plane of g and h so that nothing is left between them.
    fn rotate(&mut self, vectors: &mut Self, g: usize, h: usize) {
        let between = self.at(g, h);
        if between.abs() < 1e-300 {
            return;
        }
        let theta = (self.at(h, h) - self.at(g, g)) / (2.0 * between);
        let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
        let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
        let sine = tangent * cosine;
        for k in 0..self.size {
            let (a, b) = (self.at(k, g), self.at(k, h));
            self.put(k, g, cosine * a - sine * b);
            self.put(k, h, sine * a + cosine * b);
        }
        for k in 0..self.size {
            let (a, b) = (self.at(g, k), self.at(h, k));
            self.put(g, k, cosine * a - sine * b);
            self.put(h, k, sine * a + cosine * b);
            let (a, b) = (vectors.at(k, g), vectors.at(k, h));
            vectors.put(k, g, cosine * a - sine * b);
            vectors.put(k, h, sine * a + cosine * b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_a_known_matrix() {
        // Higham 2002, section 4: the nearest to [[1,1,0],[1,1,1],[0,1,1]] has .7607 beside the diagonal and .1573 in the corner
        let mut matrix = Square::identity(3);
        matrix.set(0, 1, 1.0);
        matrix.set(1, 2, 1.0);
        let nearest = matrix.nearest_correlation();
        for (g, h, entry) in [(0, 1, 0.7607), (1, 2, 0.7607), (0, 2, 0.1573)] {
            assert!((nearest.at(g, h) - entry).abs() < 5e-5, "{nearest:?}");
        }
    }

    #[test]
    fn a_correlation_matrix_is_its_own_nearest() {
        let mut matrix = Square::identity(2);
        matrix.set(0, 1, -0.3);
        assert!(matrix.nearest_correlation().distance(&matrix) < 1e-12);
    }
}
