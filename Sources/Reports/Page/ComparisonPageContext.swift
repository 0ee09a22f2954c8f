/// What the template of a comparison's page is filled with.
struct ComparisonPageContext {
  var title = ""
  var css = ""
  var generator = ""
  var answer = ""
  var detail = ""
  var spaces: [Space] = []
  var groups: [Group] = []
  var matrices: [Matrix] = []
  var hasMatrices = false
  var best: [String] = []
  var figures: [Figure] = []
  var hasFigures = false
  var figuresTitle = ""
  var surface: [String] = []
  var hasItems = false
  var items = ""
  var notes: [String] = []
  var definitions: [Definition] = []
  var command = ""
  var hasConfiguration = false
  var configuration = ""
  var footer = ""

  /// A space and what its rows are.
  struct Space {
    let label: String
    let name: String
    let dimensions: String
    let facts: String
  }

  /// Measures of one kind.
  struct Group {
    let title: String
    let rows: [Row]
    let isHubs: Bool
  }

  /// One measure.
  struct Row {
    let name: String
    let score: String
    let chance: String
    let null: String
    let threshold: String
    let p: String
    let calibrated: String
    let interval: String
    let mark: String
  }

  /// One measure of all pairs.
  struct Matrix {
    let title: String
    let columns: [String]
    let rows: [MatrixRow]
  }

  /// One space next to all behind it.
  struct MatrixRow {
    let name: String
    let cells: [String]
  }

  /// What a measure is.
  struct Definition {
    let name: String
    let sentence: String
    let formula: String
    let range: String
    let ties: String
    let use: String
    let source: String
  }
}
