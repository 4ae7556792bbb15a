import Foundation
import Testing

/// Manifests that come through pipes, as shells give them to programs.
@Suite struct PipeInputTests {
  private static let manifests = "Experiments/self-destination/manifests"
  private static let all = "for f in \(manifests)/*; do echo ---; cat $f; done"

  private func curl(_ input: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.currentDirectoryURL = URL(fileURLWithPath: Program.root)
    let url = "http://helloworld-v1.default.svc.cluster.local:5000/hello"
    process.arguments = [
      "-c", input.replacing("LABBOOK", with: "\(Program.path) curl --from nginx \(url)"),
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test(arguments: [
    "LABBOOK -f <(\(all))",
    "\(all) | LABBOOK -f /dev/stdin",
    "\(all) | LABBOOK -f -",
  ])
  func aPipeIsReadAsAFileIs(command: String) throws {
    let expected = try curl("LABBOOK -f \(Self.manifests)")
    let result = try curl(command)
    #expect(expected.status == 0, "\(expected.output)")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("200"))
  }

  @Test func otherDevicesAreRefused() throws {
    let result = try curl("LABBOOK -f /dev/zero")
    #expect(result.status == 65)
    #expect(result.output.contains("“/dev/zero” is a device, no regular file"), "\(result.output)")
  }
}
