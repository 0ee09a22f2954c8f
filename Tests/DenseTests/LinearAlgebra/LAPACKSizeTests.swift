import Foundation
import TestSupport
import Testing

@testable import Dense

@Suite struct LAPACKSizeTests {
  @Test func theLimitsAreThoseOf32Bits() throws {
    // 4 r² + 7 r and 1 + 6 n + 2 n² against 2,147,483,647.
    #expect(try LAPACKSize.singularValues(rows: 23_169, columns: 46_340) == 2_147_372_427)
    #expect(throws: LinearAlgebraError.self) { try LAPACKSize.singularValues(rows: 23_170, columns: 46_340) }
    #expect(throws: LinearAlgebraError.self) { try LAPACKSize.singularValues(rows: 30_000, columns: 30_000) }
    #expect(try LAPACKSize.symmetricEigenvalues(order: 32_766) == 2_147_418_109)
    #expect(throws: LinearAlgebraError.self) { try LAPACKSize.symmetricEigenvalues(order: 32_767) }
    #expect(try LAPACKSize.leastSquares(rows: 9251, columns: 2048, rightHandSides: 300) > 2048 * 300)
    #expect(throws: LinearAlgebraError.self) {
      try LAPACKSize.leastSquares(rows: 50_000, columns: 50_000, rightHandSides: 43_000)
    }
    #expect(throws: LinearAlgebraError.self) { try LAPACKSize.singularValues(rows: 1, columns: 1 << 31) }
    #expect(throws: LinearAlgebraError.self) {
      try LAPACKSize.singularValues(rows: 1 << 62, columns: 1 << 62)
    }
    #expect(throws: LinearAlgebraError.self) { try LAPACKSize.symmetricEigenvalues(order: 1 << 62) }
  }

  /// A view of one row, repeated without being stored: the size is refused before its numbers are read or copied.
  @Test func aHugeMatrixIsRefusedUnread() throws {
    let memory = try #require(
      mmap(nil, 1 << 34, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))
    defer { munmap(memory, 1 << 34) }
    let base = UnsafePointer(memory.assumingMemoryBound(to: Float.self))
    let wide = MatrixView(base: base, rows: 23_170, columns: 46_340, stride: 46_340, owner: nil)
    #expect(
      throws: LinearAlgebraError.tooLarge(
        routine: "gesdd", rows: 23_170, columns: 46_340, workspace: 2_147_557_790, allowed: 2_147_483_647)
    ) { try SingularValueDecomposition(wide) }
    let square = MatrixView(base: base, rows: 32_767, columns: 32_767, stride: 32_767, owner: nil)
    #expect(throws: LinearAlgebraError.self) { try SymmetricEigendecomposition(square) }
    let sides = MatrixView(base: base, rows: 32_767, columns: 65_536, stride: 65_536, owner: nil)
    #expect(throws: LinearAlgebraError.self) { try leastSquares(square, sides) }
  }

  @Test func aWorkspaceIsWhatWasAskedForBetweenItsBounds() {
    #expect(Double.workspace(optimal: 1000.2, least: 10) == 1001)
    #expect(Double.workspace(optimal: 5, least: 10) == 10)
    #expect(Double.workspace(optimal: -3e9, least: 10) == 10)
    #expect(Float.workspace(optimal: 0x1p31, least: 10) == Int(Int32.max))
    // Float holds every 128th number there: what it rounds down stays large enough.
    #expect(Float.workspace(optimal: 2_147_418_112, least: 2_147_418_109) >= 2_147_418_109)
    #expect(Double.workspace(optimal: 0, least: 0) == 1)
  }

  @Test func theErrorIsOneLine() {
    let error = LinearAlgebraError.tooLarge(routine: "syevd", rows: 4, columns: 4, workspace: 9, allowed: 8)
    #expect(
      "\(error)" == "syevd of a 4×4 matrix counts to 9; LAPACK's limit is 8: take fewer rows or columns")
  }
}
