import Commands
import Diagnostics
import Forms
import Foundation
import Laboratory
import ProjectFiles

/// `labbook new`: an experiment to start from.
struct NewAction {
  /// The experiment's name.
  let name: String
  /// The project that gets it.
  let project: Project
  /// Where the program writes.
  let console: Console

  /// Makes the folder with its files; an existing one is left alone and reported.
  func run() -> ExitStatus {
    guard name.isExperimentName, OutputFolder.canHold(name) else {
      return refuse(
        Diagnostic(
          .invalidValue,
          "an experiment is named with small letters, digits and dashes, and this is "
            + "“\(name.quotedForDiagnostics)”"))
    }
    let folder = project.folder(of: name)
    guard !FileManager.default.fileExists(atPath: folder) else {
      return refuse(
        Diagnostic(.invalidValue, "\(project.shown)Experiments/\(name) is there already"))
    }
    let title = name.replacing("-", with: " ")
    let files = BeginningFiles.experiment(title: title).map {
      ("Experiments/\(name)/\($0.path)", $0.bytes)
    }
    let schema = (BeginningFiles.schemaFile, ExperimentSchema.file)
    if let problem = NewFiles.write(files + [schema], below: project.root).problem {
      return refuse(problem)
    }
    console.print("\(project.shown)Experiments/\(name)/experiment.yaml")
    console.note("Run it with: labbook run \(name)")
    return .success
  }

  private func refuse(_ problem: Diagnostic) -> ExitStatus {
    console.report([problem])
    return .badInput
  }
}

extension String {
  /// Whether it can name an experiment's folder and its pages.
  var isExperimentName: Bool {
    (1...63).contains(utf8.count) && !hasPrefix("-") && !hasSuffix("-")
      && utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}
