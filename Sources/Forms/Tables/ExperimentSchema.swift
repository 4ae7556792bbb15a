package import EnvoyMessages
internal import Limits
internal import Notebook

/// The JSON Schema of `experiment.yaml`, for editors (JSON Schema 2020-12).
package enum ExperimentSchema {
  /// The schema as a file.
  package static var file: [UInt8] { Array((json.text(indentation: 2) + "\n").utf8) }

  /// The whole schema.
  package static var json: JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:labbook:experiment:v1",
      "title": "labbook experiment",
      "type": "object",
      "additionalProperties": false,
      "required": ["apiVersion", "title", "question", "rules"],
      "properties": [
        "apiVersion": ["const": "labbook/v1"],
        "title": reference("text"),
        "question": reference("text"),
        "seed": integer(0, nil, "Draws depend on it"),
        "replications": integer(1, 10_000, "Independent runs, where chance plays a part"),
        "rules": list(string("Rule versions, as labbook rules list names them")),
        "manifests": list(string("Files or folders below the experiment's folder")),
        "gateways": list(
          string("A gateway of Istio's installation that the manifests do not hold")),
        "workloads": map(reference("workload"), "By NAMESPACE/NAME of a Deployment or Pod"),
        "external": map(reference("external"), "Hosts outside the mesh, by name"),
        "network": reference("network"),
        "clients": list(reference("client")),
        "hypotheses": list(reference("hypothesis")),
        "answer": object([
          "text": reference("text"),
          "verdicts": string("The digest of the verdicts that it was written for"),
        ]),
        "workLimit": integer(
          1, Int(clamping: NumberRange.workLimit.range.upperBound),
          "Steps that all runs together may take"),
        "discriminates": list(string("Two rule versions that some prediction must tell apart")),
      ],
      "$defs": definitions,
    ]
  }

  private static var definitions: JSONValue {
    [
      "text": [
        "description": "A text, or one by language tag",
        "oneOf": [
          ["type": "string"], map(["type": "string"], "By language tag, such as en or ko"),
        ],
      ],
      "duration": [
        "type": "string", "pattern": "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$|^0$",
        "description": "A length of time, such as 1.5s or 10ms",
      ],
      "distribution": distribution,
      "response": object([
        "status": integer(200, 599, "The HTTP status"), "body": string("The body"),
        "headers": map(["type": "string"], "By name"),
      ]),
      "workload": object([
        "serviceTime": reference("distribution"),
        "concurrency": integer(1, 1_000_000, "Requests that one pod serves at once"),
        "respond": reference("response"),
        "respondFirst": list(reference("response")),
        "resets": boolean("Closes the connection instead of answering"),
      ]),
      "external": object([
        "serviceTime": reference("distribution"), "respond": reference("response"),
      ]),
      "network": object([
        "roundTrip": reference("distribution"), "proxyTime": reference("distribution"),
      ]),
      "client": client,
      "hypothesis": hypothesis,
      "prediction": prediction,
      "filter": filter,
      "verdict": ["enum": ["supported", "refuted", "undecided"]],
    ]
  }

  private static var distribution: JSONValue {
    [
      "description": "How a time is drawn",
      "oneOf": [
        reference("duration"),
        object(["constant": reference("duration")]),
        object([
          "uniform": [
            "type": "array", "items": reference("duration"), "minItems": 2, "maxItems": 2,
          ]
        ]),
        object(["exponential": reference("duration")]),
        object(["quantiles": map(reference("duration"), "By share, such as p50 or 0.5")]),
      ],
    ]
  }

  private static var client: JSONValue {
    let request: [(String, JSONValue)] = [
      ("url", string("http://host[:port]/path")), ("method", string("GET where absent")),
      ("body", string("The request's body")), ("headers", map(["type": "string"], "By name")),
      ("connectTo", string("host[:port] of the connection, where it is not the URL's own")),
    ]
    func traffic(_ fields: [(String, JSONValue)], _ required: JSONValue) -> JSONValue {
      var object = object(of: request + fields)
      object["required"] = required
      return object
    }
    var client = object([
      "id": string("Unique among the clients"),
      "pod": string("POD[.NAMESPACE], deploy/NAME[.NAMESPACE] or outside"),
      "start": reference("duration"), "stop": reference("duration"),
      "loop": traffic(
        [
          ("pause", reference("distribution")),
          ("reuseConnection", boolean("Keeps the connection between requests")),
        ], ["url"]),
      "open": traffic(
        [
          ("rate", ["type": "number", "description": "Requests a second"]),
          ("arrivals", ["enum": ["poisson", "constant"]]),
        ], ["url", "rate"]),
      "rounds": traffic(
        [
          ("n", integer(1, 1_000_000, "How many rounds")), ("every", reference("duration")),
          ("concurrent", integer(1, 100_000, "Requests a round, released together")),
        ], ["url", "n", "every"]),
    ])
    client["required"] = ["id", "pod"]
    return client
  }

  private static var hypothesis: JSONValue {
    var hypothesis = object([
      "id": string("Unique among the hypotheses"), "claim": reference("text"),
      "predicts": list(reference("prediction")),
      "expect": map(reference("verdict"), "By rule version as written in rules"),
    ])
    hypothesis["required"] = ["id", "claim", "predicts"]
    return hypothesis
  }

  private static var prediction: JSONValue {
    ["oneOf": .array(Prediction.Keyword.allCases.map(prediction))]
  }

  private static func prediction(_ keyword: Prediction.Keyword) -> JSONValue {
    let filter = (keyword.rawValue, reference("filter"))
    let number: JSONValue = ["type": "number"]
    let expected = [
      ("atLeast", integer(0, 1_000_000_000, "At least so many requests are expected in a run")),
      ("count", integer(0, 1_000_000_000, "Exactly so many requests are expected in a run")),
    ]
    func bounded(_ fields: [(String, JSONValue)], _ bound: JSONValue) -> JSONValue {
      required([filter] + fields + [("atLeast", bound), ("atMost", bound)], keyword.rawValue)
    }
    switch keyword {
    case .all: return required([filter, ("are", reference("filter"))] + expected, "all", "are")
    case .none: return required([filter] + expected, "none")
    case .exactly:
      return required(
        [filter, ("count", integer(0, 1_000_000_000, "How many requests"))], "exactly", "count")
    case .share, .count: return bounded([], number)
    case .quantile:
      let share: JSONValue = ["type": ["string", "number"], "description": "Such as p99 or 0.99"]
      return bounded([("at", share)], reference("duration"))
    case .attempts:
      var attempts = bounded([], number)
      attempts["properties"]?["attempts"] = object(of: filterFields + [("at", attemptScope)])
      return attempts
    }
  }

  private static var attemptScope: JSONValue {
    [
      "enum": .array(Prediction.AttemptScope.allCases.map { .string($0.rawValue) }),
      "description":
        "At the caller's proxy, which is meant where this is absent, or at all proxies",
    ]
  }

  private static var filter: JSONValue { object(of: filterFields) }

  private static var filterFields: [(String, JSONValue)] {
    RequestFilter.Field.allCases.map { ($0.rawValue, schema(of: $0)) }
  }

  private static func schema(of field: RequestFilter.Field) -> JSONValue {
    switch field {
    case .client: return string("A client's id")
    case .status: return integer(0, 999, "The HTTP status")
    case .flag:
      return [
        "enum": .array(RequestFilter.knownFlags.map { .string($0) }),
        "description": "A response flag, such as UO",
      ]
    case .workload: return string("The Deployment or pod that answered")
    case .refusedBy: return string("The pod or Deployment whose proxy made the answer")
    case .mirroredTo: return string("The service that a copy went to")
    case .curlExit: return integer(0, 255, "curl's exit status")
    case .didNotReturn:
      return boolean("The request passed from proxy to proxy up to the limit")
    case .bodyContains: return string("A text in the body")
    case .during:
      return [
        "type": "array", "items": reference("duration"), "minItems": 2, "maxItems": 2,
        "description": "Requests that began from the first instant up to the second",
      ]
    }
  }

  private static func required(
    _ fields: [(String, JSONValue)], _ names: String...
  ) -> JSONValue {
    var value = object(of: fields)
    value["required"] = .array(names.map { .string($0) })
    return value
  }

  private static func reference(_ name: String) -> JSONValue {
    ["$ref": .string("#/$defs/\(name)")]
  }

  private static func string(_ description: String) -> JSONValue {
    ["type": "string", "description": .string(description)]
  }

  private static func boolean(_ description: String) -> JSONValue {
    ["type": "boolean", "description": .string(description)]
  }

  private static func integer(
    _ least: Int, _ greatest: Int?, _ description: String
  ) -> JSONValue {
    var value: JSONValue = [
      "type": "integer", "description": .string(description), "minimum": .number(Double(least)),
    ]
    if let greatest { value["maximum"] = .number(Double(greatest)) }
    return value
  }

  private static func list(_ items: JSONValue) -> JSONValue {
    ["type": "array", "items": items]
  }

  private static func map(_ values: JSONValue, _ description: String) -> JSONValue {
    ["type": "object", "additionalProperties": values, "description": .string(description)]
  }

  private static func object(_ fields: KeyValuePairs<String, JSONValue>) -> JSONValue {
    object(of: fields.map { ($0.key, $0.value) })
  }

  private static func object(of fields: [(String, JSONValue)]) -> JSONValue {
    [
      "type": "object", "additionalProperties": false,
      "properties": .object(of: fields.map { JSONValue.Member($0.0, $0.1) }),
    ]
  }
}
