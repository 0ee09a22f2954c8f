import CrossModal
import Studies

/// A search as other programs know it: trials of settings, each with what it came to.
package struct ExportedSearch {
  /// One setting.
  struct Trial {
    /// The setting in short.
    let setting: String
    /// Its place in the axes of the search, by name.
    let parameters: [(name: String, value: QuantityValue)]
    /// What is compared, one number for each of the search's directions; empty for a failed trial.
    let values: [Double]
    /// The value after each epoch, where there is one.
    var curve: [Double] = []
    /// Number of units that it is based on.
    let units: Int
    /// When the first of them began, ISO 8601.
    let started: String
    /// Seconds of computing.
    let seconds: Double
  }

  /// Which way values are better.
  enum Direction: Int { case minimize = 1, maximize = 2 }

  /// Its name, unique in the study.
  let name: String
  /// One direction for each value.
  let directions: [Direction]
  /// Names of axes whose values are of different sizes.
  let logarithmic: Set<String>
  /// Ranges of axes from which values were drawn at random.
  var ranges: [String: SearchRange] = [:]
  /// The trials that have all their results.
  let trials: [Trial]
}
