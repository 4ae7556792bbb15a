internal import Laboratory
internal import Manifests
internal import Notebook
package import Report

extension Project {
  /// What the prose of an experiment may refer to: files of its folder, and other experiments.
  package func surroundings(of experiment: String) -> ProseSurroundings {
    let folder = folder(of: experiment)
    let limit = ReadingLimits.standard.publishedByteCount
    return ProseSurroundings(
      file: { path in
        FileReader.regularFile("\(folder)/\(path)", limit: limit, within: folder)
          .mapError { problem in
            ProseSurroundings.Refusal(
              code: problem.code, words: problem.words(limit: limit), isMissing: problem == .missing
            )
          }
      }, experiment: { self.neighbour(named: $0) })
  }

  /// An experiment as links to it need it; `nil` where there is none that can be read.
  package func neighbour(named name: String) -> Report.Neighbour? {
    guard experimentNames().contains(name),
      let experiment = ExperimentLoader.load(name, in: self).loaded?.experiment
    else { return nil }
    return Report.Neighbour(
      name: experiment.name, title: experiment.title, question: experiment.question)
  }
}
