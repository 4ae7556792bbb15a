internal import Diagnostics
internal import Resources

// What of a VirtualService becomes no route for the client.
extension RouteTranslator {
  /// Notes the rules behind one that catches everything.
  func noteRules(behind position: Int, of service: MeshVirtualService) {
    guard let notes = context.notes, notes.concerns(service.hosts) else { return }
    let winner = service.http[position].origin
    for rule in service.http[(position + 1)...] {
      notes.add(RuleNote(rule.origin, .catchAllBefore, by: winner, hosts: service.hosts))
    }
  }

  /// Notes a match that cannot hold for the client.
  ///
  /// A delegate's is named by its rule, for its matches are mixed with the root's.
  func note(
    _ need: RuleNote.MatchNeed, ofMatch number: Int, in rule: MeshVirtualService.HTTPRule,
    of service: MeshVirtualService
  ) {
    guard let notes = context.notes, notes.concerns(service.hosts) else { return }
    let isOwn = rule.metadata.identifier == service.metadata.identifier
    let path = isOwn ? rule.path.key("match").index(number) : rule.path
    notes.add(RuleNote(rule.metadata.origin(path), .match(need), hosts: service.hosts))
  }
}
