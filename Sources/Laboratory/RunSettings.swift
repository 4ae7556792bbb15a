/// What a run may differ in from what its experiment says.
package struct RunSettings: Hashable, Sendable {
  /// Rule versions by name; `nil` for each experiment's own.
  package var rules: [String]?
  /// `nil` for each experiment's own.
  package var seed: UInt64?
  /// Whether what is not modelled is a warning.
  package var allowsUnmodelled: Bool

  /// How many steps each experiment may take; `nil` for its own limit.
  package var workLimit: Int?

  package init(rules: [String]? = nil, seed: UInt64? = nil, allowsUnmodelled: Bool = false) {
    self.rules = rules
    self.seed = seed
    self.allowsUnmodelled = allowsUnmodelled
  }
}
