/// What a worker claims at once: units that run one after the other.
package struct WorkUnit: Hashable, Sendable {
  /// Name of the claim, made of values.
  package let name: String
  /// Its units, in the order in which they run.
  package let units: [Int]
  /// Cost, for ordering and for estimates of time; in any unit of measure that is the same over a study.
  package let cost: Double

  /// A claim.
  package init(name: String, units: [Int], cost: Double) {
    (self.name, self.units, self.cost) = (name, units, cost)
  }
}

/// The work of a study, in an order in which the last pieces to run are short.
package struct WorkPlan: Sendable {
  /// What can run at once.
  package let independent: [WorkUnit]
  /// What waits for results, in batches that become ready together.
  package let batches: [[WorkUnit]]
  // Cost by unit.
  private let costs: [Double]

  /// A plan of work over so many units. The cost of a claim is shared by its units alike.
  package init(independent: [WorkUnit], batches: [[WorkUnit]] = [], unitCount: Int) {
    var costs = Array(repeating: 0.0, count: unitCount)
    for claim in [independent] + batches {
      for work in claim {
        for unit in work.units { costs[unit] = work.cost / Double(max(1, work.units.count)) }
      }
    }
    (self.independent, self.batches, self.costs) = (independent, batches, costs)
  }

  /// The cost of a unit.
  package func cost(of unit: Int) -> Double { costs[unit] }

  /// The cost of everything.
  package var totalCost: Double { costs.reduce(0, +) }

  /// Every claim.
  package var all: [WorkUnit] { independent + batches.flatMap { $0 } }
}
