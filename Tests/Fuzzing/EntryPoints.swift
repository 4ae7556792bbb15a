import Foundation
import HostileInput

// What libFuzzer calls (llvm.org/docs/LibFuzzer.html); Scripts/fuzz.sh builds it.

/// The way that this process drives: `LABBOOK_FUZZ_TARGET`.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["LABBOOK_FUZZ_TARGET"] ?? ""
  return FuzzTarget(rawValue: name) ?? .manifests
}()

/// One input from its bytes to what is said of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  target.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Half of the changes know what numbers, lengths of time and lines are; the others are the seeds
/// themselves with such changes, so that whole inputs never run out.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ limit: Int, _ seed: UInt32
) -> Int {
  guard let start else { return 0 }
  var mutation = TextMutation(seed: UInt64(seed))
  var bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if count < 8, let whole = target.seeds.first { bytes = whole }
  let mutated = mutation.mutated(bytes).prefix(limit)
  for (place, byte) in mutated.enumerated() { start[place] = byte }
  return mutated.count
}
