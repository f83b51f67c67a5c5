package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The model that was trained elsewhere writes here. */
class WriterTest {

  @Test
  void printsAGeneration() {
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      Writer.main(new String[] {System.getProperty("model")});
    } finally {
      System.setOut(stdout);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    System.out.println(text);
    assertTrue(text.matches("(?s).*\\b([1-9]|1\\d|20) tokens: .+"), text);
    assertEquals(0, text.codePoints().filter(Character::isISOControl).filter(c -> c != '\n').count());
  }
}
