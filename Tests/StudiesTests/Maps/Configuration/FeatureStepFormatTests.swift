import CrossModal
import Testing

@testable import Settings
@testable import Studies

@Suite struct FeatureStepFormatTests {
  private func text(_ steps: String) -> String {
    """
    version: 1
    name: x
    dataset:
      name: x
      image: {vgg128: {file: vis.csv, steps: \(steps)}}
      text: {bigru: {file: lang.csv}}
    """
  }

  @Test(
    arguments: [
      ("center", [.center], "[center]"),
      (
        "[standardize, {pca: 9}]", [.standardize, .principalComponents(dimensions: 9)],
        "[standardize, {pca: 9}]"
      ),
      ("{whiten: 3}", [.whiten(dimensions: 3)], "[{whiten: 3}]"),
      (
        "[center, standardize, unit-length, {pca: 128}, {whiten: 128}]",
        [
          .center, .standardize, .unitLength, .principalComponents(dimensions: 128), .whiten(dimensions: 128),
        ],
        "[center, standardize, unit-length, {pca: 128}, {whiten: 128}]"
      ),
      (
        "[unit-length, center, unit-length]", [.unitLength, .center, .unitLength],
        "[unit-length, center, unit-length]"
      ),
    ] as [(String, [FeatureStep], String)])
  func areReadAndWritten(given: String, steps: [FeatureStep], resolved: String) throws {
    let configuration = try Examples.parse(text(given))
    #expect(configuration.dataset.image[0].steps == steps)
    #expect(configuration.dataset.text[0].steps.isEmpty)
    #expect(configuration.resolvedYAML.contains("vgg128: {file: \"/study/vis.csv\", steps: \(resolved)}\n"))
    #expect(configuration.resolvedYAML.contains("bigru: {file: \"/study/lang.csv\"}\n"))
    let again = try StudyConfiguration.parse(
      configuration.resolvedYAML, file: "/y.yaml", currentDirectory: "/")
    #expect(again.dataset == configuration.dataset)
  }

  @Test(arguments: [
    (
      "[center, center]",
      "5:42: dataset.image.vgg128.steps: step 2 (center) finds nothing to do after step 1 (center)"
    ),
    (
      "[{pca: 3}, {whiten: 4}]",
      "step 2 (whiten: 4) follows step 1 (pca: 3), which leaves 3 directions; at most as many"
    ),
    ("[{whiten: 4}, standardize]", "step 2 (standardize) finds nothing to do after step 1 (whiten: 4)"),
    ("[]", "found an empty list; allowed: at least one value"),
    (
      "[centre]",
      "found 'centre' (did you mean 'center'?); allowed: center, standardize, unit-length, pca, whiten"
    ),
    (
      "[pca]",
      "dataset.image.vgg128.steps.pca: found no value; allowed: a whole number from 1 to 1000000, as in {pca: …}"
    ),
    ("[{pca: 0}]", "dataset.image.vgg128.steps.pca: found the number 0; allowed: a whole number from 1"),
    ("[{pca: {dimensions: 3}}]", "dataset.image.vgg128.steps.pca: found a mapping; allowed: a whole number"),
    ("[{center: 3}]", "dataset.image.vgg128.steps.center"),
    ("[{pca: 3, whiten: 3}]", "found a mapping of 2 keys"),
  ])
  func whatMakesNoSenseIsRefused(given: String, message: String) {
    let error = Examples.error(text(given))
    #expect(error?.contains(message) == true && error?.hasPrefix("x.yaml:5:") == true, "\(error ?? "none")")
  }

  @Test func otherStepsMakeAnotherStudy() throws {
    let plain = try Examples.parse(text("center").replacing(", steps: center", with: ""))
    let (center, pca) = (try Examples.parse(text("center")), try Examples.parse(text("[center, {pca: 3}]")))
    #expect(Set([plain, center, pca].map { $0.dataset.image[0].options }).count == 3)
    #expect(plain.dataset.image[0].options == "\n")
    #expect(center.dataset.image[0].options.hasSuffix("\nsteps center"))
    #expect(pca.dataset.image[0].options.hasSuffix("\nsteps center, pca: 3"))
  }
}
