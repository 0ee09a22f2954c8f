import CZlib
import Dense

/// A checksum of numbers, to tell files of vectors apart; no protection against intent.
package enum Checksum {
  /// CRC-32 of the rows of some views, one after the other, as a signed number.
  package static func of<Scalar: MatrixScalar>(_ views: [MatrixView<Scalar>]) -> Int32 {
    var checksum: UInt = 0
    for view in views {
      for row in 0..<view.rows {
        let bytes = UnsafeRawBufferPointer(view.row(row))
        if bytes.count > 0 {
          checksum = UInt(
            crc32_z(.init(checksum), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
        }
      }
    }
    return Int32(truncatingIfNeeded: checksum)
  }
}
