/// Which kinds labbook knows, and what it does with them, from the register that the reader uses.
public enum KindSupport {
  /// Kinds that are read and act.
  public static var modelled: [String] {
    (KindRegister.core + KindRegister.networking + ["PeerAuthentication"]
      + KindRegister.gatewayAPI.keys).sorted()
  }

  /// Kinds that can change an outcome and are an error until they are modelled.
  public static var unmodelled: [String] { KindRegister.unmodelled.sorted() }

  /// Kinds that change no outcome.
  public static var passedOver: [String] { KindRegister.passedOver.sorted() }
}
