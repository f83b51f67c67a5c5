package org.calm4j.eval.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.io.FileErrors;

/**
 * A web page in one file: text, tables and images, nothing that has to be loaded from elsewhere.
 * All text is escaped. Not thread-safe.
 *
 * <pre>{@code
 * new HtmlPage("Results").heading("Scores").table(header, rows).image(png, "the scores").write(file);
 * }</pre>
 */
public final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
      body { margin: 2.5rem auto; max-width: 62rem; padding: 0 1.25rem; color: #222; background: #fff;
        font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
      h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
      h2 { font-size: 1.15rem; margin: 2.25rem 0 0.75rem; }
      p { max-width: 44rem; margin: 0.6rem 0; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.35rem 0.9rem; text-align: right; border-bottom: 1px solid #e4e4e4;
        white-space: nowrap; }
      th { font-weight: 600; border-bottom-color: #888; vertical-align: bottom; }
      th:first-child, td:first-child { text-align: left; padding-left: 0; }
      figure { margin: 1.25rem 0; }
      img { display: block; max-width: 100%%; height: auto; }
      figcaption { color: #555; font-size: 0.9rem; margin-top: 0.3rem; max-width: 44rem; }
      </style>
      </head>
      <body>
      <h1>%s</h1>
      """;

  private final StringBuilder body = new StringBuilder();

  /**
   * Starts a page.
   *
   * @param title its title and first heading
   */
  public HtmlPage(String title) {
    body.append(HEAD.formatted(escaped(title), escaped(title)));
  }

  /**
   * Adds a heading.
   *
   * @param text the heading
   * @return this
   */
  public HtmlPage heading(String text) {
    body.append("<h2>").append(escaped(text)).append("</h2>\n");
    return this;
  }

  /**
   * Adds a paragraph.
   *
   * @param text the paragraph
   * @return this
   */
  public HtmlPage paragraph(String text) {
    body.append("<p>").append(escaped(text)).append("</p>\n");
    return this;
  }

  /**
   * Adds a table. The first column is read from the left, the others from the right.
   *
   * @param header names of the columns
   * @param rows cells, as many in each row as there are columns
   * @return this
   * @throws IllegalArgumentException if a row has another number of cells
   */
  public HtmlPage table(List<String> header, List<List<String>> rows) {
    body.append("<div class=\"wide\"><table>\n<thead><tr>");
    header.forEach(cell -> body.append("<th scope=\"col\">").append(escaped(cell)).append("</th>"));
    body.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "a table of %d columns needs as many cells in each row, got %d"
                .formatted(header.size(), row.size()));
      }
      body.append("<tr>");
      row.forEach(cell -> body.append("<td>").append(escaped(cell)).append("</td>"));
      body.append("</tr>\n");
    }
    body.append("</tbody>\n</table></div>\n");
    return this;
  }

  /**
   * Adds an image, as part of the page.
   *
   * @param png the image, read now
   * @param caption what it shows, under the image and for those who can't see it
   * @return this
   * @throws java.io.UncheckedIOException if the image cannot be read
   */
  public HtmlPage image(Path png, String caption) {
    byte[] content;
    try {
      content = Files.readAllBytes(png);
    } catch (IOException e) {
      throw FileErrors.reading(png, e);
    }
    body.append("<figure><img alt=\"").append(escaped(caption));
    body.append("\" src=\"data:image/png;base64,");
    body.append(Base64.getEncoder().encodeToString(content));
    body.append("\"><figcaption>").append(escaped(caption)).append("</figcaption></figure>\n");
    return this;
  }

  /**
   * The whole page.
   *
   * @return HTML 5
   */
  public String html() {
    return body + "</body>\n</html>\n";
  }

  /**
   * Writes the page.
   *
   * @param file the file, by habit {@code .html}; replaced if it exists
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    AtomicFiles.writeString(file, html());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
