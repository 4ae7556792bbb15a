/// Whether another seed could give another history.
struct Chance {
  private(set) var wasConsulted = false

  @inline(__always)
  mutating func consult() { wasConsulted = true }

  /// Draws a time.
  @inline(__always)
  mutating func sample(_ distribution: Distribution, isRandom: Bool, _ stream: DrawStream) -> Int64
  {
    if isRandom { wasConsulted = true }
    return distribution.sample(stream)
  }
}
