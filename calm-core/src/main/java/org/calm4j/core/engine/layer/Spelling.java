package org.calm4j.core.engine.layer;

/** How layers are written into a graph. */
public enum Spelling {
  /** Built-in ops of ND4J only: runs on every backend, slower. */
  COMPOSED,
  /** Fused ops of this library: CPU only, fast. */
  FUSED
}
