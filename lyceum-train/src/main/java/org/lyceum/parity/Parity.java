// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.Checkpoint;
import org.lyceum.tensor.DataException;

/** Compares a model with reference values. */
public final class Parity {
  private Parity() {}

  /**
   * {@return the difference of every array that the reference has and the model computes}
   *
   * @param model a folder with an encoder
   * @param fixture a folder with {@code expected.safetensors}, or that file: arrays named {@code
   *     <case>.<tensor>}; or a folder with {@code expected.json} that holds texts and their vectors
   * @throws DataException if either cannot be read, or nothing in them can be compared
   */
  public static List<Difference> check(Path model, Path fixture) {
    boolean vectors =
        Files.isDirectory(fixture) && !Files.exists(fixture.resolve("expected.safetensors"));
    return vectors ? VectorParity.check(model, fixture) : states(model, fixture);
  }

  private static List<Difference> states(Path model, Path fixture) {
    var checkpoint = Checkpoint.open(model);
    var differences = new ArrayList<Difference>();
    for (Reference reference : Reference.read(fixture)) {
      var subject = Subject.of(checkpoint.family(), reference);
      subject.requireFits(fixture);
      List<Difference> found;
      try (var torch = new TorchParity(subject, checkpoint.weights(), reference)) {
        found = torch.check();
      }
      if (found.isEmpty()) {
        throw new DataException(
            fixture,
            "must hold an array that the model computes, such as CASE.last_hidden_state; nothing"
                + " could be compared");
      }
      differences.addAll(found);
      differences.addAll(GraphParity.check(subject, checkpoint, reference));
    }
    return differences;
  }
}
