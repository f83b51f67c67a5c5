package org.calm4j.lm.generate;

/** Why a generation ended. */
public enum StopReason {
  /** The model produced a stop id. */
  STOP_ID,

  /** The maximum number of tokens is there, or its place in the context is taken by padding. */
  LENGTH,

  /** The listener said so, or the thread was interrupted. */
  CANCELLED
}
