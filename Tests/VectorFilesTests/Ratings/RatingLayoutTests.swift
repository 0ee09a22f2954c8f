import TestSupport
import Testing

@testable import VectorFiles

/// Which columns of a rating file are read, in layouts of data sets and programs.
@Suite struct RatingLayoutTests {
  private func read(_ text: String, _ options: RatingOptions = RatingOptions()) throws -> WordRatings {
    try WordRatings.parse(
      BoundedBytes(copying: Array(text.utf8)), path: "r.txt", lowercases: true, encoding: .utf8,
      options: options)
  }

  private static let pairs: [WordRatings.Pair] = [
    .init(first: "old", second: "new", rating: 1.58),
    .init(first: "smart", second: "intelligent", rating: 9.2),
    .init(first: "hard", second: "difficult", rating: 8.77),
    .init(first: "hard", second: "easy", rating: 0.95),
  ]

  /// A line for every pair, in which `{1}`, `{2}`, `{r}` stand for the words and the rating, and `{n}` for the row's number.
  private static func lines(_ header: String, _ lines: [String]) -> String {
    header
      + zip(lines, pairs).enumerated().map { row, pair in
        pair.0.replacing("{1}", with: pair.1.first).replacing("{2}", with: pair.1.second)
          .replacing("{r}", with: "\(pair.1.rating)").replacing("{n}", with: "\(row + 1)") + "\n"
      }.joined()
  }

  private static func lines(_ header: String, _ line: String) -> String {
    lines(header, Array(repeating: line, count: pairs.count))
  }

  // Columns one, two and three, of which nothing is to be said.
  @Test(arguments: [
    lines("", "{1}\t{2}\t{r}"), lines("", "{1},{2},{r}"), lines("", "{1} {2} {r}"),
    lines("", "{1};{2};{r}"),
    lines("Word 1,Word 2,Human (mean)\r\n", "{1},{2},{r}\r"),
    lines("\"word1\",\"word2\",\"score\"\n", "\"{1}\",\"{2}\",{r}"),
    lines("\"word1\"\t\"word2\"\t\"score\"\n", "\"{1}\"\t\"{2}\"\t\"{r}\""),
    lines("", "\"{1}\" \"{2}\" {r}"),
    lines("Word 1 Word 2 Human (mean)\n", "{1} {2} {r}"),
    lines("0,1,2\n", "{1},{2},{r}"), lines("\u{feff}a;b;sim\n", "{1};{2};{r};") + "\n\n",
    // Single ratings behind the mean, with and without names; the spread behind it.
    lines("", "{1}\t{2}\t{r}\t10\t7\t0"), lines("Word 1,Word 2,Human (Mean),1,2,3\n", "{1},{2},{r},9,8,7"),
    lines("", "{1},{2},{r},seen in {n}"), lines("word1,word2,mean,rating1,rating2\n", "{1},{2},{r},9,8"),
    lines("word1,word2,M,SD\n", "{1},{2},{r},2"),
    lines("a\tb\tsimilarity (0-10)\tfrequency\n", "{1}\t{2}\t{r}\t44"),
  ]) func theFirstThreeColumns(text: String) throws {
    let ratings = try read(text)
    #expect(ratings.pairs == Self.pairs && ratings.notes == [])
  }

