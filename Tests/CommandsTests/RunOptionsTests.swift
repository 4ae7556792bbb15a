import Commands
import Testing

/// What `labbook run` takes.
@Suite struct RunOptionsTests {
  @Test(arguments: [
    (["run", "--jobs", "0"], "--jobs"), (["run", "--jobs", "65"], "--jobs"),
    (["run", "--seed", "-1"], "--seed"), (["run", "--rules", ","], "--rules"),
  ])
  func checksTheValuesOfRun(arguments: [String], option: String) throws {
    let invocation = try ArgumentParser.parse(arguments)
    #expect {
      try RunOptions(invocation, processors: 2)
    } throws: { error in
      guard case .invalidValue(option, _, _) = error as? UsageError else { return false }
      return true
    }
  }
}
