package org.calm4j.lm;

/** Diffusion models as they are published; found as a service, not meant to be called. */
public final class DiffusionLayout extends CalmLayout {
  /** For the service loader. */
  public DiffusionLayout() {
    super(HeadConfig.Type.DIFFUSION);
  }
}
