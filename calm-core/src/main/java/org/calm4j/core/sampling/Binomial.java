package org.calm4j.core.sampling;

import java.math.BigInteger;

/** In how many ways k of n can be taken. */
final class Binomial {
  private Binomial() {}

  static BigInteger coefficient(int n, int k) {
    if (k > n) {
      return BigInteger.ZERO;
    }
    BigInteger result = BigInteger.ONE;
    for (int i = 1; i <= Math.min(k, n - k); i++) {
      result = result.multiply(BigInteger.valueOf(n - i + 1L)).divide(BigInteger.valueOf(i));
    }
    return result;
  }
}
