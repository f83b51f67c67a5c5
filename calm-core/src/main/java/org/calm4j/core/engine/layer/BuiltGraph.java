package org.calm4j.core.engine.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A graph and the names of what it computes.
 *
 * @param graph the graph
 * @param outputs variable names by role
 */
public record BuiltGraph(SameDiff graph, Map<String, String> outputs) {

  /**
   * The variable that plays a role.
   *
   * @param role a key of the outputs
   * @return its name in the graph
   * @throws IllegalStateException if the graph has no such output
   */
  public String output(String role) {
    String name = outputs.get(role);
    if (name == null) {
      throw new IllegalStateException("the graph has no output " + role);
    }
    return name;
  }

  /**
   * The variables of all roles.
   *
   * @return their names in the graph
   */
  public List<String> names() {
    return new ArrayList<>(outputs.values());
  }
}
