extension VirtualHost {
  /// Which requests must be TLS (envoy.config.route.v3.VirtualHost.TlsRequirementType).
  public enum TLSRequirement: ProtobufWord {
    /// Nobody, clients from outside, everybody: the others are redirected.
    case none, externalOnly, all
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [TLSRequirement] = [.none, .externalOnly, .all]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .none: "NONE"
      case .externalOnly: "EXTERNAL_ONLY"
      case .all: "ALL"
      case .other(let word): word
      }
    }
  }
}

extension RouteAction {
  /// The answer where a route names a cluster that the proxy does not have
  /// (envoy.config.route.v3.RouteAction.ClusterNotFoundResponseCode).
  public enum ClusterNotFoundResponseCode: ProtobufWord {
    /// 503, 404, 500.
    case serviceUnavailable, notFound, internalServerError
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [ClusterNotFoundResponseCode] = [
      .serviceUnavailable, .notFound, .internalServerError,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .serviceUnavailable: "SERVICE_UNAVAILABLE"
      case .notFound: "NOT_FOUND"
      case .internalServerError: "INTERNAL_SERVER_ERROR"
      case .other(let word): word
      }
    }

    /// The HTTP status; an unknown word is Envoy's default.
    public var status: Int {
      switch self {
      case .serviceUnavailable, .other: 503
      case .notFound: 404
      case .internalServerError: 500
      }
    }
  }
}

extension RedirectAction {
  /// The status of a redirect (envoy.config.route.v3.RedirectAction.RedirectResponseCode).
  public enum ResponseCode: ProtobufWord {
    /// 301, 302, 303, 307, 308.
    case movedPermanently, found, seeOther, temporaryRedirect, permanentRedirect
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [ResponseCode] = [
      .movedPermanently, .found, .seeOther, .temporaryRedirect, .permanentRedirect,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .movedPermanently: "MOVED_PERMANENTLY"
      case .found: "FOUND"
      case .seeOther: "SEE_OTHER"
      case .temporaryRedirect: "TEMPORARY_REDIRECT"
      case .permanentRedirect: "PERMANENT_REDIRECT"
      case .other(let word): word
      }
    }

    /// The HTTP status; an unknown word is Envoy's default.
    public var status: Int {
      switch self {
      case .movedPermanently, .other: 301
      case .found: 302
      case .seeOther: 303
      case .temporaryRedirect: 307
      case .permanentRedirect: 308
      }
    }
  }
}

extension HeaderValueOption {
  /// What becomes of a header that is there already
  /// (envoy.config.core.v3.HeaderValueOption.HeaderAppendAction).
  public enum AppendAction: ProtobufWord {
    /// One more value, only where there is none, in place of what is there.
    case appendIfExistsOrAdd, addIfAbsent, overwriteIfExistsOrAdd, overwriteIfExists
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [AppendAction] = [
      .appendIfExistsOrAdd, .addIfAbsent, .overwriteIfExistsOrAdd, .overwriteIfExists,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .appendIfExistsOrAdd: "APPEND_IF_EXISTS_OR_ADD"
      case .addIfAbsent: "ADD_IF_ABSENT"
      case .overwriteIfExistsOrAdd: "OVERWRITE_IF_EXISTS_OR_ADD"
      case .overwriteIfExists: "OVERWRITE_IF_EXISTS"
      case .other(let word): word
      }
    }
  }
}

extension FractionalPercent {
  /// The parts of a whole (envoy.type.v3.FractionalPercent.DenominatorType).
  public enum Denominator: ProtobufWord {
    /// Per cent, parts in ten thousand, parts in a million.
    case hundred, tenThousand, million
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [Denominator] = [.hundred, .tenThousand, .million]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .hundred: "HUNDRED"
      case .tenThousand: "TEN_THOUSAND"
      case .million: "MILLION"
      case .other(let word): word
      }
    }

    /// How many parts are the whole; an unknown word is Envoy's default.
    public var parts: UInt64 {
      switch self {
      case .hundred, .other: 100
      case .tenThousand: 10_000
      case .million: 1_000_000
      }
    }
  }
}
