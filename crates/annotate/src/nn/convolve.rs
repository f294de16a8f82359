//! What is the product of a matrix with three neighbouring rows, for every row? Four rows at a time, from six products
//! and not from twelve: the minimal filtering of Winograd (1980), F(4, 3), as Lavin and Gray (2016) brought it to networks.
//!
//! Three taps and four results are polynomials, whose product is known from its values at six points; at each, the
//! product of a transformed row with a transformed matrix is one value. The points 0, ±5/8, ±5/4 and infinity lie close
//! together and are exact in binary, so that rounding is no worse than that of the plain sum of 288 products.

use super::{
    Matrix,
    simd::{LANES, Simd},
};

/// Rows computed together.
pub(crate) const TILE: usize = 4;
/// Points at which the polynomials are known.
const POINTS: usize = 6;
/// Tiles computed together, so that the products stay in the cache.
pub(super) const TILES: usize = 12;
/// The points other than 0 and infinity, each with both signs.
const NEAR: f64 = 0.625;
const FAR: f64 = 1.25;

/// A convolution of rows of `WIDTH` numbers, each seen with the one before and the one after it.
#[derive(Debug)]
pub(super) struct Convolution {
    /// The transformed weights, one matrix for each of 0, near, -near, far, -far, infinity.
    points: [Matrix; POINTS],
}

/// What [`Convolution::multiply`] needs room for.
#[derive(Debug, Default)]
pub(super) struct Room {
    transformed: Vec<f32>,
    products: Vec<f32>,
}

impl Convolution {
    /// `data` is a matrix of `3 * width` rows of `outputs` columns: those for the row before, the row, the row after.
    pub(super) fn new(width: usize, outputs: usize, data: &[f32]) -> Self {
        assert_eq!(data.len(), 3 * width * outputs);
        let (n2, f2) = (NEAR * NEAR, FAR * FAR);
        let (near, far) = (1.0 / (2.0 * n2 * (n2 - f2)), 1.0 / (2.0 * f2 * (f2 - n2)));
        let zero = 1.0 / (n2 * f2);
        // Values of the taps at each point, divided by the product of its distances from the others.
        let rows: [[f64; 3]; POINTS] = [
            [zero, 0.0, 0.0],
            [near, NEAR * near, n2 * near],
            [near, -NEAR * near, n2 * near],
            [far, FAR * far, f2 * far],
            [far, -FAR * far, f2 * far],
            [0.0, 0.0, 1.0],
        ];
        let tap = |k: usize| &data[k * width * outputs..][..width * outputs];
        let (before, at, after) = (tap(0), tap(1), tap(2));
        let points = rows.map(|[x, y, z]| {
            let weights: Vec<f32> = (0..width * outputs)
                .map(|i| (x * f64::from(before[i]) + y * f64::from(at[i]) + z * f64::from(after[i])) as f32)
                .collect();
            Matrix::new(width, outputs, &weights)
        });
        Self { points }
    }

    /// Computes `tiles` times [`TILE`] rows, at most [`TILES`] tiles. `from` begins with the row before the first one and
    /// ends with the row after the last one. `take` is given the index and the products of each row, in order.
    #[inline(always)]
    pub(super) fn multiply<S: Simd, const WIDTH: usize, const OUTPUTS: usize>(
        &self,
        from: &[f32],
        tiles: usize,
        room: &mut Room,
        mut take: impl FnMut(usize, &[f32; OUTPUTS]),
    ) {
        room.transformed.resize(POINTS * TILES * WIDTH, 0.0);
        room.products.resize(POINTS * TILES * OUTPUTS, 0.0);
        let rows = from.as_chunks::<WIDTH>().0;
        for tile in 0..tiles {
            let rows: &[[f32; WIDTH]; POINTS] =
                rows[tile * TILE..].first_chunk().expect("a row to each side");
            transform::<S, WIDTH>(rows, tile, &mut room.transformed);
        }
        for (point, matrix) in self.points.iter().enumerate() {
            let rows = &room.transformed[point * TILES * WIDTH..][..TILES * WIDTH];
            let products = &mut room.products[point * TILES * OUTPUTS..][..TILES * OUTPUTS];
            matrix.multiply_with::<S>(rows, WIDTH, tiles, products);
        }
        let mut results = [[0.0; OUTPUTS]; TILE];
        for tile in 0..tiles {
            interpolate::<S, OUTPUTS>(&room.products, tile, &mut results);
            for (i, result) in results.iter().enumerate() {
                take(tile * TILE + i, result);
            }
        }
    }
}

