extension GatewayAPI {
  /// What a rule, or a backend of it, does to requests and responses.
  public enum Filter: Hashable, Sendable {
    /// Changes to the request's headers.
    case requestHeaderModifier(HeaderModifier)
    /// Changes to the answer's headers.
    case responseHeaderModifier(HeaderModifier)
    /// An answer that sends the client elsewhere.
    case requestRedirect(Redirect)
    /// A change of host or path.
    case urlRewrite(Rewrite)
    /// A copy to a second backend.
    case requestMirror(Mirror)
    /// Cross-origin resource sharing.
    case cors(CORS)
    /// `ExtensionRef` and types that other implementations have, by their name.
    case other(String)

    /// The type as it is written.
    public var type: String {
      switch self {
      case .requestHeaderModifier: "RequestHeaderModifier"
      case .responseHeaderModifier: "ResponseHeaderModifier"
      case .requestRedirect: "RequestRedirect"
      case .urlRewrite: "URLRewrite"
      case .requestMirror: "RequestMirror"
      case .cors: "CORS"
      case .other(let type): type
      }
    }
  }

  /// A header with its value.
  public struct Header: Hashable, Sendable {
    /// The name, as written.
    public var name: String
    /// The value, as written.
    public var value: String

    /// The value of these parts.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Operations on the headers of one side.
  public struct HeaderModifier: Hashable, Sendable {
    /// Headers that replace others of their name.
    public var set: [Header] = []
    /// Headers that join others of their name.
    public var add: [Header] = []
    /// Names of headers that are taken out.
    public var remove: [String] = []

    /// No field is written.
    public init() {}
  }

  /// What becomes of the path.
  public enum PathModifier: Hashable, Sendable {
    /// The whole path.
    case replaceFullPath(String)
    /// What the match's prefix stands for.
    case replacePrefixMatch(String)
  }

  /// An answer that sends the client elsewhere.
  public struct Redirect: Hashable, Sendable {
    /// `http` or `https`; `nil`: the request's.
    public var scheme: String?
    /// The host; `nil`: the request's.
    public var hostname: String?
    /// The path; by default all.
    public var path: PathModifier?
    /// The port's number, from 1 to 65535.
    public var port: Int?
    /// 301, 302, 303, 307 or 308.
    public var statusCode: UInt32 = 302

    /// No field is written.
    public init() {}
  }

  /// A change of the host or the path before the request is sent on.
  public struct Rewrite: Hashable, Sendable {
    /// The host; `nil`: the request's.
    public var hostname: String?
    /// The path; by default all.
    public var path: PathModifier?

    /// No field is written.
    public init() {}
  }

  /// A copy of each request, or of a share, to a second backend.
  public struct Mirror: Hashable, Sendable {
    /// A share as a fraction.
    public struct Fraction: Hashable, Sendable {
      /// Of so many parts.
      public var numerator: Int32 = 0
      /// So many parts are the whole.
      public var denominator: Int32 = 100

      /// No field is written.
      public init() {}
    }

    /// Who gets the copies.
    public var backend = BackendReference()
    /// In per cent.
    public var percent: Int32?
    /// The share as a fraction.
    public var fraction: Fraction?

    /// No field is written.
    public init() {}
  }

  /// Cross-origin resource sharing.
  public struct CORS: Hashable, Sendable {
    /// Origins, in which `*` stands for anything.
    public var allowOrigins: [String] = []
    /// Whether cookies and the like may be sent.
    public var allowCredentials = false
    /// Methods of cross-origin requests.
    public var allowMethods: [String] = []
    /// Headers of cross-origin requests.
    public var allowHeaders: [String] = []
    /// Headers of answers that scripts may read.
    public var exposeHeaders: [String] = []
    /// In seconds.
    public var maxAge: Int64 = 5

    /// No field is written.
    public init() {}
  }
}
