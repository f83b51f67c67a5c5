package org.calm4j.core.engine.layer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What one layer remembers of a text and of the branches that go on from it. Everything must be
 * finite, whether it is in use or not.
 *
 * @param textKeys turned keys of the text, {@code [kvHeads, d, capacity]}
 * @param textValues values of the text, {@code [kvHeads, capacity, d]}
 * @param branchKeys turned keys of branches, {@code [slots, kvHeads * d]}
 * @param branchValues values of branches, {@code [slots, kvHeads * d]}
 */
public record BranchCache(
    SDVariable textKeys, SDVariable textValues, SDVariable branchKeys, SDVariable branchValues) {}
