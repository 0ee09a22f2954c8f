import Studies

/// The tables and views of `index.sqlite`. Names and columns are for people and their queries: they may be added to, not
/// renamed.
enum IndexSchema {
  /// Raised when tables change: an index of another version is built anew.
  static let version = 1

  /// Statements that make an empty index.
  static let statements = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE cell (
      cell INTEGER PRIMARY KEY, name TEXT NOT NULL, dataset TEXT NOT NULL, image TEXT NOT NULL, text TEXT NOT NULL,
      direction TEXT NOT NULL, loss TEXT NOT NULL, model TEXT NOT NULL, settings INTEGER NOT NULL,
      search_fits INTEGER NOT NULL, final_fits INTEGER NOT NULL,
      best_setting INTEGER, best_epoch INTEGER, best_loss REAL, best_deviation REAL);
    CREATE TABLE setting (
      cell INTEGER NOT NULL, setting INTEGER NOT NULL, name TEXT NOT NULL, learning_rate REAL NOT NULL,
      hidden_units INTEGER, dropout REAL, activation TEXT, margin REAL,
      PRIMARY KEY (cell, setting)) WITHOUT ROWID;
    CREATE TABLE fit (
      cell INTEGER NOT NULL, kind TEXT NOT NULL, setting INTEGER NOT NULL, fold INTEGER NOT NULL, fit TEXT NOT NULL,
      state TEXT NOT NULL, epochs INTEGER NOT NULL, best_epoch INTEGER, best_held_out_loss REAL,
      training_loss REAL, last_held_out_loss REAL, reason TEXT, kernels TEXT NOT NULL, seconds REAL NOT NULL,
      host TEXT NOT NULL, worker TEXT NOT NULL, attempt INTEGER NOT NULL, started TEXT NOT NULL);
    CREATE TABLE overlap (
      fit TEXT NOT NULL, metric TEXT NOT NULL, includes_self INTEGER NOT NULL, k INTEGER NOT NULL,
      items INTEGER NOT NULL, x_f REAL NOT NULL, y_f REAL NOT NULL, x_y REAL NOT NULL, chance REAL NOT NULL,
      PRIMARY KEY (fit, metric, includes_self)) WITHOUT ROWID;
    CREATE VIEW cells AS
      SELECT c.*, (SELECT count(*) FROM fit f WHERE f.cell = c.cell) AS done FROM cell c;
    CREATE VIEW settings AS
      SELECT c.name AS cell_name, s.*, s.name AS setting_name FROM setting s JOIN cell c USING (cell);
    CREATE VIEW fits AS
      SELECT c.name AS cell_name, c.dataset, c.image, c.text, c.direction, c.loss, c.model, s.name AS setting_name,
        s.learning_rate, s.hidden_units, s.dropout, s.activation, s.margin, f.*
      FROM fit f JOIN cell c USING (cell) LEFT JOIN setting s USING (cell, setting);
    CREATE VIEW best AS
      SELECT c.name AS cell_name, s.name AS setting_name, c.best_epoch AS epoch, c.best_loss AS loss,
        c.best_deviation AS deviation, o.metric, o.includes_self, avg(o.x_f) AS x_f, avg(o.y_f) AS y_f,
        avg(o.x_y) AS x_y, count(o.fit) AS final_fits
      FROM cell c JOIN setting s ON s.cell = c.cell AND s.setting = c.best_setting
        LEFT JOIN fit f ON f.cell = c.cell AND f.kind = 'final' LEFT JOIN overlap o ON o.fit = f.fit
      GROUP BY c.cell, o.metric, o.includes_self;
    """

  /// What is made after all rows are in, which is faster.
  static let indices =
    "CREATE INDEX fit_by_cell ON fit (cell, kind, setting, fold); CREATE UNIQUE INDEX fit_name ON fit (fit);"
}
