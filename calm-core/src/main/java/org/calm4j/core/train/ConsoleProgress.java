package org.calm4j.core.train;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run to a person: on a terminal one line that is rewritten, elsewhere a line every 30
 * seconds. Evaluations get a line each.
 *
 * <p>Example: {@code step 120/1000 12 % loss 1.2345 rate 3.00e-03 12345 tokens/s 0:42 left}
 *
 * <p>Not thread-safe.
 */
public final class ConsoleProgress implements TrainingListener {
  private static final long REWRITE_NANOS = 100_000_000L;
  private static final long QUIET_NANOS = 30_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;

  private String total = "";
  private long lastNanos;
  private int width;
  private @Nullable StepReport pending;

  /**
   * Makes a listener.
   *
   * @param out where lines go; progress belongs on the error stream
   * @param terminal whether a person watches, for example {@code System.console() != null}
   */
  public ConsoleProgress(PrintStream out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onStart(TrainingOptions options, long step) {
    total = options.budget() instanceof Budget.Steps run ? "/" + run.steps() : "";
    lastNanos = nanoTime.getAsLong();
    if (step > 0) {
      line("resumed after step " + step);
    }
  }

  @Override
  public void onStep(StepReport report) {
    pending = report;
    long now = nanoTime.getAsLong();
    if (now - lastNanos >= (terminal ? REWRITE_NANOS : QUIET_NANOS)) {
      lastNanos = now;
      show(report);
    }
  }

  @Override
  public void onEvaluation(Evaluation evaluation) {
    if (pending != null) {
      show(pending);
    }
    String metrics =
        evaluation.metrics().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.5g", e.getKey(), e.getValue()))
            .collect(Collectors.joining("  "));
    line(
        "evaluation after step %d  %s%s"
            .formatted(evaluation.step(), metrics, evaluation.best() ? "  (best so far)" : ""));
  }

  @Override
  public void onEnd() {
    if (pending != null) {
      show(pending);
    }
    if (width > 0) {
      out.println();
      width = 0;
    }
    out.flush();
  }

  private void show(StepReport report) {
    pending = null;
    String text = text(report);
    if (!terminal) {
      out.println(text);
      return;
    }
    out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    out.flush();
    width = text.length();
  }

  /** A line of its own: takes the place of the rewritten one, which comes back below. */
  private void line(String text) {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      width = 0;
    }
    out.println(text);
  }

  private String text(StepReport report) {
    return String.format(
        Locale.ROOT,
        "step %d%s  %3.0f %%  loss %.4f  rate %.2e  %.0f tokens/s  %s left",
        report.step(),
        total,
        Math.floor(100 * report.fraction()),
        report.loss(),
        report.learningRate(),
        report.tokensPerSecond(),
        clock(report.etaSeconds()));
  }

  private static String clock(double seconds) {
    long all = Math.round(seconds);
    return all < 3600
        ? String.format(Locale.ROOT, "%d:%02d", all / 60, all % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", all / 3600, all / 60 % 60, all % 60);
  }
}
