/// The file name under which a piece of work is claimed.
///
/// The name of the work, with `~` for the slashes, which no name holds. One that is too long for a file system is cut, and
/// the start of its hash is behind it.
enum ClaimName {
  // File systems allow 255 bytes; some room is left for what is put in front.
  private static let longest = 200

  /// The file name; two different names have different ones.
  static func file(_ name: String) -> String {
    let plain = name.replacing("/", with: "~")
    guard plain.utf8.count > longest else { return plain }
    return "\(plain.prefix(longest - 20))~~\(ContentHash.hexadecimal(of: name).prefix(16))"
  }

  /// The name of the work, for people; a name that was cut stays cut.
  static func work(file: String) -> String { file.replacing("~~", with: "…").replacing("~", with: "/") }
}
