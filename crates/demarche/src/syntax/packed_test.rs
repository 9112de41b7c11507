//! Products with packed matrices agree with plain ones.

use super::packed::Packed;

#[test]
fn products_are_near() {
    let value = |i: usize| ((i * 37 % 101) as f32 / 50.0 - 1.0) * 0.3;
    for (n, rows, columns) in [(1, 5, 64), (7, 16, 50), (6, 33, 128), (13, 160, 67), (2, 3, 576)] {
        let x: Vec<f32> = (0..n * (rows + 2)).map(|i| value(i + 3)).collect();
        let matrix: Vec<f32> = (0..rows * columns).map(|i| value(i * i + 1)).collect();
        let bias: Vec<f32> = (0..columns).map(value).collect();
        let mut out = Vec::new();
        Packed::new(&matrix, columns, &bias).multiply(&x, rows + 2, n, &mut out);
        assert_eq!(out.len(), n * columns);
        for i in 0..n {
            for j in 0..columns {
                let plain: f32 =
                    (0..rows).map(|k| x[i * (rows + 2) + k] * matrix[k * columns + j]).sum();
                let found = out[i * columns + j];
                let tolerance = 0.3 * 0.3 * rows as f32 / 512.0 + 1e-5;
                assert!((found - plain - bias[j]).abs() < tolerance, "{i} {j}: {found} {plain}");
            }
        }
    }
}
