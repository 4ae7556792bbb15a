internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `maxEjectionPercent` below one host ejects nobody.
  static let ejectionShareEjectsNobody = Lesson(.lessonEjectionShareEjectsNobody) { hop in
    guard hop.isOutbound, let detection = hop.cluster?.outlierDetection, !hop.hosts.isEmpty else {
      return nil
    }
    let percent = Int(min(detection.maxEjectionPercent ?? 10, 100))
    guard percent * hop.hosts.count < 100 else { return nil }
    return Words(
      what:
        "maxEjectionPercent \(percent)\(detection.maxEjectionPercent == nil ? " (by default)" : "")"
        + " ejects nobody of \(hop.hosts.count)",
      why: "\(percent) % of \(hop.hosts.count) hosts is less than one",
      fix: "set maxEjectionPercent to at least \((100 + hop.hosts.count - 1) / hop.hosts.count)",
      origin: hop.cluster?.limitOrigins.outlierDetection)
  }
}
