/// How much of an input is read before it is refused.
public struct ReadingLimits: Hashable, Sendable {
  /// Bytes of one file.
  public var fileByteCount = 64 << 20
  /// How deep mappings and sequences may nest.
  public var depth = 64
  /// Documents of all files together.
  public var documentCount = 200_000
  /// Values of one file, each alias counted with everything that it stands for.
  public var nodeCount = 20_000_000
  /// Values that aliases alone may add to one file.
  public var aliasNodeCount = 100_000
  /// Findings that are kept; more are counted.
  public var findingCount = 1_000
  /// Pods of a mesh, those that Deployments stand for included.
  public var podCount = 20_000
  /// Clients of an experiment: each has its place in every table and figure.
  public var clientCount = 1_000
  /// Hypotheses of an experiment.
  public var hypothesisCount = 1_000
  /// Rule versions of an experiment.
  public var ruleVersionCount = 100
  /// Workloads and outside hosts that an experiment describes.
  public var behaviourCount = 10_000
  /// Bytes of a URL: Envoy takes heads of 60 KiB (`max_request_headers_kb`).
  public var urlByteCount = 61_440

  /// Bytes of a picture or download that prose refers to.
  public var publishedByteCount = 8 << 20

  /// Every field has its default.
  public init() {}

  /// The limits that labbook uses.
  public static let standard = ReadingLimits()

  /// Name, value and unit of each limit, for `labbook --limits`.
  public var rows: [(name: String, value: Int, unit: String)] {
    [
      ("size of a file", fileByteCount, "bytes"),
      ("nesting of a document", depth, "levels"),
      ("documents of a reading", documentCount, "documents"),
      ("values of a file", nodeCount, "values"),
      ("values that aliases add to a file", aliasNodeCount, "values"),
      ("findings that are printed", findingCount, "findings"),
      ("pods of a mesh", podCount, "pods"),
      ("clients of an experiment", clientCount, "clients"),
      ("hypotheses of an experiment", hypothesisCount, "hypotheses"),
      ("rule versions of an experiment", ruleVersionCount, "rule versions"),
      ("workloads or outside hosts of an experiment", behaviourCount, "entries"),
      ("length of a URL", urlByteCount, "bytes"),
      ("size of a picture or download of prose", publishedByteCount, "bytes"),
    ]
  }
}
