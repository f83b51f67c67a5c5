package org.calm4j.core.text;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator over documents that are pulled one by one until null; refuses a source of none. */
abstract class PulledDocuments implements TextDocuments {
  private final String name;
  private @Nullable String upcoming;
  private boolean any;
  private boolean done;

  PulledDocuments(String name) {
    this.name = name;
  }

  /** The next document, null after the last. */
  abstract @Nullable String pull();

  @Override
  public final boolean hasNext() {
    if (upcoming == null && !done) {
      upcoming = pull();
      done = upcoming == null;
      if (done && !any) {
        throw TextErrors.refused(name + " holds no text: give a source with at least one document");
      }
      any = true;
    }
    return upcoming != null;
  }

  @Override
  public final String next() {
    if (!hasNext() || upcoming == null) {
      throw new NoSuchElementException("no documents are left in " + name);
    }
    String result = upcoming;
    upcoming = null;
    return result;
  }
}
