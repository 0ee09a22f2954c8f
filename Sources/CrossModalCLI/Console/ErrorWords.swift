import CrossModal
import Dense
import ForeignFiles
import Settings
import Studies
import VectorFiles

/// What this program says of an error that it knows: the exit code and one line.
struct ErrorWords {
  /// The exit code.
  let code: Int32
  /// One line.
  let message: String

  /// The words for an error; nil for one of the command line, which its parser describes.
  init?(_ error: any Error) {
    switch error {
    case let error as CommandFailure: (code, message) = (error.code, error.message)
    case let error as ConfigurationError:
      (code, message) = (error.kind == .content ? 64 : 74, error.description)
    case let error as DataFileError:
      (code, message) = (error.kind == .content ? 65 : 74, error.description + Self.words(error.remedy))
    case let error as ProgramError: (code, message) = (69, error.description)
    case let error as StudyError: (code, message) = (error.exitCode, error.description)
    case let error as FeatureStepError: (code, message) = (65, error.description)
    case let error as LinearAlgebraError: (code, message) = (65, error.description)
    default: return nil
    }
  }
}

extension ErrorWords {
  // The remedy in the options of this program.
  private static func words(_ remedy: DataFileError.Remedy?) -> String {
    switch remedy {
    case .readAsLatin1: "; use --encoding latin1 for ISO 8859-1"
    case .roundToFloat32: "; use --float32 to round"
    case .sayHeader: "; use --header yes or --header no"
    case .sayIdColumn(let column):
      "; --id-column \(column) leaves it out, --id-column none takes it as numbers"
    case .sayLabelColumn(let column):
      "; --label-column \(column) leaves it out, --label-column none takes it as numbers"
    case .sayNoIdColumn: "; --id-column none takes it as it is"
    case .sayAlign(let canJoin):
      "\(canJoin ? "; --align names joins rows by name," : ";") --align rows ignores names"
    case .sayColumns: "; --id-column and --label-column say which columns name and label the rows"
    case .sayRatingColumns: "; --word-columns 1,2 and --rating-column 3 say which"
    case .sayMiddleAxis, nil: ""
    }
  }
}
