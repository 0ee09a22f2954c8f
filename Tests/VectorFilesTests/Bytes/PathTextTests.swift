import Testing

@testable import VectorFiles

@Suite struct PathTextTests {
  @Test(arguments: [
    ("", ""), ("a", ""), ("é", ""), ("a/", ""), ("a//", ""), (".", ""), ("..", ""), ("ab", ""), ("/", "/"),
    ("//", "/"), ("/a", "/"), ("/a/", "/"), ("//a", "/"), ("a/b", "a"), ("a/b/", "a"), ("a//b", "a"),
    ("/a/b", "/a"), ("./a", "."), ("../a", ".."), ("a/.", "a"), ("x\n/\u{1B}", "x\n"), ("é/\u{301}b", "é"),
  ])
  func theDirectoryIsWhatStandsBeforeTheLastName(path: String, directory: String) {
    #expect(PathText.directory(of: path) == directory)
  }
}
