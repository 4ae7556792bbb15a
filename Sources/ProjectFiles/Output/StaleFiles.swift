/// Findings about files that are not what a run gives, few enough to read.
package enum StaleFiles {
  /// What is said of a file whose content is another one.
  private static let words = " is not what a run gives"
  /// So many files of one folder are named one by one.
  private static let limit = 5

  /// The findings, with those about many files of one folder as one.
  package static func grouped(_ findings: [String]) -> [String] {
    func folder(_ finding: String) -> String? {
      guard finding.hasSuffix(words), let slash = finding.firstIndex(of: "/") else { return nil }
      return String(finding[..<slash])
    }
    var counts: [String: Int] = [:]
    for finding in findings {
      if let folder = folder(finding) { counts[folder, default: 0] += 1 }
    }
    var told: Set<String> = []
    return findings.compactMap { finding in
      guard let folder = folder(finding), let count = counts[folder], count > limit else {
        return finding
      }
      guard told.insert(folder).inserted else { return nil }
      return "\(finding), and \(count - 1) more files of \(folder)/"
    }
  }
}
