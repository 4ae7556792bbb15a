/// Which kinds labbook knows, and what it does with them, from the table that the reader uses.
public enum KindSupport {
  /// Kinds that are read and act.
  public static var modelled: [String] { names(.modelled) }

  /// Kinds that can change an outcome and are an error, where they can, until they are modelled.
  public static var unmodelled: [String] { names(.unmodelled) }

  /// Kinds that change no outcome.
  public static var passedOver: [String] { names(.passedOver) }

  /// By name, with the group where several groups have a kind of that name.
  private static func names(_ support: KnownKind.Support) -> [String] {
    let kinds = KindTable.kinds.filter { $0.support == support && $0.group != "extensions" }
    let groups = Dictionary(
      grouping: KindTable.kinds.filter { $0.group != "extensions" }, by: \.name)
    return kinds.map { kind in
      (groups[kind.name] ?? []).count > 1 && !kind.group.isEmpty
        ? "\(kind.name) of \(kind.group)" : kind.name
    }.sorted()
  }
}
