// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.stream.IntStream;
import org.lyceum.metric.ClusterAgreement;

/**
 * Documents, the class of each and the cluster that it came to.
 *
 * @param labels the classes; {@link #NONE} for none
 * @param assignment the clusters
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record Clustered(int[] labels, int[] assignment) {
  /** The label of a document that has none. */
  public static final int NONE = -1;

  /** Checks the counts. */
  public Clustered {
    if (labels.length == 0 || labels.length != assignment.length) {
      throw new IllegalArgumentException(
          "there must be documents, each with a label and a cluster, got %d labels and %d clusters"
              .formatted(labels.length, assignment.length));
    }
  }

  /** The documents that have a label; all where none has. */
  Clustered labeled() {
    int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] != NONE).toArray();
    return rows.length == 0 || rows.length == labels.length
        ? this
        : new Clustered(
            IntStream.of(rows).map(i -> labels[i]).toArray(),
            IntStream.of(rows).map(i -> assignment[i]).toArray());
  }

  double vMeasure() {
    return ClusterAgreement.of(labels, assignment).vMeasure();
  }

  double adjustedInformation() {
    return ClusterAgreement.of(labels, assignment).adjustedMutualInformation();
  }
}
