internal import Diagnostics
internal import Resources

/// An object that is written otherwise in the two states.
struct ManifestDifference {
  /// Which object it is.
  var key: ObjectKey
  /// In which states it is.
  var presence: ChangeCause.Presence
  /// The earlier one; absent where it is new.
  var before: MeshObject?
  /// The later one; absent where it is gone.
  var after: MeshObject?
  /// The fields that differ; the object's own place where it is new or gone.
  var fields: [FieldDifference]

  /// The differences between two inputs, in the order of the later one, then what is gone.
  static func all(_ before: ResourceSet, _ after: ResourceSet) -> [ManifestDifference] {
    let known = Dictionary(before.objects.map { ($0.metadata.key, $0) }) { _, last in last }
    var seen: Set<ObjectKey> = []
    var found: [ManifestDifference] = []
    for object in after.objects {
      let key = object.metadata.key
      guard seen.insert(key).inserted else { continue }
      guard let old = known[key] else {
        found.append(
          ManifestDifference(
            key: key, presence: .added, after: object, fields: [whole(object, isNew: true)]))
        continue
      }
      guard old != object else { continue }
      let fields = old.metadata.places.differences(to: object.metadata.places)
      guard !fields.isEmpty else { continue }
      found.append(
        ManifestDifference(
          key: key, presence: .changed, before: old, after: object, fields: fields))
    }
    for object in before.objects where !seen.contains(object.metadata.key) {
      found.append(
        ManifestDifference(
          key: object.metadata.key, presence: .removed, before: object,
          fields: [whole(object, isNew: false)]))
    }
    return found
  }

  private static func whole(_ object: MeshObject, isNew: Bool) -> FieldDifference {
    FieldDifference(
      path: "", before: isNew ? nil : "there", after: isNew ? "there" : nil,
      location: object.metadata.origin().location)
  }

  /// The earlier input with this difference alone, or the later one without it.
  func applied(to set: ResourceSet, from other: ResourceSet, isForward: Bool) -> ResourceSet {
    let wanted = isForward ? after : before
    var objects: [MeshObject] = []
    var isPlaced = wanted == nil
    for object in set.objects {
      guard object.metadata.key == key else {
        objects.append(object)
        continue
      }
      if let wanted, !isPlaced {
        objects.append(wanted)
        isPlaced = true
      }
    }
    if let wanted, !isPlaced { insert(wanted, into: &objects, as: other) }
    var result = ResourceSet(objects)
    result.meshConfig = set.meshConfig
    result.installation = set.installation
    return result
  }

  /// Puts an object behind the one that stands before it in the other input.
  private func insert(_ wanted: MeshObject, into objects: inout [MeshObject], as other: ResourceSet)
  {
    let present = Set(objects.map(\.metadata.key))
    let place = other.objects.firstIndex { $0.metadata.key == key } ?? 0
    let anchor = other.objects[..<place].last { present.contains($0.metadata.key) }
    let index = anchor.flatMap { anchor in
      objects.firstIndex { $0.metadata.key == anchor.metadata.key }
    }
    objects.insert(wanted, at: index.map { $0 + 1 } ?? 0)
  }
}
