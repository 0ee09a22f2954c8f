/// Sorts short arrays of numbers, the largest first; its memory serves for many of them. For one thread at a time.
///
/// Each number goes to the place that it would have if all were spread evenly, and insertions do what is left. Where many are
/// crowded at few places the standard library sorts. Cost n for numbers that are spread, else n log n.
final class DescendingSort {
  private static let fewest = 24
  private static let mostAtPlace = 12

  private let most: Int
  private let starts: AlignedBuffer<Int32>
  private let sorted: AlignedBuffer<Double>

  /// Memory for so many numbers.
  init(most: Int) {
    self.most = most
    starts = AlignedBuffer(uninitialized: most + 1)
    sorted = AlignedBuffer(uninitialized: most)
  }

  /// Sorts numbers that are finite.
  func sort(_ numbers: inout [Double]) {
    precondition(numbers.count <= most, "\(numbers.count) numbers in memory for \(most)")
    if !sortByPlace(&numbers) { numbers.sort(by: >) }
  }

  // False where nothing was done.
  private func sortByPlace(_ numbers: inout [Double]) -> Bool {
    let count = numbers.count
    guard count >= Self.fewest, var low = numbers.first else { return false }
    var high = low
    for number in numbers {
      low = number < low ? number : low
      high = number > high ? number : high
    }
    let step = Double(count - 1) / (high - low)
    guard high > low, step.isFinite, step > 0 else { return false }
    return numbers.withUnsafeMutableBufferPointer { numbers in
      let (starts, sorted) = (starts.pointer, sorted.pointer)
      // Roundings may carry the lowest number one place too far.
      func place(_ number: Double) -> Int { min(Int((high - number) * step), count - 1) }
      starts.update(repeating: 0, count: count + 1)
      for number in numbers { starts[place(number) + 1] += 1 }
      for place in 0..<count {
        guard starts[place + 1] <= Self.mostAtPlace else { return false }
        starts[place + 1] += starts[place]
      }
      for number in numbers {
        let place = place(number)
        sorted[Int(starts[place])] = number
        starts[place] += 1
      }
      for index in 0..<count {
        let number = sorted[index]
        var hole = index
        while hole > 0, numbers[hole - 1] < number {
          numbers[hole] = numbers[hole - 1]
          hole -= 1
        }
        numbers[hole] = number
      }
      return true
    }
  }
}
