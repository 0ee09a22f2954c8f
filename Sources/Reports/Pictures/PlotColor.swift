import Studies

/// Colors of plots. gnuplot writes a number for each; in the page it becomes a variable of the style sheet, so that a
/// picture follows the reader's light or dark scheme. The hues are those of Okabe and Ito, which color-blind people can
/// tell apart.
enum PlotColor: Int, CaseIterable {
  case ink = 1
  case soft, grid, input, target, pair, chance, training, heldOut, onLight, onMiddle, onDark

  /// How a script names it.
  var script: String { "'#0000\(Self.hexadecimal(rawValue))'" }

  /// The variable in the style sheet.
  var variable: String {
    switch self {
    case .ink: "var(--ink)"
    case .soft: "var(--soft)"
    case .grid: "var(--grid)"
    case .input: "var(--mark-x)"
    case .target: "var(--mark-y)"
    case .pair: "var(--mark-pair)"
    case .chance: "var(--mark-chance)"
    case .training: "var(--mark-training)"
    case .heldOut: "var(--mark-held-out)"
    case .onLight: "var(--on-heat-light)"
    case .onMiddle: "var(--on-heat-middle)"
    case .onDark: "var(--on-heat-dark)"
    }
  }

  /// Steps of the heat map's scale, 0 nearest to the page's background.
  static let heatLevels = 10

  /// The color of text on a step of the heat map's scale: black or white, whichever contrasts by at least 4.5 to 1. The
  /// schemes differ in where that changes; step 7 takes black in both.
  static func text(onHeat level: Int) -> PlotColor { level < 7 ? .onLight : level == 7 ? .onMiddle : .onDark }

  /// How a script names a step of the heat map's scale.
  static func heat(_ level: Int) -> String { "'#0001\(hexadecimal(level))'" }

  /// What gnuplot writes for each color, and the variable for it.
  static let replacements: [(written: String, variable: String)] =
    (allCases.map { (0, $0.rawValue, $0.variable) } + (0..<heatLevels).map { (1, $0, "var(--heat-\($0))") })
    .flatMap { green, blue, variable in
      // Lines and areas are written with blanks, text without.
      [
        ("rgb(  0, \(padded(green)), \(padded(blue)))", variable), ("rgb(0,\(green),\(blue))", variable),
      ]
    }

  private static func padded(_ number: Int) -> String {
    String(repeating: " ", count: number < 10 ? 2 : 1) + "\(number)"
  }

  private static func hexadecimal(_ number: Int) -> String {
    (number < 16 ? "0" : "") + String(number, radix: 16)
  }
}
