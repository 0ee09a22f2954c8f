extension StudyPlan {
  /// What the plan tells of a cell.
  package static let cellQuantities: [Quantity<Entry>] =
    CellQuantities.all.map { $0.of { $0.cell } } + [
      Quantity(
        "settings", "Settings", "Settings that are tried in the cell.", unit: .settings,
        integer: { $0.settings.count }),
      Quantity(
        "trials", "Trials",
        "Trials of a random search; settings are fewer where some are drawn again, which count once.",
        isOptional: true, integer: { $0.trials }),
      Quantity(
        "fits", "Fits", "Search fits: settings × folds, of all repeats. Final fits come on top.", unit: .fits,
        integer: { $0.fits }),
    ]

  /// What the plan tells of a cell besides, with `--settings`.
  package static let settingQuantities = [
    CellQuantities.name.of { (entry: Entry) in entry.cell }, triedSettings,
  ]

  private static let triedSettings = Quantity<Entry>(
    "tried settings", "Settings", "The settings themselves, in the order of the plan.",
    [
      Quantity("name", "Name", "The setting's name, as results have it.", text: { $0.name }),
      Quantity("streams", "Streams", "What the random streams of its fits are named by.", text: { $0.text }),
    ] + SettingQuantities.all,
    objects: { $0.settings })

  /// The keys of ``json`` before the cells.
  private static let totals: [Quantity<StudyPlan>] = [
    Quantity("fits", "Fits", "Search fits of all cells.", unit: .fits, integer: { $0.fits }),
    Quantity("final fits", "Final fits", "Final fits of all cells.", unit: .fits, integer: { $0.finalFits }),
    Quantity("settings", "Settings", "Settings of all cells.", unit: .settings, integer: { $0.settings }),
    extent("most fits", "Fits at most", "Of a race, the fits of all rungs if no setting stops.") {
      $0.most.fits
    },
    extent("most epochs", "Epochs at most", "Of a race, the epochs if no setting stops.") { $0.most.epochs },
    extent(
      "least fits", "Fits at least",
      "Of a race, the fits if no more settings go on than must and none diverges."
    ) { $0.least.fits },
    extent("least epochs", "Epochs at least", "Of a race, the epochs in that case.") { $0.least.epochs },
  ]

  private static func extent(
    _ name: String, _ title: String, _ definition: String, _ number: @escaping @Sendable (StudyPlan) -> Int
  ) -> Quantity<StudyPlan> {
    Quantity(
      QuantityName(name), title, definition, isOptional: true, integer: { $0.race == nil ? nil : number($0) })
  }

  /// The fields of ``json``.
  package static var fields: [DocumentField] {
    [.version] + totals.map(\.field) + [
      DocumentField("cells", .objects(cellQuantities.map(\.field)), "The cells, in the order of the plan.")
    ]
  }

  /// The plan as a JSON document: `{version, fits, finalFits, settings, cells: [{dataset, image, text, direction, loss,
  /// model, settings, fits}]}`, where `fits` counts search fits. One line per cell, its settings in it if they are wanted.
  package func json(withSettings: Bool) -> String {
    QuantityTable(Self.cellQuantities + (withSettings ? Self.settingQuantities : []), rows: cells)
      .json(named: "cells", of: self, Self.totals)
  }

  /// Every cell with its numbers of settings and fits, and its settings if they are wanted, for people.
  package func text(withSettings: Bool) -> String {
    func padded(_ number: Int) -> String {
      let digits = "\(number)"
      return String(repeating: " ", count: max(0, 8 - digits.count)) + digits
    }
    var lines = ["settings    fits  cell"]
    for entry in cells {
      lines.append("\(padded(entry.settings.count))\(padded(entry.fits))  \(entry.cell.id)")
      if withSettings { lines += entry.settings.map { String(repeating: " ", count: 20) + $0.name } }
    }
    lines.append("\(padded(settings))\(padded(fits))  in \(cells.count) cells")
    lines.append("and \(finalFits) final fits")
    if let race {
      let (most, least) = (most, least)
      lines.append(
        "a race in rungs of \(race.epochs.map(String.init).joined(separator: ", ")) epochs; the search has")
      lines.append(
        "\(padded(most.fits)) fits, \(most.epochs) epochs at most; \(least.fits) fits, \(least.epochs) epochs at least"
      )
    }
    if let trials = cells.first?.trials {
      lines.append(
        "drawn at random, \(trials) trials a cell; a setting that is drawn again counts once: "
          + "\(trials * cells.count - settings) of \(trials * cells.count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