  @Test(arguments: [
    (lines(",word1,word2,similarity\n", "{n},{1},{2},{r}"), "columns 2 ('word1') and 3 ('word2')"),
    (lines("\"\",\"word1\",\"word2\",\"score\"\n", "\"{n}\",\"{1}\",\"{2}\",{r}"), "in column 4 ('score')"),
    (lines("\"word1\" \"word2\" \"score\"\n", "\"{n}\" \"{1}\" \"{2}\" {r}"), "in column 4 ('score')"),
    (lines("word1\tword2\tscore\n", "row-{n}\t{1}\t{2}\t{r}"), "in column 4 ('score')"),
    (lines(",0,1,2\n", "{n},{1},{2},{r}"), "columns 2 ('0') and 3 ('1')"),
    (lines("ID,Word 1,Word 2,Mean\n", "{n},{1},{2},{r}"), "columns 2 ('Word 1') and 3 ('Word 2')"),
    (
      lines(
        "ID,Word 1,Word 2,Mean\n", ["104,{1},{2},{r}", "7,{1},{2},{r}", "2041,{1},{2},{r}", "33,{1},{2},{r}"]),
      "rating is in column 4 ('Mean')"
    ),
    (lines("", "{n}\t{1}\t{2}\t{r}"), "columns 2 and 3, the rating is in column 4"),
    (
      lines("", ["t\t{1}\t{2}\t{r}", "s\t{1}\t{2}\t{r}", "S\t{1}\t{2}\t{r}", "a\t{1}\t{2}\t{r}"]),
      "columns 2 and 3, the rating is in column 4"
    ),
    (lines("word1\tword2\trank\tscore\n", "{1}\t{2}\t{n}\t{r}"), "in column 4 ('score')"),
    (lines("word1\tword2\trank\tx\n", "{1}\t{2}\t{n}\t{r}"), "in column 4 ('x')"),
    (lines("", "{1}\t{2}\t{n}\t{r}"), "in column 4"),
    (lines("", ["{1} {2} 3 {r}", "{1} {2} 1 {r}", "{1} {2} 4 {r}", "{1} {2} 2 {r}"]), "in column 4"),
    (
      lines("", ["{1}\t{2}\tA\t{r}", "{1}\t{2}\tN\t{r}", "{1}\t{2}\tV\t{r}", "{1}\t{2}\tA\t{r}"]),
      "columns 1 and 2, the rating is in column 4"
    ),
    (
      lines(
        "",
        [
          "{1}\t{2}\tV\t{r}\tSYNONYMS", "{1}\t{2}\tV\t{r}\tNONE", "{1}\t{2}\tV\t{r}\tHYPER/HYPONYMS",
          "{1}\t{2}\tV\t{r}\tANTONYMS",
        ]), "columns 1 and 2, the rating is in column 4"
    ),
    (
      lines(
        "word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\tconcQ\tAssoc(USF)\tSimAssoc333\tSD(SimLex)\n",
        "{1}\t{2}\tA\t{r}\t2.72\t2.81\t2\t7.25\t1\t0.41"), "in column 4 ('SimLex999')"
    ),
    (
      lines("", ["{1} n {2} {r} 7", "{1} v {2} {r} 6", "{1} n {2} {r} 3", "{1} a {2} {r} 3"]),
      "columns 1 and 3"
    ),
    // Words, parts of speech and sentences, as in SCWS.
    (
      lines("", "{n}\t{1}\ta\t{2}\ta\tthe word {1} in one sentence\tthe word {2} in another\t{r}\t9\t8"),
      "columns 2 and 4, the rating is in column 8"
    ),
    (lines("score,noun_a,noun_b\n", "{r},{1},{2}"), "columns 2 ('noun_a') and 3 ('noun_b')"),
    (lines("", "{r}\t{1}\t{2}"), "columns 2 and 3, the rating is in column 1"),
    (lines("", "en,{1},{2},{r}"), "columns 2 and 3"),
  ]) func otherColumnsAreSaid(text: String, says: String) throws {
    let ratings = try read(text)
    #expect(ratings.pairs == Self.pairs && ratings.notes.contains { $0.contains(says) }, "\(ratings)")
  }

