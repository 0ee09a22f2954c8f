internal import COpenSSL
import Dense
import VectorFiles

/// SHA-256 of bytes that come in pieces (libcrypto, which takes the processor's own instructions for it).
struct ContentHash: ~Copyable {
  /// Bytes of a hash.
  static let size = 32

  // Looked up once: a lookup costs more than the hash of a short line. It is never changed or freed.
  nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  private let context: OpaquePointer

  /// The hash of nothing so far.
  init() {
    guard let algorithm = Self.algorithm, let context = EVP_MD_CTX_new(),
      EVP_DigestInit_ex2(context, algorithm, nil) == 1
    else { preconditionFailure("libcrypto has no SHA-256, or there is no memory left") }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  private mutating func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto refuses to hash")
  }

  /// Adds bytes.
  mutating func update(_ bytes: BoundedBytes) {
    bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
  }

  /// Adds the UTF-8 of a text.
  mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// Adds a text with its length in front, so that no other texts give the same bytes.
  mutating func add(_ text: String) { update("\(text.utf8.count) \(text)\n") }

  /// Adds lists of texts with the numbers of lists and of texts in front.
  mutating func add(_ lists: [[String]]) {
    add("\(lists.count)")
    for list in lists {
      add("\(list.count)")
      for text in list { add(text) }
    }
  }

  /// Adds the numbers of all rows as they are in memory, row after row.
  mutating func update(_ rows: MatrixView<Float>) {
    for row in 0..<rows.rows { update(UnsafeRawBufferPointer(rows.row(row))) }
  }

  /// Adds the numbers of all rows as they are in memory, row after row.
  mutating func update(_ rows: MatrixView<Double>) {
    for row in 0..<rows.rows { update(UnsafeRawBufferPointer(rows.row(row))) }
  }

  /// The 32 bytes of the hash.
  consuming func bytes() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, count in
      precondition(
        EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1, "libcrypto does not end a hash")
      count = Self.size
    }
  }

  /// The hash in 64 hexadecimal digits.
  consuming func hexadecimal() -> String {
    String(decoding: Self.digits(of: bytes()), as: UTF8.self)
  }

  /// The lower-case hexadecimal digits of bytes, in ASCII.
  static func digits(of bytes: some Sequence<UInt8>) -> [UInt8] {
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return text
  }

  /// The hash of a text in hexadecimal.
  static func hexadecimal(of text: String) -> String {
    var hash = ContentHash()
    hash.update(text)
    return hash.hexadecimal()
  }
}
