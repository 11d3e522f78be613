// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.family.Architecture;
import org.lyceum.family.Family;
import org.lyceum.family.PairArchitecture;
import org.lyceum.family.PictureArchitecture;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** A model beside one case of its reference, by whose names it takes and gives tensors. */
interface Subject {
  /** What the model is. */
  Family family();

  /** What may be given to it. */
  List<String> inputs();

  /** Computes or records every output that the reference has. */
  Map<String, Tensor> outputs(Parameters parameters, Map<String, Tensor> given);

  /** Which elements of an output count: 1 for those that do; empty for all. */
  default long[] mask(String name) {
    return new long[0];
  }

  /** One of the reference's losses, on libtorch; null where it does not follow from the outputs. */
  @Nullable Loss loss(String name, Map<String, Tensor> outputs);

  /** Refuses values of another model, which could not even be compared. */
  default void requireFits(Path fixture) {}

  /**
   * A loss.
   *
   * @param value a scalar
   * @param sizeOfTerms the sum of the absolute values of what it is the sum of
   */
  record Loss(Tensor value, double sizeOfTerms) {}

  /** The subject of a family. */
  static Subject of(Family family, Reference reference) {
    return switch (family) {
      case Architecture texts -> new TextSubject(reference.of(texts), reference);
      case PictureArchitecture pictures -> new PictureSubject(pictures, reference);
      case PairArchitecture pairs -> new PairSubject(pairs, reference);
    };
  }
}
