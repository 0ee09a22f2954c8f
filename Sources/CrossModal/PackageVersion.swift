/// The version of this package, as its programs, files and the Python package say it.
package enum PackageVersion {
  /// Major, minor and patch number.
  package static let number = "0.1.0"
}
