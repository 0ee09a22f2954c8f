import Foundation
import Messages
import Studies

/// The numbers of one entry as text, the same in every kind of table.
struct OverlapNumbers {
  /// X,f or Y,f.
  struct Side {
    /// Our mean, three digits.
    var mean: String?
    /// Our standard deviation.
    var deviation: String?
    /// Whether ours is the larger of the pair, by more than chance where there are standard errors.
    var isBest = false
    /// The paper's value.
    var paper: String?
    /// Whether the paper's is the larger of its pair.
    var paperIsBest = false
    /// Ours − the paper's, with sign.
    var difference: String?
  }

  var input = Side()
  var target = Side()
  var pair = ""
  var chance = ""
  var items = ""

  init(_ entry: OverlapTable.Entry) {
    if let overlaps = entry.overlaps {
      let (x, y) = (overlaps.input, overlaps.target)
      input.mean = format(x.mean, 3)
      input.deviation = format(x.deviation, 3)
      input.isBest = entry.outcome.map { $0.inputTarget == .larger } ?? (x.mean > y.mean)
      target.mean = format(y.mean, 3)
      target.deviation = format(y.deviation, 3)
      target.isBest = entry.outcome.map { $0.inputTarget == .smaller } ?? (y.mean > x.mean)
      pair = format(overlaps.pair.mean, 3)
      chance = format(overlaps.chance, 3)
      items = overlaps.itemsText
    }
    guard let paper = entry.paper else { return }
    input.paper = format(paper.overlapInput, 3)
    target.paper = format(paper.overlapTarget, 3)
    input.paperIsBest = paper.overlapInput > paper.overlapTarget
    target.paperIsBest = paper.overlapTarget > paper.overlapInput
    if let overlaps = entry.overlaps {
      input.difference = Self.signed(overlaps.input.mean - paper.overlapInput)
      target.difference = Self.signed(overlaps.target.mean - paper.overlapTarget)
    }
  }

  /// A difference with its sign, a real minus, three digits.
  static func signed(_ number: Double) -> String {
    let text = format(abs(number), 3)
    if text.allSatisfy({ $0 == "0" || $0 == "." }) { return "±" + text }
    return (number < 0 ? "\u{2212}" : "+") + text
  }
}
