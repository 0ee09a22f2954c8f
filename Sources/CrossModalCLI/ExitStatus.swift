import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Settings
import Studies
import VectorFiles

/// How the program ends: a code and at most one line.
///
/// 0 done · 3 done, some fits failed or diverged · 64 command line, configuration, study of another configuration · 65
/// content of a data file or journal · 69 missing program, or kernels differ · 74 a file cannot be opened, read or written
/// · 75 stopped before the end · 130 second interrupt.
struct ExitStatus {
  let code: Int32
  let message: String?

  init(_ error: any Error) {
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
    case let error as ExitCode: (code, message) = (error.rawValue, nil)
    default:
      let text = CrossModalCommand.message(for: error).split(separator: "\n").joined(separator: " ")
      (code, message) = (64, "\(text) (see crossmodal --help)")
    }
  }
}

extension ExitStatus {
  // The remedy in the options of this program.
  private static func words(_ remedy: DataFileError.Remedy?) -> String {
    switch remedy {
    case .readAsLatin1: "; for ISO 8859-1 say --encoding latin1"
    case .roundToFloat32: "; say --float32 to round"
    case .sayHeader: "; say --header yes or --header no"
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
