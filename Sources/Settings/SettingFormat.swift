/// What may stand as the value of a key: how it is read and written, and what is said of it in the manual.
package struct SettingFormat<Value>: Sendable {
  /// Reads a value: where it is, its dotted name for messages, and the value that holds without it, from which a
  /// section starts.
  package typealias Read =
    @Sendable (ConfigurationNode, String, Value?) throws(ConfigurationError) -> Value

  /// What is allowed, in the words of the manual.
  package let allowed: String
  /// Reads a value.
  package let read: Read
  /// The value as YAML.
  let write: @Sendable (Value) -> SettingTree
  /// The text by which two values of the key itself are compared; nil where only the keys within count.
  var compared: @Sendable (Value) -> String?
  /// The keys within the value, if it has any.
  let keys: Keys?

  /// The keys within a value.
  struct Keys: Sendable {
    /// Whether the keys say what a change of them means; else they are part of the value around them.
    let haveEffects: Bool
    /// The values of the keys below a path.
    let values: @Sendable (Value, String) -> [SettingValue]
    /// What the manual says of the keys of a value, or of none in particular, below a path.
    let entries: @Sendable (Value?, String) -> [ManualEntry]
  }

  init(
    allowed: String, read: @escaping Read, write: @escaping @Sendable (Value) -> SettingTree,
    compared: (@Sendable (Value) -> String?)? = nil, keys: Keys?
  ) {
    (self.allowed, self.read, self.write, self.keys) = (allowed, read, write, keys)
    self.compared = compared ?? { write($0).line }
  }

  /// A format of values without keys of their own.
  /// - Parameters:
  ///   - allowed: what is allowed, in the words of the manual.
  ///   - read: reads a value; gets its dotted name.
  ///   - write: the value as YAML text on one line that reads back as the same value.
  package init(
    allowed: String,
    read: @escaping @Sendable (ConfigurationNode, String) throws(ConfigurationError) -> Value,
    write: @escaping @Sendable (Value) -> String
  ) {
    self.init(
      allowed: allowed,
      read: { node, name, _ throws(ConfigurationError) in try read(node, name) },
      write: { .scalar(write($0)) }, keys: nil)
  }

  /// The same format, of which only the presence of a value is compared, under the name `text`: for paths, because the
  /// contents of files are hashed where they are read.
  package func comparing(_ text: String) -> SettingFormat {
    var format = self
    format.compared = { _ in text }
    return format
  }

  /// The same format, of which a value is compared by `text`; a value without one is compared as one that is not given.
  package func comparing(by text: @escaping @Sendable (Value) -> String?) -> SettingFormat {
    var format = self
    format.compared = text
    return format
  }

  /// The meaning of a whole tree, as of a file.
  package func value(_ tree: ConfigurationNode) throws(ConfigurationError) -> Value {
    try read(tree, "", nil)
  }

  /// The whole value in YAML, a line each.
  package func lines(_ value: Value) -> [String] { write(value).lines }
}
