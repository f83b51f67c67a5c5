/**
 * The engine: SameDiff defines a graph, a plan executes it. {@link
 * org.calm4j.core.engine.Backpropagation} extends a graph by its gradients, {@link
 * org.calm4j.core.engine.GraphPlan} orders the ops for given input shapes, places every array in
 * one arena and replays them. {@link org.calm4j.core.engine.UntouchedArray} is for tables that fill
 * up slowly. Backend calls live here and below, nowhere else; models and training do not belong
 * here.
 */
@NullMarked
package org.calm4j.core.engine;

import org.jspecify.annotations.NullMarked;
