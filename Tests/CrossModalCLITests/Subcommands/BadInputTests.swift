import Foundation
import Testing

/// Every wrong input gets one line on stderr, nothing on stdout, and its exit code.
@Suite struct BadInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let code: Int32
    let says: String
    var testDescription: String { arguments.joined(separator: " ") }
    init(_ arguments: String, _ code: Int32, _ says: String) {
      (self.arguments, self.code, self.says) = (arguments.split(separator: " ").map(String.init), code, says)
    }
  }

  static let cases = [
    Case("overlap @a.npy @missing.npy", 74, "cannot be opened"),
    Case("overlap @a.npy @truncated.npy", 65, "ends too early"),
    Case("overlap @a.npy @empty.npy", 65, "is empty"),
    Case("overlap @a.npy @text.npy", 65, "does not start with"),
    Case("overlap @a.npy @columns.csv", 65, "line 2 has 2 columns"),
    Case("overlap @a.npy @word.csv", 65, "line 2, column 2: 'x'"),
    Case("overlap @a.npy @nan.csv", 65, "line 2, column 3"),
    Case("overlap @a.npy @file.foo", 65, "has one column"),
    Case("overlap @a.npy @short.npy", 65, "40 rows"),
    Case("overlap @a.npy @b.npy --k 50", 65, "50 items"),
    Case("overlap @a.npy @b.npy --k 0", 64, "must be a whole number"),
    Case("overlap @a.npy @b.npy -k 1%", 64, "less than one neighbor"),
    Case("retrieval @a.npy @a.npy --column 2", 64, "neither is given"),
    Case("overlap @a.npy @b.npy --metric manhattan", 64, "cosine"),
    Case("overlap @a.npy", 64, "two files of vectors are needed"),
    Case("overlap @a.npy @b.npy --per-item @a.npy", 64, "is read by this command"),
    Case("overlap @a.npy @b.npy --per-item @o.svg --plot @o.svg", 64, "written twice"),
    Case("overlap @a.npy @b.npy --per-item @no/o.csv", 74, "no such file or directory"),
    Case("overlap @a.npy @b.npy --plot @o.pdf", 64, ".svg"),
    Case("convert @a.npy @a.npy", 64, "is read by this command"),
    Case("distances @a.npy @b.npy -o @b.npy", 64, "is read by this command"),
    Case("retrieval @a.npy --labels @word.csv --column 0", 64, "--column 0"),
    Case("frobnicate", 64, "frobnicate"),
    Case("distances @a.npy @b.npy -o @d.npy", 65, "6 columns"),
    Case("distances @a.npy -o @no/such/folder/d.npy", 74, "cannot be written"),
    Case("train @a.npy @short.npy -o @m.safetensors", 65, "40 rows"),
    Case("train @a.npy @b.npy -o @m.bin", 64, ".safetensors"),
    Case("train @a.npy @b.npy -o @m.safetensors --dropout 1", 64, "--dropout"),
    Case("train @a.npy @b.npy -o @m.safetensors --learning-rate -1", 64, "learning-rate"),
    Case("map @a.npy @a.npy -o @z.npy", 65, "a.npy"),
    Case("features pca @a.npy -o @p.npy --dimensions 9", 65, "must be from 1 to 8"),
    Case("check @missing.yaml", 74, "missing.yaml"),
    Case("check @misspelt.yaml", 64, "unknown key 'learing-rate' (did you mean 'learning-rate'?)"),
    Case("plan @misspelt.yaml", 64, "misspelt.yaml:6:"),
    Case("run @absent.yaml --study @s", 74, "nowhere.npy"),
    Case("status @nowhere", 74, "no study here"),
    Case("results @nowhere", 74, "no study here"),
  ]

  @Test(arguments: cases) func oneLineAndACode(_ test: Case) async throws {
    let files = try VectorFiles()
    try files.write("", to: "empty.npy")
    try files.write("hello", to: "text.npy")
    try files.write("1,2,3\n4,5\n", to: "columns.csv")
    try files.write("1,2,3\n4,x,6\n", to: "word.csv")
    try files.write("1,2,3\n4,5,nan\n", to: "nan.csv")
    try files.write("1", to: "file.foo")
    let whole = try Data(contentsOf: URL(fileURLWithPath: files.path("a.npy")))
    try whole.prefix(500).write(to: URL(fileURLWithPath: files.path("truncated.npy")))
    let head = "version: 1\nname: x\ndataset: {name: x, image: {i: {file: a.npy}}, text: {t: {file: "
    try files.write(head + "b.npy}}}\nmodels: [nn]\ngrid:\n  learing-rate: [0.1]\n", to: "misspelt.yaml")
    try files.write(head + "nowhere.npy}}}\n", to: "absent.yaml")
    let arguments = test.arguments.map { $0.hasPrefix("@") ? files.path(String($0.dropFirst())) : $0 }
    let result = try await Program.run(arguments)
    #expect(result.code == test.code, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errorLines.count == 1 && result.errors.hasPrefix("crossmodal: "), "\(result.errors)")
    #expect(result.errors.contains(test.says), "\(result.errors)")
    for name in ["d.npy", "m.safetensors", "m.bin", "z.npy", "p.npy", "s"] { #expect(!files.exists(name)) }
  }
}
