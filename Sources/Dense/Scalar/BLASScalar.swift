/// A floating-point type that OpenBLAS computes with: `Float` and `Double`.
///
/// The requirements are the BLAS and LAPACK routines that this module needs, named after the routine without its
/// type letter. All matrices are row-major at this level; LAPACK sees the transpose. They are the floor of the
/// module: use the operations on ``Matrix`` instead.
package protocol BLASScalar: MatrixScalar {
  /// C ← alpha · op(A) · op(B) + beta · C, with op(A) m×k and op(B) k×n. Routine: `?gemm`.
  static func gemm(
    transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Self,
    a: UnsafePointer<Self>, strideA: Int, b: UnsafePointer<Self>, strideB: Int, beta: Self,
    c: UnsafeMutablePointer<Self>, strideC: Int)

  /// The lower triangle of C ← alpha · op(A) · op(A)ᵀ + beta · C, n×n, with op(A) n×k: A is n×k, or k×n and transposed.
  /// Routine: `?syrk`.
  static func syrk(
    transpose: Bool, n: Int, k: Int, alpha: Self, a: UnsafePointer<Self>, strideA: Int, beta: Self,
    c: UnsafeMutablePointer<Self>, strideC: Int)

  /// Thin singular value decomposition of a column-major m×n matrix, which is destroyed. Routine: `?gesdd`, job S.
  /// `leastWorkspace` is the documented minimum, which 32 bits must hold; so in all routines of LAPACK here.
  /// - Returns: LAPACK's `info`.
  static func gesdd(
    m: Int, n: Int, a: UnsafeMutablePointer<Self>, s: UnsafeMutablePointer<Self>,
    u: UnsafeMutablePointer<Self>, vt: UnsafeMutablePointer<Self>, leastWorkspace: Int
  ) -> Int

  /// Eigenvalues (ascending) and eigenvectors of a symmetric column-major n×n matrix, of which the lower triangle is
  /// read and which is overwritten by the eigenvectors, one a column, or by anything without `vectors`. Routine: `?syevd`.
  /// - Returns: LAPACK's `info`.
  static func syevd(
    n: Int, a: UnsafeMutablePointer<Self>, w: UnsafeMutablePointer<Self>, leastWorkspace: Int, vectors: Bool
  ) -> Int

  /// Least squares min ‖A·X − B‖ by the singular value decomposition, column-major, A m×n, B max(m, n)×r, both
  /// overwritten; singular values below `rcond` times the largest count as zero. Routine: `?gelsd`.
  /// - Returns: LAPACK's `info` and the effective rank.
  static func gelsd(
    m: Int, n: Int, rightHandSides: Int, a: UnsafeMutablePointer<Self>, b: UnsafeMutablePointer<Self>,
    rcond: Self, leastWorkspace: Int
  ) -> (info: Int, rank: Int)

  /// Thin QR decomposition of a column-major m×n matrix, m ≥ n, which Q takes the place of; R is n×n, row-major, upper
  /// triangular. m and n are below 2³¹ / 64. Routines: `?geqrf`, `?orgqr`.
  /// - Returns: LAPACK's `info`.
  static func geqrf(m: Int, n: Int, a: UnsafeMutablePointer<Self>, r: UnsafeMutablePointer<Self>) -> Int
}

extension BLASScalar {
  /// The size of a workspace: what the routine asked for, at least the documented minimum, at most what 32 bits hold.
  ///
  /// Near the limit the number asked for is rounded (Float) or has overflowed inside the routine; the minimum is right.
  package static func workspace(optimal: Self, least: Int) -> Int {
    let largest = Int(Int32.max)
    precondition(least <= largest, "a workspace of \(least) numbers for a routine that counts in 32 bits")
    let asked = optimal > 0 ? Int(min(Double(largest), Double(optimal).rounded(.up))) : 0
    return max(1, least, asked)
  }
}
