import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct FilePartTests {
  private func parts(_ path: String) -> [String?] {
    let part = FilePart(path)
    return [part.file, part.name, part.layer.map(String.init)]
  }

  @Test func goesByTheEndingWhereThereIsNoFile() {
    #expect(parts("a.npy") == ["a.npy", nil, nil])
    #expect(parts("a.npz:key") == ["a.npz", "key", nil])
    #expect(parts("d/a.MAT:I_tr") == ["d/a.MAT", "I_tr", nil])
    #expect(parts("a.h5:g/x.mat:y") == ["a.h5", "g/x.mat:y", nil])
    #expect(parts("a.hdf:x") == ["a.hdf", "x", nil] && parts("a.nc:x") == ["a.nc", "x", nil])
    #expect(parts("a.npz.gz:k") == ["a.npz.gz", "k", nil])
    #expect(parts("a:b.npz") == ["a:b.npz", nil, nil] && parts("a:b.npz:c") == ["a:b.npz", "c", nil])
    #expect(parts("a.txt:b") == ["a.txt:b", nil, nil] && parts("") == ["", nil, nil])
    #expect(parts("a.npz:") == ["a.npz", "", nil])
  }

  @Test func namesLayers() {
    #expect(parts("a.npy:#3") == ["a.npy", nil, "3"])
    #expect(parts("a.npz:key:#0") == ["a.npz", "key", "0"])
    #expect(parts("a.npz:key#0") == ["a.npz", "key#0", nil] && parts("a.npz:k:#") == ["a.npz", "k:#", nil])
    #expect(parts("a.npy:#-1") == ["a.npy", "#-1", nil] && parts("a.npy:#x") == ["a.npy", "#x", nil])
    #expect(parts("a.npy:#99999999999999999999") == ["a.npy", "#99999999999999999999", nil])
  }

  @Test func takesWhatIsThere() throws {
    try withTemporaryDirectory { directory in
      let folder = directory + "/run:1.npz"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      for name in ["a.npz", "b", "c.npz:d.csv"] { try AtomicFile.write(text: "x", to: folder + "/" + name) }
      #expect(parts(folder + "/a.npz:k") == [folder + "/a.npz", "k", nil])
      // A file that has no ending of a format with parts, and one whose name is another's with a part.
      #expect(parts(folder + "/b:k:#2") == [folder + "/b", "k", "2"])
      #expect(parts(folder + "/c.npz:d.csv") == [folder + "/c.npz:d.csv", nil, nil])
      #expect(parts(folder + "/c.npz:d.csv:e") == [folder + "/c.npz:d.csv", "e", nil])
    }
  }
}
