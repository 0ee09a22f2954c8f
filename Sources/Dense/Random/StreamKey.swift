/// The name of a random stream: what it is for, hashed to 64 bits.
///
/// Streams are keyed by purpose, never by the order of use or by the worker that happens to run: the same words give
/// the same stream on every machine and with any number of workers. The hash is fixed here (FNV-1a over the bytes,
/// each part ended by its length and kind, then SplitMix64's finalizer), because Swift's `Hasher` differs from
/// process to process.
public struct StreamKey: Hashable, Sendable {
  /// The hashed name.
  public let value: UInt64

  /// The key of a seed alone.
  public init(seed: UInt64) {
    value = StreamKey.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
  }

  private init(value: UInt64) { self.value = value }

  /// This key, narrowed to one purpose: `key.adding("dropout")`.
  public func adding(_ word: String) -> StreamKey {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ value
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ UInt64(word.utf8.count) ^ 0x5354_5200_0000_0000) &* 0x0000_0100_0000_01B3
    return StreamKey(value: StreamKey.mixed(hash))
  }

  /// This key, narrowed to one number: a fold, an epoch.
  public func adding(_ number: Int) -> StreamKey {
    let hash = value ^ StreamKey.mixed(UInt64(bitPattern: Int64(number)) &+ 0x494E_5400_0000_0000)
    return StreamKey(value: StreamKey.mixed(hash &* 0x0000_0100_0000_01B3))
  }

  /// SplitMix64's finalizer (Steele, Lea and Flood 2014): a bijection of 64-bit words.
  static func mixed(_ input: UInt64) -> UInt64 {
    var word = input
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
