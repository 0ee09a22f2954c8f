/// What tables tell of every record, whatever the experiment.
package enum RecordQuantities {
  /// How a unit ended.
  package static func state<Row, Result>(
    _ record: @escaping @Sendable (Row) -> UnitRecord<Result>
  ) -> Quantity<Row> {
    Quantity(
      "state", "State",
      "finished: all was done. diverged: a number became infinite or NaN. failed: given up, for the stated reason.",
      text: { record($0).state.rawValue })
  }

  /// Why there is no result.
  package static func reason<Row, Result>(
    _ record: @escaping @Sendable (Row) -> UnitRecord<Result>
  ) -> Quantity<Row> {
    Quantity(
      "reason", "Reason", "Why it diverged or failed.", isOptional: true, text: { record($0).explanation })
  }

  /// What computed it, when and where. Only what follows the kernels may differ between two runs of one study.
  package static func computing<Row, Result>(
    _ record: @escaping @Sendable (Row) -> UnitRecord<Result>
  ) -> [Quantity<Row>] {
    [
      Quantity(
        "kernels", "Kernels", "The kernels that computed it, such as fused on SkylakeX.",
        text: { record($0).kernels }),
      Quantity(
        "seconds", "Seconds", "How long it took, to the microsecond.", unit: .seconds,
        number: { (record($0).seconds * 1e6).rounded() / 1e6 }),
      Quantity("host", "Host", "The machine.", text: { record($0).host }),
      Quantity("worker", "Worker", "The worker, as its journal is named.", text: { record($0).worker }),
      Quantity("attempt", "Attempt", "Which attempt this was, from 1.", integer: { record($0).attempt }),
      Quantity("started", "Started", "When it began: ISO 8601, UTC.", text: { record($0).started }),
    ]
  }
}
