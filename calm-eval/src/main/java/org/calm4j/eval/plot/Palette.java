package org.calm4j.eval.plot;

import java.awt.Color;

/** Colours that people with any colour vision can tell apart (Okabe and Ito 2008). */
final class Palette {
  static final Color TEXT = new Color(0x222222);
  static final Color AXIS = new Color(0x888888);
  static final Color GRID = new Color(0xe4e4e4);

  private static final int[] SERIES = {
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x444444
  };
  private static final int FAINT_ALPHA = 60;
  private static final int SOLID_ALPHA = 170;

  private Palette() {}

  static int size() {
    return SERIES.length;
  }

  /** The colour of a series, counted from 0; after the last comes the first again. */
  static Color series(int index) {
    return new Color(SERIES[index % SERIES.length]);
  }

  /** The same colour, for points that may cover each other. */
  static Color solid(int index) {
    return withAlpha(index, SOLID_ALPHA);
  }

  /** The same colour, for what is only to be seen behind something. */
  static Color faint(int index) {
    return withAlpha(index, FAINT_ALPHA);
  }

  private static Color withAlpha(int index, int alpha) {
    Color full = series(index);
    return new Color(full.getRed(), full.getGreen(), full.getBlue(), alpha);
  }
}
