/// A file of a run, held against what stands in its place.
package struct StagedFile: Hashable, Sendable {
  /// What stands in the file's place.
  package enum State: Hashable, Sendable {
    /// The same bytes.
    case asItIs
    /// Nothing.
    case missing
    /// Other bytes, with this SHA-256, which labbook may replace.
    case replaceable(sha256: String)
    /// Other bytes, of which nothing proves that labbook wrote them.
    case foreign
    /// Something that is no regular file, be it on the way there.
    case obstructed(path: String, kind: String)
  }

  /// Below the output folder.
  package var path: String
  /// SHA-256 of the new bytes.
  var sha256: String
  /// What stands in its place.
  package var state: State
  /// Where the new bytes wait, below the output folder; `nil` where they are not needed.
  var staged: String?

  /// What keeps the file from being written.
  var obstacle: OutputProblem.Obstacle? {
    switch state {
    case .asItIs, .missing, .replaceable: nil
    case .foreign: OutputProblem.Obstacle(path: path, kind: nil)
    case .obstructed(let path, let kind): OutputProblem.Obstacle(path: path, kind: kind)
    }
  }
}
