internal import Report

/// Which part of the output folder a run makes anew.
package enum OutputScope: Hashable, Sendable {
  /// Everything: what the run does not make should not be there.
  case everything
  /// The folders of some experiments, and the index that lists all of them.
  case experiments(Set<String>)

  /// Whether a path is in the part that is made anew.
  func covers(_ path: String) -> Bool {
    switch self {
    case .everything: return true
    case .experiments(let names):
      guard let slash = path.firstIndex(of: "/") else { return true }
      let folder = String(path[..<slash])
      return names.contains(folder) || Report.languageFolders.contains(folder)
    }
  }
}
