internal import CBLASShim

extension Float: MatrixScalar {}

extension Float: BLASScalar {
  /// C ← alpha · op(A) · op(B) + beta · C. Routine: `cblas_sgemm`.
  package static func gemm(
    transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float,
    a: UnsafePointer<Float>, strideA: Int, b: UnsafePointer<Float>, strideB: Int, beta: Float,
    c: UnsafeMutablePointer<Float>, strideC: Int
  ) {
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      Int32(m), Int32(n), Int32(k), alpha, a, Int32(strideA), b, Int32(strideB), beta, c, Int32(strideC))
  }

  /// The lower triangle of C ← alpha · op(A) · op(A)ᵀ + beta · C. Routine: `cblas_ssyrk`.
  package static func syrk(
    transpose: Bool, n: Int, k: Int, alpha: Float, a: UnsafePointer<Float>, strideA: Int, beta: Float,
    c: UnsafeMutablePointer<Float>, strideC: Int
  ) {
    cblas_ssyrk(
      CblasRowMajor, CblasLower, transpose ? CblasTrans : CblasNoTrans, Int32(n), Int32(k), alpha, a,
      Int32(strideA), beta, c, Int32(strideC))
  }

  /// Thin singular value decomposition, column-major. Routine: `sgesdd`.
  package static func gesdd(
    m: Int, n: Int, a: UnsafeMutablePointer<Float>, s: UnsafeMutablePointer<Float>,
    u: UnsafeMutablePointer<Float>, vt: UnsafeMutablePointer<Float>, leastWorkspace: Int
  ) -> Int {
    var job = CChar(UInt8(ascii: "S"))
    var (rows, columns, least) = (Int32(m), Int32(n), Int32(min(m, n)))
    var (leadingA, leadingU) = (Int32(max(1, m)), Int32(max(1, m)))
    var (workSize, info): (Int32, Int32) = (-1, 0)
    var optimal: Float = 0
    var integers = [Int32](repeating: 0, count: 8 * max(1, min(m, n)))
    sgesdd_(
      &job, &rows, &columns, a, &leadingA, s, u, &leadingU, vt, &least, &optimal, &workSize, &integers, &info,
      1)
    guard info == 0 else { return Int(info) }
    workSize = Int32(workspace(optimal: optimal, least: leastWorkspace))
    var work = [Float](repeating: 0, count: Int(workSize))
    sgesdd_(
      &job, &rows, &columns, a, &leadingA, s, u, &leadingU, vt, &least, &work, &workSize, &integers, &info, 1)
    return Int(info)
  }

  /// Eigendecomposition of a symmetric matrix, column-major, lower triangle. Routine: `ssyevd`.
  package static func syevd(
    n: Int, a: UnsafeMutablePointer<Float>, w: UnsafeMutablePointer<Float>, leastWorkspace: Int,
    vectors: Bool
  ) -> Int {
    var (job, triangle) = (CChar(UInt8(ascii: vectors ? "V" : "N")), CChar(UInt8(ascii: "L")))
    var (order, leading) = (Int32(n), Int32(max(1, n)))
    var (workSize, integerSize, info): (Int32, Int32, Int32) = (-1, -1, 0)
    var optimal: Float = 0
    var optimalInteger: Int32 = 0
    ssyevd_(
      &job, &triangle, &order, a, &leading, w, &optimal, &workSize, &optimalInteger, &integerSize, &info, 1, 1
    )
    guard info == 0 else { return Int(info) }
    (workSize, integerSize) = (
      Int32(workspace(optimal: optimal, least: leastWorkspace)), max(optimalInteger, Int32(3 + 5 * n))
    )
    var work = [Float](repeating: 0, count: Int(workSize))
    var integers = [Int32](repeating: 0, count: Int(integerSize))
    ssyevd_(
      &job, &triangle, &order, a, &leading, w, &work, &workSize, &integers, &integerSize, &info, 1, 1)
    return Int(info)
  }

  /// Least squares by the singular value decomposition, column-major. Routine: `sgelsd`.
  package static func gelsd(
    m: Int, n: Int, rightHandSides: Int, a: UnsafeMutablePointer<Float>, b: UnsafeMutablePointer<Float>,
    rcond: Float, leastWorkspace: Int
  ) -> (info: Int, rank: Int) {
    var (rows, columns, sides) = (Int32(m), Int32(n), Int32(rightHandSides))
    var (leadingA, leadingB) = (Int32(max(1, m)), Int32(max(1, m, n)))
    var (rank, workSize, info): (Int32, Int32, Int32) = (0, -1, 0)
    var (optimal, condition): (Float, Float) = (0, rcond)
    var optimalInteger: Int32 = 0
    var singularValues = [Float](repeating: 0, count: max(1, min(m, n)))
    sgelsd_(
      &rows, &columns, &sides, a, &leadingA, b, &leadingB, &singularValues, &condition, &rank, &optimal,
      &workSize,
      &optimalInteger, &info)
    guard info == 0 else { return (Int(info), 0) }
    workSize = Int32(workspace(optimal: optimal, least: leastWorkspace))
    var work = [Float](repeating: 0, count: Int(workSize))
    var integers = [Int32](repeating: 0, count: Int(max(1, optimalInteger)))
    sgelsd_(
      &rows, &columns, &sides, a, &leadingA, b, &leadingB, &singularValues, &condition, &rank, &work,
      &workSize,
      &integers, &info)
    return (Int(info), Int(rank))
  }

  /// Thin QR decomposition, column-major: Q in place, R row-major. Routines: `sgeqrf`, `sorgqr`.
  package static func geqrf(
    m: Int, n: Int, a: UnsafeMutablePointer<Float>, r: UnsafeMutablePointer<Float>
  ) -> Int {
    var (rows, columns, leading) = (Int32(m), Int32(n), Int32(max(1, m)))
    var (workSize, info): (Int32, Int32) = (-1, 0)
    var optimal: Float = 0
    var factors = [Float](repeating: 0, count: max(1, n))
    sgeqrf_(&rows, &columns, a, &leading, &factors, &optimal, &workSize, &info)
    guard info == 0 else { return Int(info) }
    // The most that either routine asks for, of blocks of 64 columns.
    workSize = Int32(workspace(optimal: optimal, least: 64 * max(1, n)))
    var work = [Float](repeating: 0, count: Int(workSize))
    sgeqrf_(&rows, &columns, a, &leading, &factors, &work, &workSize, &info)
    guard info == 0 else { return Int(info) }
    for column in 0..<n {
      for row in 0..<n { r[row * n + column] = row <= column ? a[column * m + row] : 0 }
    }
    var reflections = columns
    sorgqr_(&rows, &columns, &reflections, a, &leading, &factors, &work, &workSize, &info)
    return Int(info)
  }
}
