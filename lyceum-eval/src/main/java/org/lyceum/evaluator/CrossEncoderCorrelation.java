// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.LinkedHashMap;
import org.lyceum.metric.Pearson;
import org.lyceum.metric.RankCorrelation;
import org.lyceum.metric.Spearman;
import org.lyceum.protocol.Outcome;

/** {@code CrossEncoderCorrelationEvaluator}: are pairs scored as people order them? */
public final class CrossEncoderCorrelation {
  private CrossEncoderCorrelation() {}

  /**
   * {@return {@code pearson} and {@code spearman}, the main one; units are pairs}
   *
   * @param scores of the cross-encoder, finite; 2 or more
   * @param gold how alike people found each pair, finite; as many
   */
  public static Outcome of(double[] scores, double[] gold) {
    var measures = new LinkedHashMap<String, Double>();
    measures.put("pearson", Pearson.of(scores, gold));
    measures.put("spearman", Spearman.of(scores, gold));
    return new Outcome(measures, "spearman", new RankCorrelation(scores, gold));
  }
}
