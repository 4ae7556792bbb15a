import EnvoyMessages
import Forms

/// The files of a new notebook beside its first experiment.
enum NotebookTemplate {
  /// Where editors find the fields of `experiment.yaml`.
  static let schemaFile = "Experiments/experiment.schema.json"

  /// The line by which an editor finds it from an experiment's folder.
  static let schemaLine = "# yaml-language-server: $schema=../experiment.schema.json\n"

  /// The schema as it is written.
  static var schema: [UInt8] { Array((ExperimentSchema.json.text(indentation: 2) + "\n").utf8) }

  /// `name` is what the site is called.
  static func files(name: String) -> [(path: String, bytes: [UInt8])] {
    [
      ("labbook.yaml", site(name: name)), (".gitignore", "site/\n"),
      (".github/workflows/labbook.yaml", workflow),
    ].map { ($0, Array($1.utf8)) } + [(schemaFile, schema)]
  }

  private static func site(name: String) -> String {
    let name = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return """
      apiVersion: labbook/v1
      kind: Site
      name: "\(name)"
      # baseURL: https://example.org/notes/
      # author: Somebody
      # repository: https://github.com/example/notes

      """
  }

  /// Runs are held against the recorded ones; the main branch is published.
  private static let workflow = """
    name: labbook
    on: [push, pull_request]
    permissions: {contents: read, pages: write, id-token: write}
    jobs:
      labbook:
        runs-on: ubuntu-latest
        # An image that Scripts/package.sh of labbook makes.
        container: labbook:latest
        steps:
          - uses: actions/checkout@v4
            with: {fetch-depth: 0}
          - run: labbook run --check
          - run: labbook publish
          - uses: actions/upload-pages-artifact@v3
            with: {path: site}
      deploy:
        if: github.ref == 'refs/heads/main'
        needs: labbook
        runs-on: ubuntu-latest
        environment: {name: github-pages}
        steps:
          - uses: actions/deploy-pages@v4

    """
}
