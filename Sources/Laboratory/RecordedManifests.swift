package import Diagnostics
internal import Manifests
package import Notebook
internal import Resources

/// The manifests that recorded runs carry.
package enum RecordedManifests {
  /// The lines in which the manifests of two runs differ, each with the object that it is in.
  package static func differences(
    _ before: RunRecord, _ after: RunRecord
  ) -> [(resource: ResourceIdentifier, field: FieldDifference)] {
    guard before.manifests != after.manifests else { return [] }
    func resources(_ record: RunRecord) -> ManifestReading {
      ManifestReader.read(record.manifests.map { ManifestSource(name: $0.path, text: $0.text) })
    }
    let found = ManifestDifference.all(resources(before).resources, resources(after).resources)
    return found.flatMap { difference in
      difference.fields.map { (difference.key.identifier, $0) }
    }
  }
}
