/// How much work is taken on before labbook says that it is too much, and which field to change.
///
/// A step is an event of a run, a request of a client, or an attempt or copy of a proxy; a second of
/// one processor is some millions of them.
public enum WorkLimits {
  /// Steps of one run; a run that takes more is cut off and decides nothing.
  public static let runStepCount = 3_000_000
  /// What a run may take however many rule versions share ``experimentStepCount``.
  public static let leastRunStepCount = 250_000
  /// Steps of all runs of an experiment together: its replications under its rule versions.
  public static let experimentStepCount = 12_000_000
}
