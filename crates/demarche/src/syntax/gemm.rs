//! The one door to the matrix-product library: checked views, then the unsafe call.

/// A read-only view of a matrix inside a slice; element (r, c) is `data[r * rs + c * cs]`.
#[derive(Clone, Copy)]
pub struct View<'a> {
    data: &'a [f32],
    rs: usize,
    cs: usize,
}

impl<'a> View<'a> {
    /// Row-major, `stride` elements from row to row.
    pub fn rows(data: &'a [f32], stride: usize) -> View<'a> {
        View { data, rs: stride, cs: 1 }
    }

    /// The transpose of a row-major matrix with `stride` elements from row to row.
    pub fn transposed(data: &'a [f32], stride: usize) -> View<'a> {
        View { data, rs: 1, cs: stride }
    }

    fn check(&self, rows: usize, cols: usize) {
        let last = (rows - 1) * self.rs + (cols - 1) * self.cs;
        assert!(last < self.data.len(), "matrix view outside its slice");
    }
}

/// `c = a · b`, or `c += a · b` with `add`; `a` is m×k, `b` k×n, `c` m×n row-major with `stride`.
///
/// # Panics
///
/// When a matrix does not fit its slice.
#[expect(unsafe_code, reason = "the library takes pointers; every view is checked first")]
#[expect(clippy::too_many_arguments, reason = "the customary signature of a matrix product")]
pub fn gemm(
    m: usize,
    n: usize,
    k: usize,
    a: View,
    b: View,
    c: &mut [f32],
    stride: usize,
    add: bool,
) {
    if m == 0 || n == 0 {
        return;
    }
    assert!(stride >= n && (m - 1) * stride + n <= c.len(), "result outside its slice");
    assert!(k > 0);
    a.check(m, k);
    b.check(k, n);
    // SAFETY: all indices that the library forms, row < m, n or k times the strides, were
    // checked against the slices above; `c` is a unique borrow, so it overlaps neither input.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            c.as_mut_ptr(),
            1,
            stride as isize,
            add,
            a.data.as_ptr(),
            a.cs as isize,
            a.rs as isize,
            b.data.as_ptr(),
            b.cs as isize,
            b.rs as isize,
            1.0f32,
            1.0f32,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}
