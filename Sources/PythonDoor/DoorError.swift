import CCrossModal
import CrossModal
import Dense
import ForeignFiles
import Messages
import VectorFiles

/// What the door itself refuses.
enum DoorError: Error {
  /// An argument: what was found, what is allowed, in one line.
  case value(String)
  /// Memory that is not there.
  case memory(MemoryShortage)
  /// The call was stopped.
  case interrupted
}

/// How a function of the C interface ends that did not do what was asked.
struct DoorFailure {
  /// `CROSSMODAL_VALUE`, `CROSSMODAL_IO`, `CROSSMODAL_INTERRUPTED` or `CROSSMODAL_INTERNAL`.
  let code: Int32
  /// One line.
  let line: String

  /// The code and the line of an error.
  init(_ error: any Error) {
    let text: String
    switch error {
    case DoorError.value(let line): (code, text) = (CROSSMODAL_VALUE, line)
    case DoorError.memory(let shortage): (code, text) = (CROSSMODAL_IO, shortage.text)
    case DoorError.interrupted, is Interrupted:
      (code, text) = (CROSSMODAL_INTERRUPTED, "stopped before the end")
    case let error as DataFileError:
      code = error.kind == .content ? CROSSMODAL_VALUE : CROSSMODAL_IO
      text = error.description + Self.words(error.remedy)
    case let error as ProgramError: (code, text) = (CROSSMODAL_IO, error.description)
    case let error as ClosedFormError: (code, text) = (CROSSMODAL_VALUE, error.description)
    case let error as LinearAlgebraError: (code, text) = (CROSSMODAL_VALUE, error.description)
    case let error as FeatureStepError: (code, text) = (CROSSMODAL_VALUE, error.description)
    default: (code, text) = (CROSSMODAL_INTERNAL, "\(error)")
    }
    line = text.escapingControlCharacters
  }

  // The remedy in the arguments of a function that reads.
  private static func words(_ remedy: DataFileError.Remedy?) -> String {
    switch remedy {
    case .sayHeader: "; use header='yes' or header='no'"
    case .sayIdColumn(let column):
      "; id_column=\(column) leaves it out, id_column='none' takes it as numbers"
    case .sayLabelColumn(let column):
      "; label_column=\(column) leaves it out, label_column='none' takes it as numbers"
    case .sayNoIdColumn: "; id_column='none' takes it as it is"
    case .sayColumns: "; id_column and label_column say which columns name and label the rows"
    case .readAsLatin1, .roundToFloat32, .sayAlign, .sayRatingColumns, .sayMiddleAxis, nil: ""
    }
  }
}

/// Refuses an argument.
/// - Throws: ``DoorError/value(_:)`` with the line, unless it holds.
func require(_ holds: Bool, _ line: @autoclosure () -> String) throws {
  if !holds { throw DoorError.value(line()) }
}

/// Refuses a search of neighbors for which there is not enough memory, instead of ending a program that is not ours.
/// - Throws: ``DoorError/memory(_:)``.
func requireMemory(k: Int, queries: Int? = nil, items: Int, columns: Int) throws {
  let search = NeighborSearch(k: k, metric: .cosine)
  let bytes = search.bytesNeeded(queries: queries, items: items, columns: columns)
  if let shortage = MemoryShortage.of(bytes) { throw DoorError.memory(shortage) }
}

/// A pointer that must lead somewhere.
/// - Throws: ``DoorError/value(_:)`` for NULL.
func given<Pointer>(_ pointer: Pointer?, _ name: String) throws -> Pointer {
  guard let pointer else { throw DoorError.value("\(name): NULL; a place in memory is needed") }
  return pointer
}
