/// SplitMix64: the same inputs on every machine.
struct FuzzGenerator: RandomNumberGenerator {
  var state: UInt64

  /// The stream of one input of one target.
  init(target: String, number: Int) {
    state = target.utf8.reduce(UInt64(number) &* 0x9e37_79b9_7f4a_7c15) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

/// Makes damaged files out of good ones.
enum Mutation {
  /// What is where a length, a number or a separator was.
  private static let pieces: [[UInt8]] =
    [
      "0", "-1", "1", "2147483648", "4294967295", "9223372036854775807", "18446744073709551616", "1e999",
      "nan", "inf",
      "-", ".", "1e", "\n", "\r\n", "\t", ",", " ", "\"", "\"\"", "'", "(", ")", "{", "}", "[", "]", ":",
      "True", "é", "\u{feff}",
      "\0", "null", "data_offsets", "shape", "descr",
    ].map { Array($0.utf8) } + [
      [0xff], [0x80], [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0x80], [0xff, 0xff, 0xff, 0x7f],
      Array(repeating: 0xff, count: 8),
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], Array(repeating: 0, count: 8), [0x50, 0x4b, 5, 6],
      [0xc3], [0xed, 0xa0, 0x80],
    ]

  /// One of `seeds`, changed in one to six places; now and then the beginning of one and the end of another.
  static func input(from seeds: [[UInt8]], _ generator: inout FuzzGenerator) -> [UInt8] {
    var bytes = seeds.randomElement(using: &generator) ?? []
    if Int.random(in: 0..<16, using: &generator) == 0, let other = seeds.randomElement(using: &generator) {
      bytes =
        Array(bytes.prefix(.random(in: 0...bytes.count, using: &generator)))
        + other.suffix(.random(in: 0...other.count, using: &generator))
    }
    for _ in 0..<Int.random(in: 1...6, using: &generator) { change(&bytes, &generator) }
    return bytes
  }

  private static func change(_ bytes: inout [UInt8], _ generator: inout FuzzGenerator) {
    guard !bytes.isEmpty else {
      bytes = pieces.randomElement(using: &generator) ?? []
      return
    }
    // Headers decide most: half of the changes are near the beginning.
    let reach = Bool.random(using: &generator) ? bytes.count : min(bytes.count, 160)
    let place = Int.random(in: 0..<reach, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 1...20, using: &generator))
    let piece = pieces.randomElement(using: &generator) ?? []
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: bytes[place] = .random(in: 0...255, using: &generator)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: bytes[place] = bytes[place] &+ (Bool.random(using: &generator) ? 1 : 255)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: .random(in: 0...bytes.count, using: &generator))
    case 5: bytes.removeSubrange(place...)
    case 6: bytes.insert(contentsOf: piece, at: place)
    case 7: bytes.replaceSubrange(place..<min(bytes.count, place + piece.count), with: piece)
    case 8: bytes.append(contentsOf: piece)
    default:
      bytes.insert(
        contentsOf: Array(repeating: bytes[place], count: 1 << Int.random(in: 1...9, using: &generator)),
        at: place)
    }
  }
}
