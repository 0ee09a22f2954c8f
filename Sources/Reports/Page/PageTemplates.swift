import Foundation
import Mustache
import Studies

/// The templates of the page, parsed once.
enum PageTemplates {
  /// HTML whose variables are escaped by ``ReportText/html(_:)``. The library's own escaping compares characters and lets
  /// a quote with a combining mark behind it through.
  private struct SafeHTML: MustacheContentType {
    func escapeText(_ text: String) -> String { ReportText.html(text) }
  }

  /// The page for a context.
  static func page(_ context: PageContext) throws -> String {
    guard let text = try library.get().render(context, withTemplate: "page") else {
      throw StudyError.damaged(place: "page.mustache", message: "the template is missing from this build")
    }
    return text
  }

  /// The page of experiment 2.
  static func ratingsPage(_ context: RatingsPage) throws -> String {
    guard let text = try library.get().render(context, withTemplate: "ratings-page") else {
      throw StudyError.damaged(
        place: "ratings-page.mustache", message: "the template is missing from this build")
    }
    return text
  }

  /// The page of a comparison.
  static func comparisonPage(_ context: ComparisonPageContext) throws -> String {
    guard let text = try library.get().render(context, withTemplate: "comparison-page") else {
      throw StudyError.damaged(
        place: "comparison-page.mustache", message: "the template is missing from this build")
    }
    return text
  }

  private static let library: Result<MustacheLibrary, any Error> = Result {
    MustacheContentTypes.register(SafeHTML(), named: "SAFE_HTML")
    var library = MustacheLibrary()
    for (name, bytes) in [
      ("page", PackageResources.page_mustache), ("table", PackageResources.table_mustache),
      ("figure", PackageResources.figure_mustache), ("ratings", PackageResources.ratings_mustache),
      ("ratings-page", PackageResources.ratings_page_mustache),
      ("comparison-page", PackageResources.comparison_page_mustache),
    ] {
      try library.register(String(decoding: bytes, as: UTF8.self), named: name)
    }
    return library
  }
}
