package org.calm4j.eval.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.calm4j.eval.plot.ReconstructionPlots;
import org.calm4j.eval.reconstruction.NoiseAccuracy;
import org.calm4j.eval.reconstruction.Reconstruction;

/** The part of a page that shows what comes back from vectors. */
final class ReconstructionSection {
  private final Reconstruction figures;

  ReconstructionSection(Reconstruction figures) {
    this.figures = figures;
  }

  void write(HtmlPage page, Path folder) {
    Path positions = folder.resolve("by-position.png");
    ReconstructionPlots.byPosition(positions, figures.positions());
    page.heading("Reconstruction")
        .paragraph(
            "%s tokens were encoded to %s vectors and decoded."
                .formatted(Shown.count(figures.tokens()), Shown.count(figures.vectors())))
        .table(List.of("noise on the vectors", "tokens right", "chunks right"), rows())
        .image(positions, "Wrong tokens by their position in the chunk.");
    List<NoiseAccuracy> levels = levels();
    if (levels.size() > 1) {
      Path noise = folder.resolve("noise.png");
      ReconstructionPlots.againstNoise(
          noise,
          levels.stream().mapToDouble(NoiseAccuracy::std).toArray(),
          levels.stream().mapToDouble(NoiseAccuracy::tokenAccuracy).toArray());
      page.image(noise, "Token accuracy against the noise on the vectors.");
    }
  }

  private List<List<String>> rows() {
    return levels().stream()
        .map(
            level ->
                List.of(
                    level.std() == 0 ? "none" : "std " + level.std(),
                    percent(level.tokenAccuracy()),
                    percent(level.chunkAccuracy())))
        .toList();
  }

  /** No noise, then every other level in ascending order. */
  private List<NoiseAccuracy> levels() {
    List<NoiseAccuracy> levels = new ArrayList<>();
    levels.add(new NoiseAccuracy(0, figures.tokenAccuracy(), figures.chunkAccuracy()));
    figures.noise().stream()
        .filter(level -> level.std() > 0)
        .sorted((a, b) -> Double.compare(a.std(), b.std()))
        .forEach(
            level -> {
              if (level.std() > levels.get(levels.size() - 1).std()) {
                levels.add(level);
              }
            });
    return levels;
  }

  /** Rounded down, so that 100 % means all. */
  private static String percent(double part) {
    return Double.isNaN(part)
        ? "none"
        : String.format(Locale.ROOT, "%.3f %%", Math.floor(part * 100_000 + 1e-7) / 1000);
  }
}
