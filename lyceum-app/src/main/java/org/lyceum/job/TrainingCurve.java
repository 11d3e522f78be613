// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * The loss of a run, read from its log.
 *
 * @param steps rising
 * @param losses at these steps
 */
@SuppressWarnings("ArrayRecordComponent") // points of a plot
record TrainingCurve(double[] steps, double[] losses) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static TrainingCurve read(Path log) {
    var steps = new ArrayList<Double>();
    var losses = new ArrayList<Double>();
    try {
      for (var line : Files.readAllLines(log)) {
        var node = JSON.readTree(line);
        if (node.has("loss")) {
          steps.add(node.path("step").asDouble());
          losses.add(node.path("loss").asDouble());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the log %s cannot be read".formatted(log), e);
    }
    return new TrainingCurve(
        steps.stream().mapToDouble(x -> x).toArray(),
        losses.stream().mapToDouble(x -> x).toArray());
  }

  /** The losses, each averaged with some around it, fewer at the ends. */
  double[] smooth() {
    int most = losses.length / 20;
    double[] smooth = new double[losses.length];
    for (int i = 0; i < smooth.length; i++) {
      int around = Math.min(most, Math.min(i, losses.length - 1 - i));
      smooth[i] = Arrays.stream(losses, i - around, i + around + 1).average().orElse(losses[i]);
    }
    return smooth;
  }
}
