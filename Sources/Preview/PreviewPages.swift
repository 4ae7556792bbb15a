internal import Synchronization

/// The pages of a preview, from which its server answers: no file is read for a request, so that
/// nothing but these can be asked for.
///
/// A class since the server's thread reads what the builder writes.
public final class PreviewPages: Sendable {
  private struct State {
    var files: [String: [UInt8]] = [:]
    var version = 0
  }

  private let state = Mutex(State())
  private let decorate: @Sendable ([UInt8], Int) -> [UInt8]

  /// - Parameter decorate: what a page in HTML becomes at a version of the preview.
  public init(decorate: @escaping @Sendable ([UInt8], Int) -> [UInt8] = { page, _ in page }) {
    self.decorate = decorate
  }

  /// Takes new files in the place of all others.
  ///
  /// - Parameter files: by their paths below the site's top.
  public func replace(_ files: [String: [UInt8]]) {
    state.withLock { state in
      state.files = files
      state.version &+= 1
    }
  }

  /// How often the pages have changed.
  public var version: Int { state.withLock(\.version) }

  /// The bytes of a file; `nil` for none.
  public func file(_ path: String) -> [UInt8]? {
    let (file, version) = state.withLock { ($0.files[path], $0.version) }
    guard let file else { return nil }
    return path.hasSuffix(".html") ? decorate(file, version) : file
  }

  /// Whether there is such a file.
  public func has(_ path: String) -> Bool { state.withLock { $0.files[path] != nil } }
}
