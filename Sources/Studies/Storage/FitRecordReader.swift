import VectorFiles

/// Reads the JSON of a ``FitRecord``, the same value as a general decoder gives, ten times as fast.
///
/// Texts that many lines share, such as host and worker, are made once: the last one of each key is kept.
struct FitRecordReader {
  private enum Key: String, CaseIterable {
    case attempt, divergedBatch, divergedEpoch, epochs, fit, heldOut, host, kernels, overlaps, reason, seconds
    case setting, started, state, training, worker
  }

  private static let keys = Key.allCases.map { (key: $0, bytes: Array($0.rawValue.utf8)) }
  private var shared: [Key: (bytes: [UInt8], text: String)] = [:]

  /// A reader that has seen nothing yet.
  init() {}

  /// The record in a range of bytes, or in all of them; nil if there is none.
  mutating func record(in bytes: BoundedBytes, _ range: Range<Int>? = nil) -> FitRecord? {
    var cursor = JSONCursor(bytes, range)
    var (attempt, setting, epochs): (Int?, Int?, Int?) = (nil, nil, nil)
    var diverged: (epoch: Int?, batch: Int?) = (nil, nil)
    var (fit, state, seconds): (FitIdentifier?, FitRecord.State?, Double?) = (nil, nil, nil)
    var (training, heldOut): (LossCurve?, LossCurve?) = (nil, nil)
    var (reason, overlaps): (String?, [OverlapRecord]?) = (nil, nil)
    var texts: (host: String?, kernels: String?, started: String?, worker: String?)
    // Keys are written in this order, so the next one is nearly always the one that comes.
    var expected = 0
    let isWhole = cursor.object { cursor, name in
      guard let key = Self.key(bytes, name, &expected) else { return false }
      switch key {
      case .attempt:
        attempt = cursor.integer()
        return attempt != nil
      case .divergedBatch:
        diverged.batch = cursor.integer()
        return diverged.batch != nil
      case .divergedEpoch:
        diverged.epoch = cursor.integer()
        return diverged.epoch != nil
      case .epochs:
        epochs = cursor.integer()
        return epochs != nil
      case .setting:
        setting = cursor.integer()
        return setting != nil
      case .fit:
        fit = cursor.rawString().flatMap { FitIdentifier(bytes: bytes, $0) }
        return fit != nil
      case .state:
        state = cursor.string().flatMap { FitRecord.State(rawValue: $0) }
        return state != nil
      case .seconds:
        seconds = cursor.number()
        return seconds != nil
      case .training:
        training = curve(&cursor)
        return training != nil
      case .heldOut:
        heldOut = curve(&cursor)
        return heldOut != nil
      case .reason:
        reason = cursor.string()
        return reason != nil
      case .overlaps:
        var list: [OverlapRecord] = []
        let isList = cursor.array { cursor in
          guard let overlap = OverlapRecord(&cursor) else { return false }
          list.append(overlap)
          return true
        }
        overlaps = list
        return isList
      case .host:
        texts.host = text(&cursor, key)
        return texts.host != nil
      case .kernels:
        texts.kernels = text(&cursor, key)
        return texts.kernels != nil
      case .started:
        texts.started = text(&cursor, key)
        return texts.started != nil
      case .worker:
        texts.worker = text(&cursor, key)
        return texts.worker != nil
      }
    }
    guard isWhole, cursor.isAtEnd, let fit, let state, let training, let heldOut, let seconds,
      let setting, let epochs, let attempt,
      let host = texts.host, let kernels = texts.kernels, let started = texts.started,
      let worker = texts.worker
    else { return nil }
    return FitRecord(
      fit: fit, state: state, training: training, heldOut: heldOut, setting: setting, epochs: epochs,
      divergedEpoch: diverged.epoch, divergedBatch: diverged.batch, reason: reason,
      overlaps: overlaps, kernels: kernels, attempt: attempt, seconds: seconds, host: host, worker: worker,
      started: started)
  }

