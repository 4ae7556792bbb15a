package import Diagnostics
package import Notebook
package import Resources

/// An experiment with everything that its folder gives.
package struct LoadedExperiment: Sendable {
  /// `experiment.yaml`, decoded.
  package var experiment: Experiment
  /// The manifests' objects.
  package var resources: ResourceSet
  /// Objects whose fields could not be read.
  package var unreadable: [ResourceIdentifier]
  /// The manifests as they were read.
  package var manifests: [RunRecord.ManifestFile]
  /// Digests of `experiment.yaml` and of the manifests.
  package var digests: [RunRecord.FileDigest]
  /// `notebook.md` and its translations by language tag; empty where there is none.
  package var notebooks: [String: NotebookText]

  package init(
    experiment: Experiment, resources: ResourceSet, unreadable: [ResourceIdentifier],
    manifests: [RunRecord.ManifestFile], digests: [RunRecord.FileDigest],
    notebooks: [String: NotebookText]
  ) {
    self.experiment = experiment
    self.resources = resources
    self.unreadable = unreadable
    self.manifests = manifests
    self.digests = digests
    self.notebooks = notebooks
  }

  /// What the notebook says of the experiment: the English one, else the first by language.
  package var frontMatter: FrontMatter {
    let notebook = notebooks["en"] ?? notebooks.min { $0.key < $1.key }?.value
    return notebook?.frontMatter ?? FrontMatter()
  }

  /// Writes into a record what is read of the experiment and no run depends on: its title, its
  /// question, and what its notebook says of it.
  package func describe(_ record: inout RunRecord) {
    record.title = experiment.title
    record.question = experiment.question
    record.frontMatter = frontMatter.isEmpty ? nil : frontMatter
  }
}