/// Values of six rows at the points.
#[inline(always)]
fn transform<S: Simd, const WIDTH: usize>(rows: &[[f32; WIDTH]; POINTS], tile: usize, to: &mut [f32]) {
    let constant = |x: f64| S::splat(x as f32);
    let (n, f) = (constant(NEAR), constant(FAR));
    let (n2, f2) = (constant(NEAR * NEAR), constant(FAR * FAR));
    let (product, sum) = (constant(NEAR * NEAR * FAR * FAR), constant(NEAR * NEAR + FAR * FAR));
    let points = to.as_chunks_mut::<WIDTH>().0;
    for lanes in (0..WIDTH).step_by(LANES) {
        let row = |i: usize| S::load(rows[i][lanes..].first_chunk().expect("whole vectors"));
        let [d0, d1, d2, d3, d4, d5] = [row(0), row(1), row(2), row(3), row(4), row(5)];
        let near = (d4.sub(f2.mul(d2)), n.mul(d3.sub(f2.mul(d1))));
        let far = (d4.sub(n2.mul(d2)), f.mul(d3.sub(n2.mul(d1))));
        let values = [
            product.mul(d0).sub(sum.mul(d2)).add(d4),
            near.0.add(near.1),
            near.0.sub(near.1),
            far.0.add(far.1),
            far.0.sub(far.1),
            product.mul(d1).sub(sum.mul(d3)).add(d5),
        ];
        // A loop and not an iterator: see `activate`.
        for (point, value) in values.into_iter().enumerate() {
            let to = &mut points[point * TILES + tile][lanes..];
            value.store(to.first_chunk_mut().expect("whole vectors"));
        }
    }
}

/// The four rows whose products have these values at the points.
#[inline(always)]
fn interpolate<S: Simd, const OUTPUTS: usize>(
    products: &[f32],
    tile: usize,
    results: &mut [[f32; OUTPUTS]; TILE],
) {
    let constant = |x: f64| S::splat(x as f32);
    let (n, f) = (constant(NEAR), constant(FAR));
    let (n2, f2) = (constant(NEAR * NEAR), constant(FAR * FAR));
    let (n3, f3) = (constant(NEAR * NEAR * NEAR), constant(FAR * FAR * FAR));
    let points = products.as_chunks::<OUTPUTS>().0;
    for lanes in (0..OUTPUTS).step_by(LANES) {
        let at = |point: usize| {
            S::load(points[point * TILES + tile][lanes..].first_chunk().expect("whole vectors"))
        };
        let [m0, m1, m2, m3, m4, m5] = [at(0), at(1), at(2), at(3), at(4), at(5)];
        let (near, near_odd) = (m1.add(m2), m1.sub(m2));
        let (far, far_odd) = (m3.add(m4), m3.sub(m4));
        let values = [
            m0.add(near).add(far),
            n.mul(near_odd).add(f.mul(far_odd)),
            n2.mul(near).add(f2.mul(far)),
            n3.mul(near_odd).add(f3.mul(far_odd)).add(m5),
        ];
        for (result, value) in results.iter_mut().zip(values) {
            value.store(result[lanes..].first_chunk_mut().expect("whole vectors"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::cpu::{Cpu, Work},
        *,
    };

    const WIDTH: usize = 32;
    const OUTPUTS: usize = 48;

    struct All<'a>(&'a Convolution, &'a [f32], usize);

    impl Work for All<'_> {
        type Output = Vec<f32>;
        #[inline(always)]
        fn run<S: Simd>(self) -> Vec<f32> {
            let mut out = Vec::new();
            self.0.multiply::<S, WIDTH, OUTPUTS>(self.1, self.2, &mut Room::default(), |row, products| {
                assert_eq!(row * OUTPUTS, out.len());
                out.extend(products);
            });
            out
        }
    }

    #[test]
    fn every_row_is_the_product_with_three_rows() {
        let mut state = 7u64;
        let mut number = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        };
        let weights: Vec<f32> = (0..3 * WIDTH * OUTPUTS).map(|_| number()).collect();
        let convolution = Convolution::new(WIDTH, OUTPUTS, &weights);
        for tiles in [1, 5, TILES] {
            let rows: Vec<f32> = (0..(tiles * TILE + 2) * WIDTH).map(|_| number()).collect();
            let mut outputs = Cpu::all().into_iter().map(|cpu| cpu.run(All(&convolution, &rows, tiles)));
            let portable = outputs.next().unwrap();
            assert_eq!(portable.len(), tiles * TILE * OUTPUTS);
            for (i, value) in portable.iter().enumerate() {
                let (row, column) = (i / OUTPUTS, i % OUTPUTS);
                let exact: f64 = (0..3 * WIDTH)
                    .map(|k| f64::from(rows[row * WIDTH + k]) * f64::from(weights[k * OUTPUTS + column]))
                    .sum();
                assert!(
                    (f64::from(*value) - exact).abs() < 1e-5,
                    "row {row}, column {column}: {value} {exact}"
                );
            }
            assert!(outputs.all(|output| output == portable), "not the same on every processor");
        }
    }
}