  private static func key(_ bytes: BoundedBytes, _ name: Range<Int>, _ expected: inout Int) -> Key? {
    for step in keys.indices {
      let place = (expected + step) % keys.count
      if bytes.equals(keys[place].bytes, in: name) {
        expected = place + 1
        return keys[place].key
      }
    }
    return nil
  }

  private func curve(_ cursor: inout JSONCursor) -> LossCurve? {
    cursor.rawString().flatMap { Base64.numbers(in: cursor.bytes, $0) }.map(LossCurve.init(floats:))
  }

  private mutating func text(_ cursor: inout JSONCursor, _ key: Key) -> String? {
    var ahead = cursor
    guard let raw = ahead.rawString() else { return nil }
    if let known = shared[key], cursor.bytes.equals(known.bytes, in: raw) {
      cursor = ahead
      return known.text
    }
    guard let text = cursor.string() else { return nil }
    shared[key] = (Array(cursor.bytes.part(raw)), text)
    return text
  }
}

extension OverlapRecord {
  /// Reads the JSON of an overlap.
  fileprivate init?(_ cursor: inout JSONCursor) {
    var texts: [String: String] = [:]
    var numbers: [String: Double] = [:]
    var includesSelf: Bool?
    var curve: [Point]?
    let isWhole = cursor.object { cursor, name in
      let key = cursor.bytes.text(in: name) ?? ""
      switch key {
      case "metric": texts[key] = cursor.string()
      case "curve":
        var points: [Point] = []
        let isList = cursor.array { cursor in
          guard let point = Point(&cursor) else { return false }
          points.append(point)
          return true
        }
        curve = points
        return isList
      case "includesSelf": includesSelf = cursor.boolean()
      default: numbers[key] = cursor.number()
      }
      return texts[key] != nil || numbers[key] != nil || includesSelf != nil
    }
    guard isWhole, let metric = texts["metric"], let includesSelf,
      let k = numbers["k"].flatMap({ Int(exactly: $0) }),
      let items = numbers["items"].flatMap({ Int(exactly: $0) }), let input = numbers["input"],
      let target = numbers["target"], let pair = numbers["pair"]
    else { return nil }
    self.init(
      metric: metric, k: k, includesSelf: includesSelf, items: items, input: input, target: target,
      pair: pair,
      curve: curve)
  }
}

extension OverlapRecord.Point {
  /// Reads the JSON of a point.
  fileprivate init?(_ cursor: inout JSONCursor) {
    var numbers: [String: Double] = [:]
    let isWhole = cursor.object { cursor, name in
      let key = cursor.bytes.text(in: name) ?? ""
      numbers[key] = cursor.number()
      return numbers[key] != nil
    }
    guard isWhole, let k = numbers["k"].flatMap({ Int(exactly: $0) }), let input = numbers["input"],
      let target = numbers["target"], let pair = numbers["pair"]
    else { return nil }
    self.init(k: k, input: input, target: target, pair: pair)
  }
}

extension FitIdentifier {
  /// The identifier in a range of bytes, or in all of them; the same as that of their text.
  init?(bytes: BoundedBytes, _ range: Range<Int>? = nil) {
    var cursor = JSONCursor(bytes, range)
    func number(_ cursor: inout JSONCursor) -> Int? {
      let start = cursor.position
      guard let number = cursor.integer() else { return nil }
      // No second spelling: 007.
      return cursor.position - start == 1 || bytes[start] != UInt8(ascii: "0") ? number : nil
    }
    guard cursor.take("c"), let cell = number(&cursor), cursor.take("/") else { return nil }
    if cursor.take("s") {
      guard let setting = number(&cursor), cursor.take("/"), cursor.take("f"), let fold = number(&cursor)
      else { return nil }
      self = .search(cell: cell, setting: setting, fold: fold)
    } else {
      for scalar in "final/f".unicodeScalars {
        guard cursor.take(scalar) else { return nil }
      }
      guard let repetition = number(&cursor) else { return nil }
      self = .final(cell: cell, repetition: repetition)
    }
    guard cursor.isAtEnd else { return nil }
  }
}
