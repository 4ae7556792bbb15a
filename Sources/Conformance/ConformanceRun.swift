internal import Foundation

/// Compares the control plane with real istiod on every mesh of the corpus.
enum ConformanceRun {
  /// - Returns: the exit status: 0, 1 where something that must be equal differs, 64 for usage.
  static func main(_ arguments: [String]) async -> Int32 {
    guard let options = ConformanceOptions(arguments) else {
      FileHandle.standardError.write(Data("\(ConformanceOptions.usage)\n".utf8))
      return 64
    }
    let meshes = names(in: options.corpus).filter(options.includes)
    guard !meshes.isEmpty else {
      print("no mesh in \(options.corpus); Scripts/unpack-goldens.sh unpacks the corpus")
      print("0 passed, 1 failed")
      return 1
    }
    if options.comparesAnalysis { return AnalysisRun.main(meshes, in: options.corpus) }
    let comparisons = await compare(meshes, in: options.corpus)
    var ratchet = Ratchet(path: options.ratchet)
    let report = ConformanceReport(
      comparisons: comparisons, ratchet: ratchet, parts: options.parts,
      isVerbose: options.isVerbose)
    print(report.text)
    if options.updates {
      for comparison in comparisons { ratchet.add(comparison) }
      do {
        try ratchet.write(to: options.ratchet)
      } catch {
        print("cannot write \(options.ratchet): \(error)")
        return 1
      }
    }
    return report.failedCount == 0 ? 0 : 1
  }

  private static func names(in corpus: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: corpus)) ?? []
    return entries.filter {
      FileManager.default.fileExists(atPath: "\(corpus)/\($0)/istiod.json")
    }.sorted()
  }

  /// Meshes are compared side by side; results come in the meshes' order.
  private static func compare(_ meshes: [String], in corpus: String) async -> [MeshComparison] {
    await withTaskGroup(of: (Int, MeshComparison).self) { group in
      for (position, mesh) in meshes.enumerated() {
        group.addTask { (position, MeshComparison.of(mesh, in: corpus)) }
      }
      var results: [MeshComparison?] = Array(repeating: nil, count: meshes.count)
      for await (position, comparison) in group { results[position] = comparison }
      return results.compactMap { $0 }
    }
  }
}
