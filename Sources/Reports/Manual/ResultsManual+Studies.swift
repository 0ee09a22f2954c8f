import Studies

extension ResultsManual {
  /// What the commands write that look at studies.
  package static var studies: [Section] {
    [
      Section(
        "crossmodal results STUDY",
        "One row for each fit that has a result, in the order of the plan: `--format csv`, the default, or `--json`, "
          + "`{version, rows: [{…}]}`. Only seconds, host, worker, attempt and started may differ between two runs of one "
          + "study.",
        [
          .columnsAndKeys(MapExperiment.quantities, title: "Columns, and keys of `rows[]`"),
          .columnsAndKeys(
            RatingsExperiment.quantities,
            title: "The same of `kind: ratings`: one row for each set of vectors, map and set of ratings"),
          .columnsAndKeys(
            ComparisonExperiment.quantities,
            title:
              "The same of `kind: comparison`: one row for each pair of spaces, measure and number of neighbors"
          ),
        ]),
      Section(
        "crossmodal best STUDY --json",
        "The choice in each cell by what is known so far, in the order of the plan.",
        [
          .document([
            .version, DocumentField("cells", .objects(CellChoice.fields), "The cells."),
          ]),
          .document(
            [
              .version,
              DocumentField(
                "vectors", .objects([DocumentField](RatingsChoice.quantities)), "The sets of vectors."),
            ], title: "JSON document of `kind: ratings`"),
          .document(
            [
              .version,
              DocumentField(
                "best", .objects([DocumentField](BestPair.quantities)),
                "The best pair by each measure: the highest score of all pairs of different files."),
            ], title: "JSON document of `kind: comparison`"),
        ]),
      Section(
        "crossmodal status STUDY --json", "How far a study is at this moment.",
        [.document([.version] + StudyStatus.fields)]),
      Section(
        "crossmodal index STUDY",
        "`index.sqlite` in the study’s directory, for queries in SQL. Flags are 1 and 0, what does not apply is NULL. Ask "
          + "the views; the tables are what they are made of. `--query SQL` prints CSV, with `--json` a document of `columns`, a list "
          + "of names, and `rows`, a list of values for each row.",
        IndexSchema.views.map { .columns($0.fields, title: "View `\($0.name)`: \($0.text)") } + [
          .columns(IndexSchema.cells.quantities, title: "Table `cell`"),
          .columns(IndexSchema.settings.quantities, title: "Table `setting`"),
          .columns(IndexSchema.fits.quantities, title: "Table `fit`"),
          .columns(IndexSchema.overlaps.quantities, title: "Table `overlap`"),
          .columns(RatingsExperiment.quantities, title: "Table `rows`, of `kind: ratings`"),
          .columns(ComparisonExperiment.quantities, title: "Table `pairs`, of `kind: comparison`"),
        ]),
      Section(
        "crossmodal report STUDY",
        "Writes `index.html` and `tables/*.md`, `*.csv`, `*.tex`. The columns of the CSV files:",
        [
          .columns(
            OverlapTable.quantities,
            title: "`table-1.csv` … `table-9.csv`, and the study’s own, as `mse-cosine.csv`"),
          .columns(
            MapScoreTable.columns, title: "`measures.csv`, where `measures.also` asks for measures"),
          .columns(RatingsTable.quantities, title: "`table-10.csv`"),
          .columns(RatingsSettingsTable.quantities, title: "`settings.csv`, of a study of `kind: ratings`"),
          .columns(
            BestPair.quantities,
            title:
              "`best.csv`, of a study of `kind: comparison`; its `pairs.csv` has the columns of `crossmodal results`"
          ),
        ]),
    ]
  }
}
