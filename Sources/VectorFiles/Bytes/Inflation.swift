import CZlib
import Dense

/// Unpacks a deflate stream into memory that grows with what was really unpacked, so that a promise alone takes none.
struct Inflation {
  /// What is around the stream.
  enum Format {
    /// Nothing: an entry of a zip archive.
    case raw
    /// gzip's header and checksum, which zlib checks; members follow each other.
    case gzip
  }

  /// Why a stream cannot be unpacked.
  enum Failure: Error {
    /// The packed bytes end before the stream does.
    case endsEarly
    /// Not a stream, or another checksum.
    case damaged
    /// More bytes than this machine has memory.
    case noMemory
  }

  /// What was unpacked: everything, or the first bytes up to the limit.
  let bytes: BoundedBytes
  /// Whether that is everything.
  let isWhole: Bool
  /// Packed bytes that were read.
  let consumed: Int

  /// - Parameters:
  ///   - expected: how many bytes are likely; a wrong number costs time, not memory.
  ///   - limit: the most that is unpacked.
  init(_ packed: BoundedBytes, format: Format, expected: Int, limit: Int) throws(Failure) {
    var stream = z_stream()
    let began =
      format == .raw ? czlib_inflate_raw_init(&stream) : czlib_inflate_gzip_init(&stream)
    guard began == Z_OK else { throw .noMemory }
    defer { inflateEnd(&stream) }
    var output = Output(capacity: max(1, min(expected, limit, 4 * packed.count + 4096)))
    var read = 0
    while true {
      if output.isFull {
        guard output.count <= limit else { break }
        // One byte more than the limit, so that a longer stream shows.
        guard output.grow(to: limit + 1) else { throw .noMemory }
      }
      let status = Self.step(&stream, packed, &read, &output)
      switch status {
      case Z_OK: continue
      case Z_STREAM_END:
        guard format == .gzip, read < packed.count else {
          (bytes, isWhole, consumed) = (output.bytes(limit), output.count <= limit, read)
          return
        }
        if packed.starts(with: Gzip.magic, at: read) {
          inflateReset(&stream)
        } else if packed.part(read..<packed.count).allSatisfy({ $0 == 0 }) {
          // Tapes pad with zeros, and gzip passes over them.
          read = packed.count
          (bytes, isWhole, consumed) = (output.bytes(limit), output.count <= limit, read)
          return
        } else {
          throw .damaged
        }
      case Z_BUF_ERROR where read < packed.count || output.isFull: continue
      case Z_BUF_ERROR: throw .endsEarly
      case Z_MEM_ERROR: throw .noMemory
      default: throw .damaged
      }
    }
    (bytes, isWhole, consumed) = (output.bytes(limit), false, read)
  }

  // zlib counts in 32 bits: both sides are handed over in pieces.
  private static func step(
    _ stream: inout z_stream, _ packed: BoundedBytes, _ read: inout Int, _ output: inout Output
  ) -> Int32 {
    let input = UnsafeRawBufferPointer(rebasing: packed.raw[read...].prefix(1 << 30))
    let room = min(output.room, 1 << 30)
    stream.next_in = input.baseAddress.map {
      UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: UInt8.self))
    }
    stream.avail_in = UInt32(input.count)
    stream.next_out = output.end
    stream.avail_out = UInt32(room)
    let status = inflate(&stream, Z_NO_FLUSH)
    read += input.count - Int(stream.avail_in)
    output.count += room - Int(stream.avail_out)
    return status
  }

  /// Bytes that grow by doubling.
  private struct Output {
    private var buffer: AlignedBuffer<UInt8>
    var count = 0

    init(capacity: Int) { buffer = AlignedBuffer(uninitialized: capacity) }

    var isFull: Bool { count == buffer.count }
    var room: Int { buffer.count - count }
    var end: UnsafeMutablePointer<UInt8> { buffer.pointer + count }

    /// False where the machine has no such memory.
    mutating func grow(to limit: Int) -> Bool {
      let capacity = min(limit, 2 * buffer.count)
      guard capacity <= SystemMemory.size else { return false }
      let larger = AlignedBuffer<UInt8>(uninitialized: capacity)
      larger.pointer.update(from: buffer.pointer, count: count)
      buffer = larger
      return true
    }

    func bytes(_ limit: Int) -> BoundedBytes { BoundedBytes(buffer).part(0..<min(count, limit)) }
  }
}
