package org.calm4j.lm;

/** Energy models as they are published; found as a service, not meant to be called. */
public final class EnergyLayout extends CalmLayout {
  /** For the service loader. */
  public EnergyLayout() {
    super(HeadConfig.Type.ENERGY);
  }
}
