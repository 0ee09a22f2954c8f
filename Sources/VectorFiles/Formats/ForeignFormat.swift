/// Formats that are not read: each by its first bytes, with the line that makes one of it that is.
enum ForeignFormat {
  /// The error about a file of such a format; nil for any other file.
  static func recognized(_ bytes: BoundedBytes, path: String) -> DataFileError? {
    for mark in marks where bytes.starts(with: mark.bytes, at: mark.offset) {
      return error(path, mark.name, mark.line(ConversionLine(path: path)))
    }
    if isTextOfR(bytes) { return error(path, "an R object (rds)", dataOfR(ConversionLine(path: path))) }
    if isPickle(bytes) { return pickle(bytes, path: path) }
    if isNIfTI(bytes) {
      return error(
        path, "a NIfTI image",
        ConversionLine(path: path).save(
          "nibabel, numpy", "nibabel.load('{}').get_fdata().reshape(-1, 1)")
          + " (one row a voxel; with a 4th axis reshape(-1, VOLUMES).T)")
    }
    return nil
  }

  /// The error about bytes that are of no known format.
  static func unknown(path: String) -> DataFileError {
    .content(
      path,
      "is neither text nor of a known format; numbers without a header need their type and number of columns: "
        + ConversionLine(path: path).save(
          "numpy", "numpy.fromfile('{}', dtype='float32').reshape(-1, COLUMNS)"))
  }

  /// `is a PyTorch file, which is not read; this line converts it: python3 …`.
  static func error(_ path: String, _ name: String, _ line: String) -> DataFileError {
    .content(path, "is \(name), which is not read; this line converts it: \(line)")
  }

  /// PyTorch's line, for both of its formats.
  static func torch(path: String) -> DataFileError {
    error(
      path, "a PyTorch file",
      ConversionLine(path: path).save("numpy, torch", "torch.load('{}', map_location='cpu').float().numpy()")
        + " (of a dict of tensors: safetensors.torch.save_file)")
  }

  private struct Mark {
    let offset: Int
    let bytes: [UInt8]
    let name: String
    let line: @Sendable (ConversionLine) -> String

    init(
      _ bytes: [UInt8], at offset: Int = 0, _ name: String,
      _ line: @escaping @Sendable (ConversionLine) -> String
    ) {
      (self.offset, self.bytes, self.name, self.line) = (offset, bytes, name, line)
    }

    init(
      _ text: String, at offset: Int = 0, _ name: String,
      _ line: @escaping @Sendable (ConversionLine) -> String
    ) {
      self.init(Array(text.utf8), at: offset, name, line)
    }
  }

