// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

/** A figure of merit, under the name that mteb gives it. All are percentages; more is better. */
public enum Measure {
  /** Rank correlation of cosine and human judgment. */
  COSINE_SPEARMAN("cosine_spearman"),
  /** Linear correlation of cosine and human judgment. */
  COSINE_PEARSON("cosine_pearson"),
  /** Normalized discounted cumulative gain of the first 10 documents. */
  NDCG_AT_10("ndcg_at_10"),
  /** Share of the relevant documents among the first 100. */
  RECALL_AT_100("recall_at_100");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  /** {@return its name in mteb's results} */
  public String label() {
    return label;
  }
}
