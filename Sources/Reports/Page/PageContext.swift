import Studies

/// Everything that the page's template shows, as text. An optional's name must be unique among all contexts: the
/// template's language looks for what is missing here in the contexts around.
struct PageContext {
  var title = ""
  var eyebrow = ""
  var generator = ""
  var css = ""
  var footer = ""

  var isRunning = false
  var refresh: String?
  var percent = ""
  var progressLine = ""
  var refreshLine = ""

  var headline = ""
  var details: [String] = []
  var alert: String?
  var inputAlert: String?
  var claims: [Claim] = []

  var plotHint: String?
  var hasOverlapPictures = false
  var overlapPictures: [Figure] = []

  var protocolNote: String?
  var ownTables: [Table] = []
  var hasOtherTables = false
  var otherTablesTitle = ""
  var otherTables: [Table] = []

  var hasNeighbors = false
  var neighborsText = ""
  var neighbors = ""

  var choices: [Choice] = []
  var selectionText = ""
  var hasImportances = false
  var importanceAxes: [String] = []
  /// Number of columns of shares, with that of the interactions.
  var importanceWidth = ""
  var importances: [Importance] = []
  var hasRemarks = false
  var remarks: [String] = []
  var hasRaces = false
  var raceText = ""
  var races: [RaceRung] = []
  var hasCellPictures = false
  var cellPicturesText = ""
  var cellPictures: [CellPictures] = []

  var hasScores = false
  var scoreTitles: [String] = []
  var scoreNotes: [String] = []
  var scores: [CellScores] = []
  var hasOtherScores = false
  var hasRetrieval = false
  var retrievalTitles: [String] = []
  var retrievalChance: [String] = []
  var retrieval: [CellScores] = []

  var hasPaper = false
  var paperText = ""
  var paperTables: [Table] = []
  var hasUnrunTables = false
  var unrunTitle = ""
  var unrunTables: [Table] = []
  var runRatings: [RatingsTable] = []
  var unrunRatings: [RatingsTable] = []
  var paperNotes: [String] = []

  var definitions: [Term] = []
  var facts: [Term] = []
  var data: [DataSet] = []
  var hasFailures = false
  var failuresText = ""
  var failures: [Failure] = []
  var command = ""
  var configuration = ""

  struct Claim {
    var verdict: String
    var verdictClass: String
    var finding: String
    var statement: String
    var evidence: String
    var remedy: String?
  }

  struct Choice {
    var cell: String
    var setting: String?
    var epoch = ""
    var loss = ""
    var deviation = ""
    var floor = ""
    var explained = ""
    var hubness = ""
    var simplest = ""
    var steady = ""
    var missing = ""
  }

  struct RaceRung {
    var raceCell: String
    var rung: String
    var rungEpochs: String
    var rungSettings: String
    var stopped: String
  }

  struct CellScores {
    var cell: String
    var values: [String]
  }

  struct Term {
    var term: String
    var meaning: String
    var code = false
  }

  struct DataSet {
    var name: String
    var columns: String
    var sources: String
    var hash: String
  }

  struct Failure {
    var count: String
    var state: String
    var cell: String
    var reason: String
    var first: String
  }

  struct Table {
    var id: String
    var title: String
    var legend: String
    var notes: [String]
    var images: [Image]
    var blocks: [Block]
    /// Its numbers, where it has any.
    var csv: String?
  }

  struct Image {
    var title: String
    var isMeasured: Bool
    /// Number of its columns.
    var width: String
  }

  struct Block {
    var title: String
    var width: String
    var rows: [Row]
  }

  struct Row {
    var startsDirection: Bool
    var directionRows: String
    var direction: String
    var model: String
    var entries: [Entry]
  }

  struct Entry {
    var measured: Bool
    /// Whether its image features have columns for X,Y, chance and items.
    var isWide: Bool
    var state: String
    var xMean = ""
    var xDeviation = ""
    var xBest = false
    var xPaper: String?
    var xPaperBest = false
    var xDifference = ""
    var yMean = ""
    var yDeviation = ""
    var yBest = false
    var yPaper: String?
    var yPaperBest = false
    var yDifference = ""
    var pair = ""
    var chance = ""
    var items = ""
  }

  struct RatingsTable {
    var title: String
    var legend: String
    var notes: [String]
    var ratings: [String]
    var rows: [RatingsRow]
  }

  struct RatingsRow {
    var starts: Bool
    var title: String
    var entries: [RatingsEntry]
  }

  struct RatingsEntry {
    var ours: String
    var isOurs: Bool
    var isBest: Bool
    var theirs: String
    var isTheirs: Bool
    var isTheirBest: Bool
    var gap: String
  }
}
