internal import Foundation

exit(await ConformanceRun.main(Array(CommandLine.arguments.dropFirst())))
