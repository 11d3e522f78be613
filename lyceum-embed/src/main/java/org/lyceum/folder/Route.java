// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lyceum.encoder.Tokens;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * The modules that a text goes through, in order.
 *
 * @param parts at least one; the first takes token ids
 * @param input how texts become tokens
 */
public record Route(List<Part> parts, InputSpec input) {
  /**
   * A module and where its files are.
   *
   * @param folder below the model's, with slashes; empty for the model's own
   * @param stage what it computes
   */
  public record Part(String folder, Stage stage) {
    /** What its parameters' names begin with among those of the model, without the last dot. */
    String prefix() {
      return folder.replace('/', '.');
    }

    Parameters own(Parameters all) {
      return folder.isEmpty() ? all : all.under(prefix());
    }
  }

  /** Checks that each stage takes what the one before it gives. */
  public Route {
    parts = List.copyOf(parts);
    output(parts);
  }

  private static Signal output(List<Part> parts) {
    Signal signal = Signal.TEXT;
    for (Part part : parts) {
      signal = part.stage().after(signal);
    }
    return signal;
  }

  /** {@return what comes out at the end} */
  public Signal output() {
    return output(parts);
  }

  /** {@return the stage that takes token ids} */
  public FirstStage first() {
    return (FirstStage) parts.getFirst().stage(); // no other accepts text
  }

  /**
   * {@return the one stage of a kind, if there is one}
   *
   * @param <S> the kind
   * @param kind its class
   */
  public <S extends Stage> Optional<S> find(Class<S> kind) {
    return parts.stream().map(Part::stage).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /**
   * {@return what comes out, computed or recorded; shape as {@link Signal.Content} says}
   *
   * @param parameters by the names of {@link SavedModel#weights}
   * @param tokens the batch, with a mask
   * @param counted I64 {@code (B, T)}: 1 for a token that counts in pooling
   */
  public Tensor apply(Parameters parameters, Tokens tokens, Tensor counted) {
    Flow flow = Flow.of(tokens, counted);
    for (Part part : parts) {
      flow = part.stage().apply(flow, part.own(parameters));
    }
    return flow.value();
  }

  /** {@return its stages in a few words} */
  public String describe() {
    return parts.stream().map(part -> part.stage().describe()).collect(Collectors.joining(", "));
  }
}