  private static let marks: [Mark] = [
    // A byte behind the letters that no text has: PAR1 is a gene, and BZh may begin a name.
    Mark("PAR1\u{15}", "a parquet table", table("read_parquet")),
    Mark("ARROW1\0", "an Arrow (feather) table", table("read_feather")),
    Mark("FEA1\0", "a feather table", table("read_feather")),
    Mark([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "an Excel workbook (xls)", table("read_excel")),
    Mark([0xba, 0x16, 0x4f, 0x2f], "a fastText model") {
      $0.python(
        "from gensim.models.fasttext import load_facebook_vectors as load; load('{}').save_word2vec_format('{stem}.vec')"
      )
    },
    Mark("X\n\0\0\0", "an R object (rds)", dataOfR), Mark("RDX2\nX\n", "a workspace of R", workspaceOfR),
    Mark("RDX3\nX\n", "a workspace of R", workspaceOfR),
    Mark([0x28, 0xb5, 0x2f, 0xfd], "packed with zstd") { $0.shell("zstd -d {}") },
    Mark([0x04, 0x22, 0x4d, 0x18], "packed with lz4") { $0.shell("lz4 -d {}") },
    Mark([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "packed with xz") { $0.shell("xz -dk {}") },
    Mark("1AY&SY", at: 4, "packed with bzip2") { $0.shell("bzip2 -dk {}") },
    Mark([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive") { $0.shell("7z x {}") },
    Mark("%PDF-", "a PDF document") { $0.shell("pdftotext -layout {} {stem}.txt") },
    Mark("{\\rtf", "a document in RTF") { $0.shell("pandoc -t plain {} -o {stem}.txt") },
    Mark("CDF\u{1}", "netCDF of version 3") { $0.shell("nccopy -k nc4 {} {stem}-4.nc") },
    Mark("CDF\u{2}", "netCDF of version 3") { $0.shell("nccopy -k nc4 {} {stem}-4.nc") },
    Mark([0x0e, 0x03, 0x13, 0x01], "HDF of version 4") { $0.shell("h4toh5 {} {stem}.h5") },
    Mark("ustar", at: 257, "a tar archive") { $0.shell("tar xf {}") },
    Mark("SQLite format 3\0", "an SQLite database") {
      $0.shell("sqlite3 -csv -header {} 'select * from TABLE' > {stem}.csv")
    },
  ]

  private static func table(_ reader: String) -> @Sendable (ConversionLine) -> String {
    { $0.python("import pandas; pandas.\(reader)('{}').to_csv('{stem}.csv', index=False)") }
  }

  @Sendable private static func dataOfR(_ line: ConversionLine) -> String {
    line.shell("Rscript -e \"write.csv(readRDS('{}'), '{stem}.csv')\"")
  }

  @Sendable private static func workspaceOfR(_ line: ConversionLine) -> String {
    line.shell("Rscript -e \"load('{}'); write.csv(NAME, '{stem}.csv')\"")
  }

  // R's objects as text: A, the version, the R that wrote it, and the oldest that reads it. A table may begin as they do.
  private static func isTextOfR(_ bytes: BoundedBytes) -> Bool {
    guard bytes.starts(with: Array("A\n".utf8)) else { return false }
    let lines = String(decoding: bytes.prefix(64), as: UTF8.self).split(separator: "\n")
    return lines.count > 3 && ["2 131840", "3 197888"].contains("\(lines[1]) \(lines[3])")
  }

  // Python's pickle of protocol 2 to 5: from 4 on a frame follows; before, an instruction that begins an object.
  private static func isPickle(_ bytes: BoundedBytes) -> Bool {
    guard bytes.byte(at: 0) == 0x80, let version = bytes.byte(at: 1), (2...5).contains(version),
      let next = bytes.byte(at: 2)
    else { return false }
    return version >= 4
      ? next == 0x95 : Array("c}]()GKJMNXUIT|q\u{8a}".unicodeScalars).contains { $0.value == UInt32(next) }
  }

  private static func pickle(_ bytes: BoundedBytes, path: String) -> DataFileError {
    let start = String(decoding: bytes.prefix(4096), as: UTF8.self)
    let line = ConversionLine(path: path)
    // The number that PyTorch's old format begins with.
    if bytes.starts(with: [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9], at: 2) || start.contains("torch") {
      return torch(path: path)
    }
    if start.contains("gensim") {
      let isModel = start.contains("Word2Vec") && !start.contains("KeyedVectors\u{94}")
      return error(
        path, isModel ? "a gensim model" : "gensim's KeyedVectors",
        line.python(
          "from gensim.models import \(isModel ? "Word2Vec" : "KeyedVectors") as V; "
            + "V.load('{}')\(isModel ? ".wv" : "").save_word2vec_format('{stem}.vec')"))
    }
    if start.contains("pandas") {
      return error(
        path, "a pickled pandas table",
        line.python("import pandas; pandas.read_pickle('{}').to_csv('{stem}.csv')"))
    }
    return error(
      path, "a Python pickle",
      line.save("numpy, pickle", "numpy.asarray(pickle.load(open('{}', 'rb')), dtype='float32')")
        + " (of a file that you trust)")
  }

  // A header of 348 bytes (540 in version 2) that says so, and the mark at its end (behind the length in version 2).
  private static func isNIfTI(_ bytes: BoundedBytes) -> Bool {
    guard let found = bytes.integer(UInt32.self, at: 0) else { return false }
    if found == 348 || found.byteSwapped == 348 {
      return ["n+1\0", "ni1\0"].contains { bytes.starts(with: Array($0.utf8), at: 344) }
    }
    guard found == 540 || found.byteSwapped == 540 else { return false }
    return ["n+2\0", "ni2\0"].contains { bytes.starts(with: Array($0.utf8), at: 4) }
  }
}
