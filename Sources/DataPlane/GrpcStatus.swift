internal import Limits

/// Translations between gRPC and HTTP (source/common/grpc/status.cc, common.cc).
enum GrpcStatus {
  /// The HTTP status that a gRPC status stands for (grpcToHttpStatus).
  static func httpStatus(_ grpcStatus: Int) -> Int {
    switch grpcStatus {
    case 0: 200
    case 1: 499
    case 3, 9, 11: 400
    case 4: 504
    case 5: 404
    case 6, 10: 409
    case 7: 403
    case 8: 429
    case 12: 501
    case 14: 503
    case 16: 401
    default: 500
    }
  }

  /// The gRPC status that an HTTP status stands for (httpToGrpcStatus).
  static func of(httpStatus: Int) -> Int {
    switch httpStatus {
    case 400: 13
    case 401: 16
    case 403: 7
    case 404: 12
    case 429, 502, 503, 504: 14
    default: 2
    }
  }

  /// The `grpc-timeout` header in nanoseconds; `nil` where it is missing or no timeout
  /// (getGrpcTimeout): up to eight digits and one of H, M, S, m, u, n.
  static func timeout(_ text: String?) -> Int64? {
    guard let text, let unit = text.utf8.last, text.utf8.count <= 9,
      let count = Int64(text.dropLast()), count >= 0
    else { return nil }
    switch UnicodeScalar(unit) {
    case "H": return count.multiplied(saturatingBy: 3_600_000_000_000)
    case "M": return count.multiplied(saturatingBy: 60_000_000_000)
    case "S": return count * 1_000_000_000
    case "m": return count * 1_000_000
    // Envoy counts in milliseconds and rounds up.
    case "u": return (count + 999) / 1000 * 1_000_000
    case "n": return (count + 999_999) / 1_000_000 * 1_000_000
    default: return nil
    }
  }
}
