public import Diagnostics

/// Findings of one code, so that a long list can be read.
public struct FindingGroup: Hashable, Sendable {
  /// The code of all of them.
  public var code: DiagnosticCode
  /// Its gravest finding's severity.
  public var severity: Severity
  /// In order.
  public var findings: [Finding]

  /// The findings by code: errors first, then warnings, then notes, each by code.
  public static func groups(_ findings: [Finding]) -> [FindingGroup] {
    let byCode = Dictionary(grouping: findings, by: \.diagnostic.code)
    let groups = byCode.map { code, findings in
      FindingGroup(
        code: code,
        severity: findings.map(\.diagnostic.severity).min { $0.rank < $1.rank } ?? .note,
        findings: findings)
    }
    return groups.sorted {
      ($0.severity.rank, $0.code.rawValue) < ($1.severity.rank, $1.code.rawValue)
    }
  }
}

extension Severity {
  /// 0 for the gravest.
  public var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
