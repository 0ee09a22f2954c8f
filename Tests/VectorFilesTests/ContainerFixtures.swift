import Foundation

@testable import Dense
@testable import VectorFiles

/// The committed files of scripts/reference/make_container_fixtures.py.
enum ContainerFixtures {
  static func path(_ name: String) -> String {
    (Bundle.module.resourceURL ?? Bundle.module.bundleURL).appendingPathComponent("Golden/containers/" + name)
      .path
  }

  /// What the arrays hold.
  static let numbers = Matrix<Float>([[0.5, -1.25, 3, 0], [2, -0.0078125, 100, 1], [-7, 8, 0.25, -64]])
  static let names = ["a", "żółw", "long name"]
  /// Layer 1 of the cube of 0 … 23, 2 × 3 × 4.
  static let layer = Matrix<Float>([[4, 5, 6, 7], [16, 17, 18, 19]])
}
