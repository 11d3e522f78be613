// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.stream.IntStream;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * Which patches of each picture are hidden: those with the largest noise.
 *
 * @param ranks how many patches of the picture have less noise, {@code (B, N)}, I64
 * @param kept patches that are not hidden, {@code K}
 * @see <a href="https://arxiv.org/abs/2111.06377">He et al. 2021</a>, section 3
 */
public record PatchMask(Tensor ranks, int kept) {
  /**
   * {@return the mask that noise draws; of equal noise the first counts as less}
   *
   * @param noise {@code (B, N)}
   * @param kept patches that are not hidden, {@code K}
   */
  public static PatchMask of(Tensor noise, int kept) {
    int patches = Math.toIntExact(noise.shape().size(1));
    double[] before =
        IntStream.range(0, patches * patches)
            .mapToDouble(i -> i % patches < i / patches ? 1 : 0)
            .toArray();
    Tensor earlier = noise.detach().constant(before, 1, patches, patches).gt(0);
    Tensor own = noise.unsqueeze(2);
    Tensor other = noise.unsqueeze(1);
    Tensor less = own.gt(other).or(own.eq(other).and(earlier));
    return new PatchMask(less.cast(DType.I64).sum(2, false), kept);
  }

  /**
   * {@return 1 for hidden patches, else 0, {@code (B, N)}}
   *
   * @param dtype of these numbers
   */
  public Tensor hidden(DType dtype) {
    return ranks.gt(kept - 1.0).cast(dtype);
  }

  /**
   * {@return the patches that are not hidden, least noise first, {@code (B, K, D)}}
   *
   * @param patches {@code (B, N, D)}
   */
  public Tensor keep(Tensor patches) {
    return byRank(patches).transpose(1, 2).matmul(patches);
  }

  /**
   * {@return all patches where they were, {@code (B, N, D)}}
   *
   * @param seen those that are not hidden, as {@link #keep} gives them, {@code (B, K, D)}
   * @param filler stands for each that is, {@code (1, 1, D)}
   */
  public Tensor restore(Tensor seen, Tensor filler) {
    Tensor places = byRank(seen).matmul(seen);
    return places.add(hidden(seen.dtype()).unsqueeze(2).mul(filler));
  }

  /** (B, N, K): 1 where a patch has the rank, else 0. */
  private Tensor byRank(Tensor like) {
    double[] each = IntStream.range(0, kept).asDoubleStream().toArray();
    Tensor numbers = like.detach().constant(each, 1, 1, kept).cast(DType.I64);
    return ranks.unsqueeze(2).eq(numbers).cast(like.dtype());
  }
}
