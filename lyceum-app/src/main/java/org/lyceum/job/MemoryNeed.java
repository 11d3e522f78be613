// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.lyceum.distillation.Student;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.ModelFolder;
import org.lyceum.train.Layout;
import org.lyceum.weights.Weights;

/**
 * The memory that a run is foreseen to take at its peak, which is while it is measured, on top of
 * what learning left in use.
 *
 * @param weights of the student
 * @param width of its states, {@code D}
 * @param layers of its encoder
 * @param teacherBytes of the teacher's graph
 * @param guide of a teacher beside the student
 */
record MemoryNeed(long weights, int width, int layers, long teacherBytes, Guide guide) {
  /**
   * A teacher beside its student.
   *
   * @param weights that it has
   * @param width of its states
   * @param layers of its encoder
   */
  record Guide(long weights, int width, int layers) {
    long bytes(int workers) {
      long held = (long) workers * Layout.INFERENCE.tokens() * layers * width * BYTES_PER_STATE;
      return Float.BYTES * weights + held;
    }
  }

  /**
   * Java, its heap with the corpus and a checkpoint in it, libtorch and ONNX Runtime with what they
   * keep for the next tensors.
   */
  private static final long PROGRAM = 1_800_000_000L;

  /** Value, gradient and two moments, in single precision. */
  private static final int BYTES_PER_WEIGHT = 16;

  /** A worker's own gradient and its copy in bfloat16. */
  private static final int BYTES_PER_WEIGHT_AND_WORKER = 6;

  /** What a layer keeps of a token for the backward pass, for each unit of width. */
  private static final int BYTES_PER_STATE = 120;

  static MemoryNeed of(Student student, ModelFolder teacher) {
    var graph = teacher.path().resolve("onnx").resolve("model.onnx");
    try {
      return new MemoryNeed(
          student.size(),
          student.spec().backbone().width(),
          layers(student.spec().backbone()),
          Files.exists(graph) ? Files.size(graph) : 0,
          new Guide(
              elements(teacher.weights()), teacher.backbone().width(), layers(teacher.backbone())));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(graph), e);
    }
  }

  private static long elements(Weights weights) {
    return weights.names().stream().mapToLong(name -> weights.shape(name).elements()).sum();
  }

  private static int layers(Backbone backbone) {
    var architecture = backbone.architecture();
    return architecture == null ? 1 : architecture.sizes().layers();
  }

  /**
   * {@return bytes}
   *
   * @param workers that encode at once
   * @param tokens that a batch has on average
   * @param guided whether the teacher encodes the batches too
   */
  long bytes(int workers, double tokens, boolean guided) {
    double encoded = Math.min(2 * tokens, (double) workers * Layout.DEFAULT.tokens());
    return PROGRAM
        + 2 * teacherBytes
        + (guided ? guide.bytes(workers) : 0)
        + weights * (BYTES_PER_WEIGHT + (long) workers * BYTES_PER_WEIGHT_AND_WORKER)
        + (long) (encoded * layers * width * BYTES_PER_STATE);
  }
}
