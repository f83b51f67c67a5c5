package org.calm4j.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.engine.op.Accumulating;
import org.calm4j.core.engine.op.FusedOp;
import org.calm4j.core.engine.op.Sum;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * Reverse-mode differentiation of a SameDiff graph, by each op's own {@code doDiff}.
 *
 * <p>SameDiff's {@code createGradFunction} clones ops by their registered class and so cannot serve
 * {@link FusedOp}s; this walk gives the same gradients ({@code BackpropagationTest}).
 */
public final class Backpropagation {
  private final SameDiff graph;
  private final boolean fused;
  private final Map<String, List<SDVariable>> contributions = new HashMap<>();

  /** How many variables a gradient was handed to: a residual connection hands its own to two. */
  private final Map<String, Integer> receivers = new HashMap<>();

  private Backpropagation(SameDiff graph) {
    this.graph = graph;
    this.fused = graph.getOps().values().stream().anyMatch(op -> op.getOp() instanceof FusedOp);
  }

  /**
   * Extends a graph by the gradients of a scalar.
   *
   * @param graph the graph; gets the gradient ops added
   * @param loss a scalar of the graph
   * @param variables names of the variables to differentiate by
   * @return the gradient of each variable, in the given order
   * @throws IllegalArgumentException if the loss does not depend on a variable
   */
  public static Map<String, SDVariable> gradients(
      SameDiff graph, SDVariable loss, Collection<String> variables) {
    return new Backpropagation(graph).walk(loss, variables);
  }

  private Map<String, SDVariable> walk(SDVariable loss, Collection<String> variables) {
    List<SameDiffOp> ops = new ArrayList<>(graph.getOps().values());
    Set<String> influenced = influencedBy(ops, variables);
    contribute(loss.name(), graph.constant(loss.name() + "-grad", 1f));
    for (int i = ops.size() - 1; i >= 0; i--) {
      SameDiffOp op = ops.get(i);
      if (op.getOutputsOfOp().stream().anyMatch(influenced::contains)) {
        differentiate(op, influenced);
      }
    }
    Map<String, SDVariable> result = new LinkedHashMap<>();
    Set<String> returned = new HashSet<>();
    for (String name : variables) {
      SDVariable gradient = sum(name);
      if (gradient == null) {
        throw new IllegalArgumentException(
            "the loss %s does not depend on the variable %s".formatted(loss.name(), name));
      }
      // Two variables may share a gradient; each gets an array of its own.
      result.put(name, returned.add(gradient.name()) ? gradient : graph.identity(gradient));
    }
    return result;
  }

  private void differentiate(SameDiffOp op, Set<String> influenced) {
    List<@Nullable SDVariable> upstream = new ArrayList<>();
    boolean any = false;
    for (String output : op.getOutputsOfOp()) {
      SDVariable gradient = sum(output);
      any |= gradient != null;
      upstream.add(gradient);
    }
    if (!any) {
      return;
    }
    if (!(op.getOp() instanceof FusedOp)) {
      for (int i = 0; i < upstream.size(); i++) {
        if (upstream.get(i) == null) {
          upstream.set(i, graph.zerosLike(graph.getVariable(op.getOutputsOfOp().get(i))));
        }
      }
    }
    List<SDVariable> gradients = op.getOp().doDiff(upstream);
    List<String> inputs = op.getInputsToOp();
    for (int i = 0; i < Math.min(inputs.size(), gradients.size()); i++) {
      SDVariable gradient = gradients.get(i);
      if (gradient != null && influenced.contains(inputs.get(i))) {
        contribute(inputs.get(i), gradient);
      }
    }
  }

  private void contribute(String variable, SDVariable gradient) {
    contributions.computeIfAbsent(variable, name -> new ArrayList<>()).add(gradient);
    receivers.merge(gradient.name(), 1, Integer::sum);
  }

  /** All that has come for a variable, added up; what can add in place does so last. */
  private @Nullable SDVariable sum(String variable) {
    List<SDVariable> parts = contributions.remove(variable);
    if (parts == null) {
      return null;
    }
    parts.sort((a, b) -> Boolean.compare(accumulating(a) != null, accumulating(b) != null));
    SDVariable total = parts.get(0);
    for (SDVariable part : parts.subList(1, parts.size())) {
      Accumulating op = accumulating(part);
      total = op == null ? add(total, part) : op.onto(total);
    }
    return total;
  }

  private SDVariable add(SDVariable a, SDVariable b) {
    return fused ? new Sum(graph, a, b).outputVariable() : a.add(b);
  }

  /**
   * The op that can make a gradient and add to it in one go; null if somebody else needs the
   * gradient as it is, or something was added before.
   */
  private @Nullable Accumulating accumulating(SDVariable gradient) {
    return receivers.getOrDefault(gradient.name(), 0) == 1
            && graph.getVariableOutputOp(gradient.name()) instanceof Accumulating op
            && !op.hasBase()
        ? op
        : null;
  }

  /** Everything computed, directly or not, from the variables, and the variables themselves. */
  private static Set<String> influencedBy(List<SameDiffOp> ops, Collection<String> variables) {
    Set<String> result = new HashSet<>(variables);
    for (SameDiffOp op : ops) {
      if (op.getInputsToOp() != null && op.getInputsToOp().stream().anyMatch(result::contains)) {
        result.addAll(op.getOutputsOfOp());
      }
    }
    return result;
  }
}
