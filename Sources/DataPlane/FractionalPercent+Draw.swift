package import ProxyConfig

extension FractionalPercent {
  /// Whether a random number falls into the share: its remainder by the denominator is below the
  /// numerator (source/common/protobuf/utility.cc, evaluateFractionalPercent).
  package func contains(_ draw: UInt64) -> Bool { draw % parts < UInt64(numerator ?? 0) }

  /// Whether chance plays a part: neither never nor always.
  package var isUndecided: Bool { millionths > 0 && millionths < 1_000_000 }
}
