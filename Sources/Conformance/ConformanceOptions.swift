/// What the command line asks for.
struct ConformanceOptions: Sendable {
  /// The unpacked corpus: a folder with one folder a mesh.
  var corpus = ".build/goldens/corpus"
  /// The list of what is equal already.
  var ratchet = "Tests/Goldens/equal.txt"
  /// Only meshes of these families, such as `basic`; empty is all.
  var families: Set<String> = []
  /// Only these meshes; empty is all.
  var meshes: Set<String> = []
  /// Shows differences in these parts only, such as `routes` or `validation`; empty is all.
  var parts: Set<String> = []
  /// Adds to the list what is newly equal.
  var updates = false
  /// Holds `labbook check` against what istioctl's analyzers say, instead of the configuration.
  var comparesAnalysis = false
  /// Prints every difference.
  var isVerbose = false

  /// What is printed for wrong arguments.
  static let usage = """
    usage: Conformance [--corpus DIR] [--ratchet FILE] [--families a,b] [--meshes m,n]
                       [--parts listeners,routes,clusters,endpoints,proxies,validation]
                       [--update] [--verbose] [--analysis]
    """

  /// - Returns: `nil` where the arguments say nothing known.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      switch name {
      case "--update": updates = true
      case "--verbose": isVerbose = true
      case "--analysis": comparesAnalysis = true
      case "--corpus", "--ratchet", "--families", "--meshes", "--parts":
        guard let value = rest.popFirst() else { return nil }
        set(name, to: value)
      default: return nil
      }
    }
  }

  private mutating func set(_ name: String, to value: String) {
    let parts = Set(value.split(separator: ",").map(String.init))
    switch name {
    case "--corpus": corpus = value
    case "--ratchet": ratchet = value
    case "--families": families = parts
    case "--parts": self.parts = parts
    default: meshes = parts
    }
  }

  /// Whether a mesh is asked for.
  func includes(_ mesh: String) -> Bool {
    (families.isEmpty || families.contains(mesh.family))
      && (meshes.isEmpty || meshes.contains(mesh))
  }
}

extension String {
  /// A mesh's family: `basic` of `basic-0026`.
  var family: String { String(prefix { $0 != "-" }) }
}
