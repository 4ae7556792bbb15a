internal import Diagnostics

extension RulesActed {
  /// What is drawn as one: a proxy with its rules, or all those of a place where none acted.
  enum Card: Hashable {
    /// A proxy and what acted in it.
    case acted(proxy: String, boxes: [Box])
    /// Proxies without any rule.
    case idle([String])
  }

  /// The rules of one object that did the same in one proxy.
  struct Box: Hashable {
    /// What they did.
    var part: Rule.Part
    /// The object that they belong to.
    var resource: ResourceIdentifier
    /// The rules, in the order in which they acted.
    var rules: [Rule]
  }

  /// The cards of a place on the way, proxies without rules last.
  func cards(at place: Int) -> [Card] {
    let here = actors.filter { $0.place == place }
    let acted = here.filter { !$0.rules.isEmpty }.map {
      Card.acted(proxy: $0.proxy, boxes: Self.boxes($0.rules))
    }
    let idle = here.filter(\.rules.isEmpty).map(\.proxy)
    return acted + (idle.isEmpty ? [] : [.idle(idle)])
  }

  private static func boxes(_ rules: [Rule]) -> [Box] {
    var boxes: [Box] = []
    for rule in rules {
      let known = boxes.firstIndex {
        $0.part == rule.part && $0.resource == rule.origin.resource
      }
      if let known {
        boxes[known].rules.append(rule)
      } else {
        boxes.append(Box(part: rule.part, resource: rule.origin.resource, rules: [rule]))
      }
    }
    return boxes
  }
}
