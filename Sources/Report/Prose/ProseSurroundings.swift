public import Diagnostics

/// What prose may refer to beside its own page: files of its experiment's folder, and the pages of
/// other experiments.
public struct ProseSurroundings: Sendable {
  /// Why a file of the experiment's folder cannot be published.
  public struct Refusal: Error, Hashable, Sendable {
    /// What kind of finding it is.
    public var code: DiagnosticCode
    /// The end of a sentence that begins with the file's name.
    public var words: String
    /// Whether there is nothing of that name.
    public var isMissing: Bool

    /// A refusal with its reason.
    public init(code: DiagnosticCode, words: String, isMissing: Bool) {
      self.code = code
      self.words = words
      self.isMissing = isMissing
    }
  }

  /// The bytes of a file by its path below the experiment's folder.
  public var file: @Sendable (String) -> Result<[UInt8], Refusal>
  /// An experiment of the same notebook by its name.
  public var experiment: @Sendable (String) -> Report.Neighbour?

  /// Surroundings that are asked as prose names them.
  public init(
    file: @escaping @Sendable (String) -> Result<[UInt8], Refusal>,
    experiment: @escaping @Sendable (String) -> Report.Neighbour?
  ) {
    self.file = file
    self.experiment = experiment
  }

  /// No file and no other experiment.
  public static let none = ProseSurroundings(
    file: { _ in
      .failure(Refusal(code: .unreadableFile, words: "does not exist", isMissing: true))
    }, experiment: { _ in nil })
}
