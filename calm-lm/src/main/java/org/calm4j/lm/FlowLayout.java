package org.calm4j.lm;

/** Flow models as they are published; found as a service, not meant to be called. */
public final class FlowLayout extends CalmLayout {
  /** For the service loader. */
  public FlowLayout() {
    super(HeadConfig.Type.FLOW);
  }
}
