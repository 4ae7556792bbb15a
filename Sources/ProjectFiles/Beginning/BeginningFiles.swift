/// The files that a notebook and an experiment begin with; their texts are the files beside this
/// one.
package enum BeginningFiles {
  /// A path below the folder that is begun, and what stands there.
  package typealias File = (path: String, bytes: [UInt8])

  /// Where editors find the fields of `experiment.yaml`.
  package static let schemaFile = "Experiments/experiment.schema.json"

  /// The line by which an editor finds it from an experiment's folder.
  package static let schemaLine = "# yaml-language-server: $schema=../experiment.schema.json\n"

  /// An experiment that runs as it is, below its own folder.
  package static func experiment(title: String) -> [File] {
    let text = filled(PackageResources.experiment_yaml, "TITLE", title)
    return [
      ("experiment.yaml", Array((schemaLine + text).utf8)),
      ("manifests/10-mesh.yaml", PackageResources.mesh_yaml),
      ("manifests/20-rules.yaml", PackageResources.rules_yaml),
    ]
  }

  /// What stands in a notebook beside its experiments; `name` is what its site is called.
  package static func notebook(name: String) -> [File] {
    [
      ("labbook.yaml", Array(filled(PackageResources.labbook_yaml, "NAME", name).utf8)),
      (".gitignore", Array("/site/\n".utf8)),
      // Runs are held against the recorded ones; the main branch is published.
      (".github/workflows/labbook.yaml", PackageResources.workflow_yaml),
    ]
  }

  /// A text with a word's place taken by what stands between two quotation marks of YAML.
  private static func filled(_ bytes: [UInt8], _ word: String, _ value: String) -> String {
    let value = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return String(decoding: bytes, as: UTF8.self).replacing("\"\(word)\"", with: "\"\(value)\"")
  }
}
