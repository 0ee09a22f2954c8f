import CrossModal
import Testing

@testable import Settings
@testable import Studies

@Suite struct SideNamesFormatTests {
  private static let text = """
    version: 1
    name: listening
    dataset:
      name: music
      sides: [audio, fmri]
      audio: {clap: {file: clap.npy}}
      fmri: {v1.left: {file: v1.npy, steps: [standardize]}}
    """
  private let audio = SideNames(first: "audio", second: "fmri")

  @Test func theNamesAreThoseOfKeysAndDirections() throws {
    let study = try Examples.parse(Self.text + "\ndirections: fmri-to-audio")
    #expect(study.dataset.sides == audio)
    #expect(study.dataset.image.map(\.name) == ["clap"] && study.dataset.text.map(\.name) == ["v1.left"])
    #expect(study.directions == [.secondToFirst])
    #expect(StudyPlan(study).cells.first?.cell.id == "music/clap/v1.left/fmri-to-audio/mse/lin")
  }

  @Test func theResolvedFormHasTheNamesAndReadsBack() throws {
    let study = try Examples.parse(Self.text)
    let resolved = study.resolvedYAML
    #expect(
      resolved.contains(
        """
        dataset:
          name: music
          sides: [audio, fmri]
          audio:
            clap: {file: "/study/clap.npy"}
          fmri:
            v1.left: {file: "/study/v1.npy", steps: [standardize]}

        """))
    #expect(resolved.contains("\ndirections: [audio-to-fmri, fmri-to-audio]\n"))
    let again = try StudyConfiguration.parse(resolved, file: "/elsewhere/y.yaml", currentDirectory: "/there")
    #expect(again == study && again.identity == study.identity && again.dataset.sides == audio)
  }

  @Test(arguments: ["true", "null", "1e5", "128", "No", "a.b", "text", "a-b_c", "version"])
  func everyNameSurvives(name: String) throws {
    let text = Self.text.replacing("audio", with: "'\(name)'")
      .replacing("v1.left", with: "v1")
    let study = try Examples.parse(text)
    #expect(study.dataset.sides == SideNames(first: name, second: "fmri"))
    #expect(try Examples.parse(study.resolvedYAML) == study)
  }

  @Test func overridesUseTheNames() throws {
    let study = try Examples.parse(
      Self.text, "dataset.audio.clap.file=/other.npy", "directions=[audio-to-fmri]",
      "dataset.fmri.v2={file: /v2.npy}")
    #expect(study.dataset.image[0].files.map(\.path) == ["/other.npy"])
    #expect(study.directions == [.firstToSecond] && study.dataset.text.map(\.name) == ["v1.left", "v2"])
    let renamed = try Examples.parse(
      Self.text.replacing("sides: [audio, fmri]", with: "align: rows"), "dataset.sides=[audio, fmri]")
    #expect(renamed.dataset.sides == audio)
  }

  @Test func theUsualNamesChangeNothing() throws {
    let plain = try Examples.parse(Examples.minimal)
    let named = try Examples.parse(Examples.minimal, "dataset.sides=[image, text]")
    #expect(named == plain && named.identityText == plain.identityText)
    func content(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
    #expect(content(named.resolvedYAML) == content(plain.resolvedYAML))
    #expect(!plain.resolvedYAML.contains("sides") && !plain.identityText.contains("sides"))
    #expect(StudyPlan(named).json(withSettings: true) == StudyPlan(plain).json(withSettings: true))
  }

  @Test func otherNamesMakeAnotherStudy() throws {
    let study = try Examples.parse(Self.text)
    let other = try Examples.parse(Self.text.replacing("fmri", with: "eeg"))
    #expect(study.identityText.contains("\ndataset.sides: [audio, fmri]\n"))
    #expect(study.identity != other.identity)
    let conflict = try #require(study.firstConflict(with: other))
    #expect(conflict.key == "dataset.sides")
    #expect(conflict.mine == "[audio, fmri]" && conflict.theirs == "[audio, eeg]")
    // The sides alone differ: the sets and directions below other names are the same.
    #expect(study.differences(from: other).map(\.key) == ["dataset.sides"])
    let steps = try Examples.parse(
      Self.text, "dataset.fmri.\"v1.left\".steps=[center]".replacing("\"", with: ""))
    #expect(study.firstConflict(with: steps)?.key == "dataset.fmri.v1.left.steps")
  }

  @Test(arguments: [
    (
      "sides: [audio, audio]",
      "5:18: dataset.sides: found 'audio'; allowed: a name that is not that of the first side"
    ),
    (
      "sides: [audio]",
      "5:10: dataset.sides: found a list; allowed: a list of two different names, as in [audio, fmri]"
    ),
    (
      "sides: audio",
      "5:10: dataset.sides: found 'audio'; allowed: a list of two different names, as in [audio, fmri]"
    ),
    ("sides: [a, b, c]", "5:10: dataset.sides: found a list; allowed: a list of two different names"),
    ("sides:", "dataset.sides: found nothing; allowed: a list of two different names"),
    ("sides: [audio/x, fmri]", "5:11: dataset.sides: found 'audio/x'; allowed: a name of 1 to 64 letters"),
    ("sides: [audio, [fmri]]", "5:18: dataset.sides: found a list; allowed: a name of 1 to 64 letters"),
    (
      "sides: [audio, labels]",
      "5:18: dataset.sides: found 'labels'; allowed: no key of dataset (name, sides, labels, align, groups, names, pictures)"
    ),
    (
      "sides: [a-to-b, fmri]", "5:11: dataset.sides: found 'a-to-b'; allowed: no '-to-' in the name of a side"
    ),
    (
      "sides: [sound, fmri]",
      "6:3: unknown key 'audio' in dataset; allowed: name, sides, sound, fmri, labels, align, groups"
    ),
    (
      "align: rows",
      "6:3: unknown key 'audio' in dataset; allowed: name, sides, image, text, labels, align, groups"
    ),
  ])
  func badNamesAreOneLine(line: String, message: String) {
    let error = Examples.error(Self.text.replacing("sides: [audio, fmri]", with: line)) ?? "none"
    #expect(error.hasPrefix("x.yaml:") && error.contains(message), "\(error)")
  }

  @Test(arguments: [
    (
      "  image: {x: {file: x.npy}}",
      "8:3: unknown key 'image' in dataset; allowed: name, sides, audio, fmri, labels, align, groups"
    ),
    (
      "directions: [image-to-text]",
      "8:14: directions: found 'image-to-text'; allowed: audio-to-fmri, fmri-to-audio"
    ),
    ("directions: [audio-to-fmri, audio-to-fmri]", "8:29: directions: 'audio-to-fmri' is given twice"),
  ])
  func theUsualNamesStandNowhereBesideOthers(line: String, message: String) {
    let error = Examples.error(Self.text + "\n" + line) ?? "none"
    #expect(error.hasPrefix("x.yaml:\(message)"), "\(error)")
  }

  @Test func messagesHaveTheNamesAndTheirPlace() {
    func error(_ from: String, _ to: String) -> String {
      Examples.error(Self.text.replacing(from, with: to)) ?? "none"
    }
    #expect(
      error("{file: clap.npy}", "{fil: clap.npy}").hasPrefix(
        "x.yaml:6:18: unknown key 'fil' (did you mean 'file'?) in dataset.audio.clap"))
    #expect(error("  audio: {clap: {file: clap.npy}}\n", "") == "x.yaml:4:3: missing key 'audio' in dataset")
    #expect(
      error("steps: [standardize]", "header: 3").hasPrefix("x.yaml:7:42: dataset.fmri.v1.left.header: found"))
    #expect(
      error("{file: clap.npy}", "{file: clap.npy, encoder: {}}")
        == "x.yaml:6:34: dataset.audio: found an encoder for 'clap'; allowed: an encoder of a feature set of the second "
        + "side, dataset.fmri")
  }

  @Test func anEncoderStandsOnTheSecondSide() throws {
    let text = Self.text.replacing("steps: [standardize]", with: "encoder: {}") + "\n  labels: {file: l.txt}"
    #expect(try Examples.parse(text).dataset.text[0].encoder != nil)
  }
}
