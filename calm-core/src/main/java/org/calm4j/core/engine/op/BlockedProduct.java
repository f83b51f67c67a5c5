package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.BlockProduct;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;

/** A prepared product of {@link BlockProduct}; each thread computes a part of the result. */
final class BlockedProduct implements BoundOp {
  private final Kernels kernels;
  private final Factor a;
  private final Factor b;
  private final Matrix c;
  private final boolean add;
  private final List<BlockProduct.Part> parts;
  private final BoundOp shares;

  BlockedProduct(Kernels kernels, Factor a, Factor b, Matrix c, boolean add) {
    this.kernels = kernels;
    this.a = a;
    this.b = b;
    this.c = c;
    this.add = add;
    parts = ProductSplit.of(kernels, c.rows(), c.columns()).parts();
    int cost = (int) Math.min(Integer.MAX_VALUE, (long) c.rows() * a.columns());
    shares = kernels.rows(parts.size(), cost, this::multiply);
  }

  private void multiply(int from, int to) {
    for (int part = from; part < to; part++) {
      kernels.blocks().multiply(a, b, c, parts.get(part), add);
    }
  }

  @Override
  public void run() {
    shares.run();
  }
}
