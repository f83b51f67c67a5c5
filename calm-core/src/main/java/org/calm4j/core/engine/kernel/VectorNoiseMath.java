package org.calm4j.core.engine.kernel;

/**
 * {@link NoiseMath} in Java's Vector API, to the bit like {@link PlainNoiseMath}, which writes what
 * does not fill a vector.
 */
final class VectorNoiseMath implements NoiseMath {
  /** Numbers that go through all stages at once: they stay in the first cache. */
  private static final int BATCH = 16 * BoxMuller.GROUP;

  /**
   * Part of the way from a key to normal numbers, for whole groups in place.
   *
   * <p>Called through an interface so that the compiler takes each stage by itself. In one piece
   * they exceed its limit on inlining, and then every vector becomes an object.
   */
  private interface Stage {
    void run(Object out, int from, int to, long start, long twist);
  }

  private static final Stage[] STAGES = {
    VectorNoiseBits::pairs,
    (out, from, to, start, twist) -> VectorBoxMuller.radii(out, from, to),
    (out, from, to, start, twist) -> VectorBoxMuller.turn(out, from, to)
  };

  private final PlainNoiseMath rest = new PlainNoiseMath();

  @Override
  public void normals(Memory out, int at, int n, long key, long first) {
    int head = (int) Math.min(n, -first & (BoxMuller.GROUP - 1));
    rest.normals(out, at, head, key, first);
    long twist = NoiseBits.twist(key);
    int whole = head + (n - head) / BoxMuller.GROUP * BoxMuller.GROUP;
    for (int i = head; i < whole; i += BATCH) {
      int end = Math.min(whole, i + BATCH);
      for (Stage stage : STAGES) {
        stage.run(out.handle(), at + i, at + end, key + (first + i) / 2 * NoiseBits.GAMMA, twist);
      }
    }
    rest.normals(out, at + whole, n - whole, key, first + whole);
  }

  @Override
  public void uniforms(Memory out, int at, int n, long key, long first, float low) {
    float highest = PlainNoiseMath.highest(low);
    int head = (int) Math.min(n, first & 1);
    rest.uniforms(out, at, head, key, first, low);
    int whole = head + (n - head) / VectorLanes.LENGTH * VectorLanes.LENGTH;
    VectorNoiseBits.uniforms(
        out.handle(),
        at + head,
        at + whole,
        key + (first + head) / 2 * NoiseBits.GAMMA,
        NoiseBits.twist(key),
        low,
        highest);
    rest.uniforms(out, at + whole, n - whole, key, first + whole, low);
  }
}
