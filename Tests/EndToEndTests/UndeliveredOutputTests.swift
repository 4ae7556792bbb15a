import Foundation
import Testing

/// What cannot be printed is a failure, for every command and for both streams.
@Suite struct UndeliveredOutputTests {
  private static let mesh = "-f Experiments/self-destination/manifests"

  static let commands = [
    "--help", "--version", "--limits", "run --help", "list", "schema", "rules list",
    "rules show naive", "rules diff istio-1.23 istio-1.24", "rules support",
    "curl --from nginx http://helloworld-v1:5000/ \(mesh)",
    "curl --from nginx http://helloworld-v1:5000/ \(mesh) -o json",
    "proxy-config clusters nginx \(mesh)", "proxy-config all --all-proxies -o json \(mesh)",
    "compare istio-1.29 istio-1.30 self-destination", "run --check self-destination",
    "run self-destination --output $(mktemp -d)/x",
  ]

  @Test(arguments: commands)
  func aFullDeviceIsAnError(command: String) throws {
    let result = try Program.shell("labbook \(command) > /dev/full")
    #expect(result.status == 74)
    #expect(
      result.errors.contains(
        "error[LB0305]: what was printed could not be written: No space left on device"))
  }

  @Test(arguments: ["schema >&-", "run --check self-destination >&-"])
  func aClosedOutputIsAnError(command: String) throws {
    #expect(try Program.shell("labbook \(command)").status == 74)
  }

  /// A warning that nobody can have read; a usage error that keeps its own status.
  @Test(arguments: [
    ("new x", "2>/dev/full", 74), ("new x", "2>&-", 74), ("frobnicate", "2>&-", 64),
    ("run nothing", "2>/dev/full", 65), ("list", "2>&-", 0),
  ])
  func errorsThatCannotBeWrittenAreAnError(
    command: String, redirection: String, status: Int32
  ) throws {
    let notebook = try Notebook(copying: ["self-destination"])
    #expect(
      try Program.shell("labbook \(command) \(redirection)", in: notebook.root).status == status)
  }

  /// A file that is opened later must not take the place of a closed stream.
  @Test func noReportIsWrittenToAsIfItWereTheTerminal() throws {
    let closed = try Notebook(copying: ["self-destination"])
    let open = try Notebook(copying: ["self-destination"])
    #expect(try Program.shell("labbook run <&- >&- 2>&-", in: closed.root).status == 74)
    #expect(try Program.shell("labbook run", in: open.root).status == 0)
    #expect(try closed.files(below: "output") == open.files(below: "output"))
  }

  @Test func aReaderThatHasSeenEnoughIsNoError() throws {
    let result = try Program.shell("labbook schema | head -1")
    #expect(result.status == 0)
    #expect(result.output == "{\n")
    #expect(result.errors.isEmpty)
  }
}
