/// How MAT and HDF5 files begin.
enum MatrixMarks {
  private static let hdf5: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

  /// Whether these are the bytes of a MAT file, of version 4 too, which the program that reads the others refuses by name;
  /// or of an HDF5 file, which may begin with a block of its user: 512 bytes, or twice as many, and so on.
  static func areIn(_ bytes: BoundedBytes) -> Bool {
    if bytes.starts(with: hdf5) { return true }
    if bytes.starts(with: Array("MATLAB ".utf8)), bytes.count >= 128 {
      let order = [bytes[126], bytes[127]]
      if order == Array("IM".utf8) || order == Array("MI".utf8) { return true }
    }
    var block = 512
    while block < bytes.count {
      if bytes.starts(with: hdf5, at: block) { return true }
      block *= 2
    }
    return isVersion4(bytes)
  }

  // Five numbers of 32 bits: the type in decimal digits MOPT, rows, columns, whether complex, length of the name; and the
  // name, ended by a zero. M is 0 for little-endian and 1 for big-endian files.
  private static func isVersion4(_ bytes: BoundedBytes) -> Bool {
    for isBig in [false, true] {
      let numbers = (0..<5).compactMap { place in
        bytes.integer(UInt32.self, at: 4 * place).map { Int(isBig ? $0.byteSwapped : $0) }
      }
      guard numbers.count == 5, numbers[0] / 1000 == (isBig ? 1 : 0), numbers[0] / 100 % 10 == 0,
        numbers[0] / 10 % 10 <= 5, numbers[0] % 10 <= 2, (1..<1 << 28).contains(numbers[1]),
        (1..<1 << 28).contains(numbers[2]), numbers[3] <= 1, (2...64).contains(numbers[4]),
        let name = bytes.slice(at: 20, length: numbers[4]), name[numbers[4] - 1] == 0,
        name.dropLast().allSatisfy({ (0x21..<0x7f).contains($0) })
      else { continue }
      return true
    }
    return false
  }
}
