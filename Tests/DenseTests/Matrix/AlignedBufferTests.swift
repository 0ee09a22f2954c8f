import Testing

@testable import Dense

@Suite struct AlignedBufferTests {
  /// Small, on a huge page of the library's heap, and the system's own memory.
  @Test(arguments: [10, 300_000, 3_000_000]) func alignedAndZero(count: Int) {
    let buffer = AlignedBuffer<Double>(count: count)
    #expect(UInt(bitPattern: buffer.pointer) % 64 == 0)
    #expect(buffer.array.allSatisfy { $0 == 0 })
    buffer.pointer[count - 1] = 7
    #expect(buffer.copy().array.last == 7)
  }

  @Test(arguments: [10, 300_000, 3_000_000]) func anotherKindInTheSameMemory(count: Int) {
    var doubles: AlignedBuffer<Double>? = AlignedBuffer(uninitialized: count)
    weak let first = doubles
    var floats: AlignedBuffer<Float>?
    if let buffer = doubles {
      let memory = UnsafeMutableRawPointer(buffer.pointer)
      for index in 0..<count { buffer.pointer[index] = Double(index) / 2 }
      for index in 0..<count {
        let number = memory.load(fromByteOffset: 8 * index, as: Double.self)
        memory.storeBytes(of: Float(number), toByteOffset: 4 * index, as: Float.self)
      }
      floats = AlignedBuffer(reusing: buffer, count: count)
    }
    doubles = nil
    // The memory lives as long as its last user, and keeps what was written.
    let other = AlignedBuffer<Double>(count: count, repeating: .nan)
    #expect(first != nil)
    #expect(floats?.array == (0..<count).map { Float($0) / 2 })
    #expect(other.array.allSatisfy { $0.isNaN })
    floats = nil
    #expect(first == nil)
  }

  @Test(arguments: [1 << 50, 1 << 60, Int.max]) func moreThanThereIs(count: Int) async {
    let result = await #expect(processExitsWith: .exitCode(69), observing: [\.standardErrorContent]) {
      [count] in
      _ = AlignedBuffer<Float>(uninitialized: count)
    }
    let lines = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.contains("not enough memory: ") == true)
    #expect(lines.first?.contains(" MiB are needed at once") == true)
  }
}
