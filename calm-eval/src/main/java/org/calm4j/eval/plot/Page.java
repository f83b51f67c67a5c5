package org.calm4j.eval.plot;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.io.FileErrors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/** Charts in rows on one image. */
final class Page {
  /** Width of every image in pixels. */
  static final int WIDTH = 1000;

  /** Height of an image in pixels, unless it needs more rows. */
  static final int HEIGHT = 600;

  private Page() {}

  /**
   * Draws rows of charts below each other and writes them as PNG.
   *
   * @throws IllegalStateException if this Java runtime cannot draw text
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  static void write(Path png, List<? extends List<? extends IChart>> rows) {
    byte[] content;
    try {
      content = encode(draw(rows));
    } catch (LinkageError | AWTError | InternalError e) {
      throw new IllegalStateException(
          "plots cannot be drawn by this Java runtime (%s): install fontconfig and a font, for example DejaVu, and start Java with -Djava.awt.headless=true"
              .formatted(e),
          e);
    } catch (IOException e) {
      throw FileErrors.writing(png, e);
    }
    AtomicFiles.write(png, stream -> stream.write(content));
  }

  private static BufferedImage draw(List<? extends List<? extends IChart>> rows) {
    int height = rows.stream().mapToInt(row -> row.get(0).getHeight()).sum();
    BufferedImage page = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, height);
    int y = 0;
    for (List<? extends IChart> row : rows) {
      int x = 0;
      for (IChart chart : row) {
        graphics.drawImage(BitmapEncoder.getBufferedImage(chart), x, y, null);
        x += chart.getWidth();
      }
      y += row.get(0).getHeight();
    }
    graphics.dispose();
    return page;
  }

  /** In memory: the image writer would put a cache file into the temporary folder. */
  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IOException("this Java runtime cannot write PNG");
      }
    }
    return bytes.toByteArray();
  }
}
