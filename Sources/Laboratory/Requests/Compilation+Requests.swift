package import ControlPlane
package import Diagnostics
package import ProxyConfig

extension Compilation {
  /// What is not modelled and can touch a request on its way, beside what touches everybody's.
  package func unmodelled(on path: RequestPath) -> [Diagnostic] {
    unmodelled.filter { $0.reach != nil && $0.touches(path) }.map(\.diagnostic)
  }
}
