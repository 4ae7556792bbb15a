public import Diagnostics

/// What a check found, under which rule versions.
public struct Finding: Hashable, Sendable {
  /// What it is, where, why, and how it is put right.
  public var diagnostic: Diagnostic
  /// The rule versions under which it holds, in the order asked for.
  public var versions: [String]
  /// The object that its place is in, and where that begins; `nil` where it is in none.
  public var object: FoundObject?

  /// A finding under these rule versions.
  public init(_ diagnostic: Diagnostic, versions: [String]) {
    self.diagnostic = diagnostic
    self.versions = versions
  }
}

/// An object that a finding is about.
public struct FoundObject: Hashable, Sendable {
  /// Kind, namespace and name.
  public var resource: ResourceIdentifier
  /// Where it begins.
  public var start: SourceLocation
}

/// The checks of a mesh under rule versions.
public struct CheckRun: Sendable {
  /// Which codes are told.
  public struct Selection: Hashable, Sendable {
    /// Only these; empty for all.
    public var only: Set<String>
    /// All but these.
    public var skip: Set<String>

    /// The value of these parts.
    public init(only: Set<String> = [], skip: Set<String> = []) {
      self.only = only
      self.skip = skip
    }

    /// Whether findings of a code are told.
    public func includes(_ code: DiagnosticCode) -> Bool {
      (only.isEmpty || only.contains(code.rawValue)) && !skip.contains(code.rawValue)
    }
  }

  /// Everything that was found, each finding once, by place, then by code.
  public private(set) var findings: [Finding] = []
  private var position: [Diagnostic: Int] = [:]
  private let selection: Selection

  /// A run of the selected checks that has found nothing yet.
  public init(_ selection: Selection = Selection()) { self.selection = selection }

  /// Adds what was found in any way, such as by reading.
  public mutating func add(_ diagnostics: [Diagnostic], under version: String? = nil) {
    for diagnostic in diagnostics where selection.includes(diagnostic.code) {
      if let known = position[diagnostic] {
        if let version, findings[known].versions.last != version {
          findings[known].versions.append(version)
        }
      } else {
        position[diagnostic] = findings.count
        findings.append(Finding(diagnostic, versions: version.map { [$0] } ?? []))
      }
    }
  }

  /// Puts the findings in order: by place, then by code and words; those without a place first.
  public mutating func sort() {
    findings.sort { first, second in
      let (one, other) = (first.diagnostic, second.diagnostic)
      if one.location != other.location {
        guard let place = one.location else { return true }
        return other.location.map { place < $0 } ?? false
      }
      return (one.code.rawValue, one.summary) < (other.code.rawValue, other.summary)
    }
    position = [:]
  }

  /// Says of each finding which object it is about.
  public mutating func name(_ places: ObjectPlaces) {
    for index in findings.indices {
      guard let place = findings[index].diagnostic.location else { continue }
      findings[index].object = places.object(at: place).map {
        FoundObject(resource: $0.resource, start: $0.start)
      }
    }
  }

  /// Takes findings out, or puts others in their place.
  public mutating func filter(_ isKept: (Finding) -> Bool) {
    findings = findings.filter(isKept)
    position = [:]
  }
}
