internal import Notebook
package import ProxyConfig
package import Simulator

/// An experiment that is ready to be run: read, checked and compiled under each rule version.
package struct PreparedExperiment: Sendable {
  /// What was read.
  package var loaded: LoadedExperiment
  /// In the order in which they were asked for.
  package var versions: [RequestedVersion]
  /// One for each version.
  package var meshes: [MeshConfiguration]
  /// The seed of all draws.
  package var seed: UInt64
  /// What pages must say at their top.
  package var notices: [String]

  package init(
    loaded: LoadedExperiment, versions: [RequestedVersion], meshes: [MeshConfiguration],
    seed: UInt64, notices: [String]
  ) {
    self.loaded = loaded
    self.versions = versions
    self.meshes = meshes
    self.seed = seed
    self.notices = notices
  }

  /// What one run under the version at a position needs.
  package func scenario(version: Int, replication: Int) -> Scenario {
    scenario(meshes[version], replication: replication)
  }

  /// What one run under any mesh of the experiment needs: clients outside go to the gateways that
  /// serve their hosts.
  package func scenario(_ mesh: MeshConfiguration, replication: Int) -> Scenario {
    let scenario = loaded.experiment.scenario(mesh: mesh, seed: seed, replication: replication)
    return scenario.withEntrances(ClientEntrances(scenario)).withTokens(now: nil)
  }
}
