// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lyceum.family.Family;
import org.lyceum.folder.Checkpoint;
import org.lyceum.folder.SavedModel;
import org.lyceum.tensor.DataException;
import org.lyceum.text.Tokenizer;

/** Compares a model with reference values. */
public final class Parity {
  private Parity() {}

  /**
   * {@return the difference of every array that the reference has, {@linkplain
   * Difference#isCompared infinite} where the model does not compute it, and of what its tokenizer
   * makes of texts}
   *
   * @param model a folder with an encoder
   * @param fixture a folder with {@code expected.safetensors}, or that file: arrays named {@code
   *     <case>.<tensor>}; or a folder with {@code expected.json} that holds texts and their
   *     vectors; {@code tokens.json} in such a folder or alone holds texts and their tokens
   * @throws DataException if either cannot be read, or nothing in them can be compared
   */
  public static List<Difference> check(Path model, Path fixture) {
    var differences = new ArrayList<Difference>();
    boolean tokens = Files.exists(fixture.resolve(TokenParity.FILE));
    if (tokens && Tokenizer.isIn(model)) {
      differences.addAll(TokenParity.check(model, fixture));
    }
    boolean states = !Files.isDirectory(fixture) || has(fixture, "expected.safetensors");
    if (states) {
      differences.addAll(states(model, fixture));
    } else if (!tokens || has(fixture, "expected.json")) {
      differences.addAll(
          SavedModel.isNeededFor(model)
              ? AnswerParity.check(model, fixture)
              : VectorParity.check(model, fixture));
    }
    return differences;
  }

  private static boolean has(Path fixture, String name) {
    return Files.exists(fixture.resolve(name));
  }

  private static List<Difference> notCompared(Path fixture, List<Difference> compared) {
    var names = compared.stream().map(Difference::tensor).collect(Collectors.toSet());
    return Reference.answers(fixture).stream()
        .filter(name -> !names.contains(name))
        .map(Difference::notCompared)
        .toList();
  }

  private static Subject subject(Family family, Reference reference, Path fixture) {
    try {
      return Subject.of(family, reference);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          fixture,
          "must hold values of the same encoder, but has the case '%s': %s"
              .formatted(reference.name(), e.getMessage()),
          e);
    }
  }

  private static List<Difference> states(Path model, Path fixture) {
    var checkpoint = Checkpoint.open(model);
    var differences = new ArrayList<Difference>();
    for (Reference reference : Reference.read(fixture)) {
      var subject = subject(checkpoint.family(), reference, fixture);
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
    differences.addAll(notCompared(fixture, differences));
    return differences;
  }
}
