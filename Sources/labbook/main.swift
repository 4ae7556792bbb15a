import Foundation
import LabbookCLI

let status = await Labbook.main(
  Array(CommandLine.arguments.dropFirst()),
  environment: ProcessInfo.processInfo.environment,
  directory: FileManager.default.currentDirectoryPath)
exit(status)
