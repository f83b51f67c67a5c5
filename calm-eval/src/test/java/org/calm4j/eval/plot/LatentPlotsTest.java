package org.calm4j.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentPlotsTest {
  @TempDir Path folder;

  @Test
  void findsThePlaneOfMostVariance() {
    // Spread 3 along (3, 4, 0) / 5, spread 1 along the third axis, none elsewhere.
    float[][] vectors = new float[200][3];
    double[] first = new double[200];
    RandomGenerator random = new RandomStreams(3).stream("plane");
    for (int i = 0; i < vectors.length; i++) {
      first[i] = 3 * random.nextGaussian();
      vectors[i] =
          new float[] {
            (float) (0.6 * first[i] + 5),
            (float) (0.8 * first[i] - 7),
            (float) random.nextGaussian()
          };
    }
    PrincipalPlane plane = PrincipalPlane.of(vectors);
    assertThat(plane.xShare() + plane.yShare()).isCloseTo(1, within(1e-6));
    assertThat(plane.xShare()).isBetween(0.85, 0.95);
    double dot = IntStream.range(0, 200).mapToDouble(i -> plane.points().get(i).x * first[i]).sum();
    double size =
        IntStream.range(0, 200)
            .mapToDouble(i -> plane.points().get(i).x * plane.points().get(i).x)
            .sum();
    double other = IntStream.range(0, 200).mapToDouble(i -> first[i] * first[i]).sum();
    assertThat(Math.abs(dot) / Math.sqrt(size * other)).isGreaterThan(0.99);
  }

  @Test
  void drawsNamesClassesAndPointsAlone() throws IOException {
    RandomGenerator random = new RandomStreams(4).stream("map");
    float[][] vectors = new float[60][8];
    for (float[] vector : vectors) {
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) random.nextGaussian();
      }
    }
    Path png = folder.resolve("map.png");
    long[] dark = new long[3];
    List<List<String>> labels =
        List.of(
            List.of(),
            IntStream.range(0, 60).mapToObj(i -> "costs $" + i + "$ \\frac").toList(),
            IntStream.range(0, 60).mapToObj(i -> i % 2 == 0 ? "even" : " ").toList());
    for (int i = 0; i < dark.length; i++) {
      LatentPlots.map(png, vectors, labels.get(i));
      dark[i] = Images.count(Images.png(png, 600), Palette.TEXT);
    }
    assertThat(dark[1]).isGreaterThan(dark[0]);
    assertThat(dark[2]).isGreaterThan(dark[0]);
    LatentPlots.map(png, new float[3][1], List.of("a", "", "c"));
    Images.png(png, 600);
  }

  @Test
  void refusesVectorsThatDoNotFit() {
    Path png = folder.resolve("x.png");
    refuses(png, new float[1][2], List.of(), "at least 2 vectors, got 1");
    refuses(png, new float[2][2], List.of("a"), "got 1 labels for 2 vectors");
    refuses(png, new float[][] {{1}, {1, 2}}, List.of(), "got 1 in the first and 2 in vector 1");
    refuses(png, new float[][] {{1}, {Float.NaN}}, List.of(), "got NaN in vector 1");
    assertThat(png).doesNotExist();
  }

  private static void refuses(Path png, float[][] vectors, List<String> labels, String reason) {
    assertThatThrownBy(() -> LatentPlots.map(png, vectors, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
