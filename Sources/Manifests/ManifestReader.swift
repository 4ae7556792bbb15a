public import Diagnostics
internal import Limits
public import Resources

/// What a reading gave: everything that could be read, and everything that is wrong.
public struct ManifestReading: Sendable {
  /// What was read.
  public var resources: ResourceSet
  /// Every finding, in the order of the input.
  public var diagnostics: [Diagnostic]
  /// Resources that are left out because a field could not be read.
  public var unreadable: [ResourceIdentifier]
  /// Why each of ``unreadable`` is left out, in the same order.
  public var unreadableReasons: [Diagnostic]
  /// Whether no answer can be right: a source could not be read to its end as YAML, or holds an
  /// object of a kind that does not exist.
  public var isBroken: Bool
}

/// Reads what one would `kubectl apply`.
public enum ManifestReader {
  /// Reads every document of every source, in the order given.
  ///
  /// A resource with an error is left out, unless istiod would read it all the same: it passes over
  /// unknown fields and takes the last of contradicting ones. Reading goes on, so that all findings
  /// come at once. Of two resources of one kind, namespace and name the later counts, as with
  /// `kubectl apply`.
  ///
  /// `namespace`: where objects are that name no namespace, as kubectl's `-n`.
  public static func read(
    _ sources: [ManifestSource], namespace: String = "default",
    limits: ReadingLimits = .standard
  ) -> ManifestReading {
    var reading = ManifestAssembly(namespace: namespace, limits: limits)
    for source in sources { reading.add(source) }
    return reading.finished()
  }
}
