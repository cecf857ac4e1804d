// Arithmetic on the lanes of a value: V is v128, or one number where the build has no SIMD; T is what a lane holds.
// Static methods, since only those can be told to be inlined.

export class Lanes {
  @inline static add<V, T>(a: V, b: V): V {
    if (isVector<V>()) return v128.add<T>(a, b);
    return (a + b) as V;
  }

  @inline static sub<V, T>(a: V, b: V): V {
    if (isVector<V>()) return v128.sub<T>(a, b);
    return (a - b) as V;
  }

  @inline static mul<V, T>(a: V, b: V): V {
    if (isVector<V>()) return v128.mul<T>(a, b);
    return (a * b) as V;
  }

  /** c + a · b */
  @inline static madd<V, T>(a: V, b: V, c: V): V {
    if (isVector<V>()) {
      if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
      return v128.add<T>(c, v128.mul<T>(a, b));
    }
    return (c + a * b) as V;
  }

  /** c − a · b */
  @inline static nmadd<V, T>(a: V, b: V, c: V): V {
    if (isVector<V>()) {
      if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_nmadd<T>(a, b, c);
      return v128.sub<T>(c, v128.mul<T>(a, b));
    }
    return (c - a * b) as V;
  }

  @inline static nearest<V, T>(a: V): V {
    if (isVector<V>()) return v128.nearest<T>(a);
    return nearest<V>(a);
  }

  /** The number at an address, in every lane. */
  @inline static every<V, T>(from: usize): V {
    if (isVector<V>()) return v128.load_splat<T>(from);
    return load<V>(from);
  }

  /** The number behind it. */
  @inline static next<V, T>(from: usize): V {
    if (isVector<V>()) return v128.load_splat<T>(from, sizeof<T>());
    return load<V>(from, sizeof<T>());
  }

  @inline static splat<V, T>(value: T): V {
    if (isVector<V>()) return v128.splat<T>(value);
    return value as V;
  }
}
