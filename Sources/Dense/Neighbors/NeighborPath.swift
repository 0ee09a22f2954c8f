/// How a search of neighbors computes the products that preselect. The lists do not depend on it.
public enum NeighborPath: String, CaseIterable, Sendable {
  /// The cheapest of the others that this processor has, chosen from the data before the search.
  case automatic
  /// Products in Float by OpenBLAS in tiles; runs on every processor and is the reference.
  case openblas
  /// Products in Float by register tiles of this project; needs AVX2 and FMA, or AVX-512.
  case fused
  /// Products of rows rounded to 16 bits: twice as many in a cycle; needs AVX2 or AVX-512.
  case int16
  /// Products of rows rounded to 8 bits: four times as many in a cycle; needs AVX-512 with VNNI.
  case int8

  /// Whether the path can be used on this processor.
  public var isAvailable: Bool {
    switch self {
    case .automatic, .openblas: true
    case .fused, .int16: FloatingPointEnvironment.vectorBits >= 256
    case .int8: FloatingPointEnvironment.multipliesBytes
    }
  }

  /// What computes products in Float where whole numbers are of no use.
  var floats: KernelPath {
    switch self {
    case .openblas: .openblas
    case .automatic, .fused, .int16, .int8: .preferred
    }
  }
}