  @Test(arguments: [
    (
      "p1a\told\tnew\t1.5\np2b\tbig\tlarge\t9\nq\ttop\tend\t3\n",
      "columns 1, 2, 3 hold text, and more than two"
    ),
    // Two pairs of names are two sides of one thing.
    (
      "x,y,first word,second word,value\npa,q,old,new,1\npp,qq,big,large,2\nppp,qqq,top,end,3\n",
      "columns 1 ('x'), 2 ('y'), 3 ('first word'), 4 ('second word') hold text, and more than two"
    ),
    ("hope\tN\t1.18\nthought\tV\t1.28\nmoral\tA\t1.39\n", "columns 1, 2 hold text, and no two"),
    ("id,word,score\n1,old,1.5\n2,new,2\n3,big,1\n", "has words in column 2 only"),
    ("1,old,new\n2,big,large\n3,top,end\n", "column 1 holds numbers, and none is evidently the rating"),
    ("id,word1,word2\n9,old,new\n4,big,large\n7,top,end\n", "column 1 ('id') holds numbers"),
    (
      "word1,word2,similarity,relatedness\nold,new,1,2\nbig,large,9,9\n",
      "columns 3 ('similarity'), 4 ('relatedness')"
    ),
    ("word1,word2,distance\nold,new,1\nbig,large,9\n", "column 3 ('distance') holds numbers"),
    (
      "old new 104 1.58\nbig large 17 9.2\ntop end 2041 3\n",
      "column 3 holds another whole number in every row"
    ),
    ("cat 1 2\ndog 3 4\n", "has words in column 1 only; two words and a rating are needed"),
    ("1 2 3\n4 5 6\n", "has no column of words"),
    ("old,new,NA\nbig,large,3\ntop,end,4\n", "line 1, column 3: 'NA' where a finite rating is needed"),
    ("old\tnew\t1.5\nbig\tlarge\t3\ntop\tend\n", "line 3 has 2 columns"),
    ("\"old,new,3\nbig,large,3\n", "line 1: a quoted cell without its closing quote"),
    ("a;b;1,5\nc;d;2.5\ne;f;3\n", "line 1, column 3: '1,5'"),
  ]) func refused(text: String, message: String) {
    let error = dataFileError { _ = try read(text) }
    #expect(
      error?.kind == .content && error?.message.contains(message) == true, "\(String(describing: error))")
  }

  @Test func commasInNumbersAndInQuotes() throws {
    let text = Self.lines("a;b;Wert\n", "{1};{2};{r}").replacing(".", with: ",")
    #expect(try read(text).pairs == Self.pairs)
    #expect(try read(text).notes == ["commas are decimal marks"])
    #expect(try read(text.replacing(";", with: "\t")).pairs == Self.pairs)
    #expect(try read(text.replacing(";", with: " ")).pairs == Self.pairs)
    let quoted = "word1,word2,score\n\"ice cream, plain\",\"say \"\"hi\"\"\",5\nold,new,3\n"
    #expect(
      try read(quoted).pairs == [
        .init(first: "ice cream, plain", second: "say \"hi\"", rating: 5),
        .init(first: "old", second: "new", rating: 3),
      ])
  }

  @Test func linesThatBeginWithHash() throws {
    let comments = "# i: identical, \"t: topical\n# a remark; with, marks\n"
    let annotated = try read(
      comments
        + Self.lines("", ["t\t{1}\t{2}\t{r}", "i\t{1}\t{2}\t{r}", "s\t{1}\t{2}\t{r}", "t\t{1}\t{2}\t{r}"]))
    #expect(annotated.pairs == Self.pairs && annotated.notes.first == "2 comment lines are left out")
    // The last comment may name the columns, as those of numpy do.
    let named = try read(comments + Self.lines("# word1 word2 sd rating\n", "{1} {2} 2.5 {r}"))
    #expect(named.pairs == Self.pairs && named.notes.last?.contains("column 4 ('rating')") == true)
    let words = try read("#metoo\tmovement\t7.5\nold\tnew\t1.5\n#a remark\nbig\t#large\t9\n")
    #expect(words.pairs.map(\.first) == ["#metoo", "old", "big"])
    #expect(
      words.notes == [
        "1 comment line is left out",
        "line 1 begins with # and is read as a pair, since it has all cells of one",
      ])
    #expect(try read("#a\t#b\t1\n#c\t#d\t2\n").pairs.map(\.second) == ["#b", "#d"])
    #expect(dataFileError { _ = try read("# nothing\n# else\n") } != nil)
  }

  @Test func whatIsSaidDecides() throws {
    let text = Self.lines("en,de,word1,word2,similarity,relatedness\n", "x{n},y{n},{1},{2},{r},7")
    var options = RatingOptions()
    options.wordColumns = .init(3, 4)
    #expect(dataFileError { _ = try read(text, options) }?.remedy == .sayRatingColumns)
    options.ratingColumn = .named("similarity")
    #expect(try read(text, options).pairs == Self.pairs && read(text, options).notes == [])
    options.ratingColumn = .number(5)
    #expect(try read(text, options).pairs == Self.pairs)
    options.wordColumns = .init(4, 3)
    #expect(try read(text, options).pairs.first == .init(first: "new", second: "old", rating: 1.58))
    options.wordColumns = nil
    #expect(try read(text, options).pairs == Self.pairs && read(text, options).notes.count == 1)
    options.wordColumns = .init(3, 7)
    #expect(
      dataFileError { _ = try read(text, options) }?.message
        == "has 6 columns, but a word is to be in column 7")
    options.wordColumns = .init(3, 5)
    #expect(
      dataFileError { _ = try read(text, options) }?.message.contains("both a word and the rating") == true)
    options.ratingColumn = .named("mean")
    #expect(
      dataFileError { _ = try read(text, options) }?.message.contains(
        "no column is named 'mean'; the first line names 'en', 'de'") == true)
    #expect(RatingOptions.WordColumns(2, 2) == nil && RatingOptions.WordColumns(0, 1) == nil)
  }

  /// Columns in any order, between any separators, quoted or not: the same pairs and ratings.
  @Test func orderAndSpellingDoNotMatter() throws {
    var state: UInt64 = 7
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let columns = ["id", "word1", "word2", "POS", "rank", "score", "SD"]
    for _ in 0..<200 {
      var order = Array(columns.indices)
      for place in order.indices.dropFirst() { order.swapAt(place, next(place + 1)) }
      let separator = ["\t", ",", ";", " "][next(4)]
      let isQuoted = next(2) == 0
      let cells = Self.pairs.enumerated().map { row, pair in
        ["\(row + 10)", pair.first, pair.second, ["N", "V"][row % 2], "\(row + 1)", "\(pair.rating)", "0.5"]
      }
      let text = ([columns] + cells).map { line in
        order.map { isQuoted ? "\"\(line[$0])\"" : line[$0] }.joined(separator: separator) + "\n"
      }.joined()
      let ratings = try read(text)
      #expect(ratings.pairs.map(\.rating) == Self.pairs.map(\.rating), "\(text)")
      #expect(
        ratings.pairs.map { Set([$0.first, $0.second]) } == Self.pairs.map { Set([$0.first, $0.second]) },
        "\(text)")
    }
  }

  @Test func tags() throws {
    #expect(WordTag.stripped("sun-n") == "sun" && WordTag.stripped("walk_VB") == "walk")
    #expect(WordTag.stripped("bank#n") == "bank" && WordTag.stripped("new-york-n") == "new-york")
    #expect(
      WordTag.stripped("x-ray") == nil && WordTag.stripped("-n") == nil && WordTag.stripped("sun") == nil)
    let text = "sun-n sunlight-n 50.0\nhot-j burn-v 30\n"
    let tagged = try read(text)
    #expect(tagged.pairs.map(\.first) == ["sun-n", "hot-j"] && tagged.haveTags)
    var options = RatingOptions()
    options.stripsTags = true
    let plain = try read(text, options)
    #expect(plain.pairs.map(\.first) == ["sun", "hot"] && plain.pairs.map(\.second) == ["sunlight", "burn"])
    #expect(plain.pairs.map(\.rating) == [50, 30] && !plain.haveTags)
    #expect(try !read("vitamin-a iron 3\nold new 1\n").haveTags)
  }
}
