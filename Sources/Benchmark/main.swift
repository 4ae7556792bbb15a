/// Every benchmark by name; all of them run where none is named.
let benchmarks: [(name: String, run: () -> Void)] = [
  ("event-loop", EventLoopBenchmark.run),
  ("control-plane", ControlPlaneBenchmark.run),
  ("decisions", DecisionBenchmark.run),
  ("rendering", RenderingBenchmark.run),
  ("manifests", ManifestBenchmark.run),
  ("dump", DumpBenchmark.run),
  ("routes", RouteBenchmark.run),
]

let wanted = CommandLine.arguments.dropFirst()
for benchmark in benchmarks where wanted.isEmpty || wanted.contains(benchmark.name) {
  benchmark.run()
}
