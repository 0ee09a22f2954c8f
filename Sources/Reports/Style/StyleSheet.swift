/// The style sheet of the page, which pictures take their colors from.
enum StyleSheet {
  /// Its CSS.
  static let text = String(decoding: PackageResources.page_css, as: UTF8.self)
}
