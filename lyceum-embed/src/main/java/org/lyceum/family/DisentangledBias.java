// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.RelativeBias;
import org.lyceum.encoder.ScoreBias;
import org.lyceum.encoder.View;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * How far away a token is, seen by its content: queries against keys of distances, and keys against
 * queries of distances.
 *
 * @param keys of distances, {@code (1, H, 2 span, d)}, or null
 * @param queries of distances, {@code (1, H, 2 span, d)}, or null
 * @param rows which distance a pair has
 * @param scale what scores are multiplied with
 * @see <a href="https://arxiv.org/abs/2006.03654">He et al. 2020</a>, eq. 4
 */
record DisentangledBias(
    @Nullable Tensor keys, @Nullable Tensor queries, RelativeBias.Buckets rows, double scale)
    implements ScoreBias {
  static ScoreBias load(Parameters self, Tensor positions, Deberta.Relative how, Heads heads) {
    return new DisentangledBias(
        how.kinds().contains("c2p")
            ? split(self, how.shared() ? "key_proj" : "pos_key_proj", positions, heads)
            : null,
        how.kinds().contains("p2c")
            ? split(self, how.shared() ? "query_proj" : "pos_query_proj", positions, heads)
            : null,
        rows(how.distances()),
        heads.scale());
  }

  private static Tensor split(Parameters self, String name, Tensor positions, Heads heads) {
    int width = heads.queryWidth();
    var linear = Linear.load(self.under(name), width, width);
    return linear.apply(positions).unsqueeze(0).splitHeads(heads.queries());
  }

  /** Rows of a distance, key minus query; the reference counts query minus key. */
  private static RelativeBias.Buckets rows(Deberta.Distances how) {
    int farthest = how.buckets() > 0 ? Math.max(how.farthest(), how.span()) : how.span();
    return new RelativeBias.Buckets(
        distance -> {
          int bucket = how.buckets() > 0 ? bucket(-distance, how) : -distance;
          return Math.clamp(bucket + how.span(), 0, 2 * how.span() - 1);
        },
        farthest);
  }

  /** Near distances for themselves, far ones growing logarithmically. */
  private static int bucket(int distance, Deberta.Distances how) {
    int middle = how.buckets() / 2;
    int away = Math.abs(distance);
    if (away <= middle) {
      return distance;
    }
    double share = Math.log((double) away / middle) / Math.log((how.farthest() - 1.0) / middle);
    return Integer.signum(distance) * ((int) Math.ceil(share * (middle - 1)) + middle);
  }

  @Override
  public Tensor of(Tensor ofQueries, Tensor ofKeys, View view) {
    Tensor index = rows.rows(view, ofQueries);
    Tensor fromContent = keys == null ? null : picked(ofQueries, keys, index);
    Tensor fromPosition =
        queries == null ? null : picked(ofKeys, queries, index.transpose()).transpose();
    if (fromContent == null || fromPosition == null) {
      Tensor one = fromContent == null ? fromPosition : fromContent;
      return one == null ? index.cast(ofQueries.dtype()).mul(0) : one.mul(scale);
    }
    return fromContent.add(fromPosition).mul(scale);
  }

  /** Scores of each token against its distance to each other, (B, H, T, T). */
  private static Tensor picked(Tensor content, Tensor distances, Tensor index) {
    Tensor scores = content.matmul(distances.transpose()); // (B, H, T, 2 span)
    Tensor zeros = content.detach().narrow(-1, 0, 1).mul(0).cast(DType.I64); // (B, H, T, 1)
    return scores.gather(-1, zeros.add(index));
  }
}
