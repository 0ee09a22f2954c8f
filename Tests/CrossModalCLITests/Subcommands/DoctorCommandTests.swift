import Foundation
import Testing

/// What `doctor` finds.
@Suite struct DoctorCommandTests {
  private struct Document: Decodable {
    let kernel: String
    let replacedKernel: String?
    let vectorBits: Int
  }

  private func found(_ kernel: String?) async throws -> Document {
    let result = try await Program.run(["doctor", "--json"], environment: ["OPENBLAS_CORETYPE": kernel])
    #expect(result.code == 0, "\(result.errors)")
    return try JSONDecoder().decode(Document.self, from: Data(result.output.utf8))
  }

  /// Whatever OpenBLAS knows of this processor.
  @Test func theKernelUsesWhatTheProcessorHas() async throws {
    let document = try await found(nil)
    #expect(document.replacedKernel != document.kernel)
    if document.vectorBits >= 256 {
      #expect(!["Prescott", "Core2", "Nehalem", "Sandybridge"].contains(document.kernel))
    }
  }

  @Test(arguments: ["Prescott", "Nehalem"])
  func aKernelThatIsNamedStays(_ kernel: String) async throws {
    let document = try await found(kernel)
    #expect(document.kernel == kernel && document.replacedKernel == nil)
  }
}
