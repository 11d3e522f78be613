// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Prompts;

/**
 * A model behind an address. A request that fails is repeated as {@link Backoff} says; an answer
 * that is not one vector a text, finite and of one width, is an error.
 *
 * <p>A blank text is not sent, for OpenAI refuses it: its vector is 0 everywhere, as in mteb.
 */
public final class RemoteEmbedder implements Embedder {
  private static final List<String> PROBE = List.of("a");
  private static final int BYTES_OF_A_TOKEN = 4;

  private final Dialogue dialogue;
  private final RemoteOptions options;
  private final Prompts prompts;
  private final Exchange exchange;
  private final String name;
  private final String fingerprint;
  private final String model;
  private final String version;
  private final int width;

  private RemoteEmbedder(Service service, Prompts prompts, Exchange exchange) {
    this.dialogue = service.dialogue;
    this.options = service.options;
    this.prompts = prompts;
    this.exchange = exchange;
    name = service.name;
    var first = reply(PROBE);
    width = first.vectors().getFirst().length;
    model = first.model();
    version = model.isEmpty() ? service.version : service.version + "@" + model;
    var digest = Sha256.digest();
    digest.update(
        String.join("\n", dialogue.address().uri().toString(), version, "" + width)
            .getBytes(UTF_8));
    digest.update(("\n" + prompts.byName()).getBytes(UTF_8));
    fingerprint = Sha256.of(digest);
  }

  /** Who answers, as far as that is known before the first vector. */
  private record Service(Dialogue dialogue, RemoteOptions options, String name, String version) {}

  /**
   * {@return an embedder; the service was asked what it serves, and for one vector}
   *
   * @param address of the service
   * @param options how it is asked
   * @param prompts what goes in front of texts
   * @throws IllegalStateException if the service cannot be reached or refuses; says what to do
   * @throws org.lyceum.tensor.DataException if it answers something else than vectors
   */
  public static RemoteEmbedder open(Address address, RemoteOptions options, Prompts prompts) {
    var exchange = new Exchange(options);
    try {
      return new RemoteEmbedder(service(address, options, exchange), prompts, exchange);
    } catch (RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  private static Service service(Address address, RemoteOptions options, Exchange exchange) {
    var dialogue = new Dialogue(address);
    var info = address.api() == Api.TEI ? exchange.get(address.info()) : Optional.<byte[]>empty();
    if (info.isEmpty()) {
      return new Service(dialogue, options, address.name(), address.model());
    }
    var facts = dialogue.info(info.get());
    var id = facts.path("model_id").asText(address.name());
    return new Service(
        dialogue,
        options.atMost(facts.path("max_client_batch_size").asInt(options.batch())),
        address.model().isEmpty() ? id : address.model(),
        id + "@" + facts.path("model_sha").asText(""));
  }

  /** {@return the name of the model, else host and port} */
  @Override
  public String name() {
    return name;
  }

  /**
   * {@return a hash of the address, of {@link #version} of the model, its width and the prompts}
   */
  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int width() {
    return width;
  }

  /**
   * {@return the model's name, and behind it what the service says that it is: the {@code model} of
   * OpenAI's answers, {@code model_sha} of text-embeddings-inference}
   *
   * <p>A service may change a model without saying so.
   */
  public String version() {
    return version;
  }

  /** {@return what goes in front of texts} */
  public Prompts prompts() {
    return prompts;
  }

  /** {@return the number of texts that are on their way at the same time, at most} */
  public int textsAtOnce() {
    return Math.multiplyExact(options.batch(), options.concurrency());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the service fails, also after retries; says what to do
   * @throws org.lyceum.tensor.DataException if it answers something else than vectors
   */
  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    var prefix = prompts.text(prompt);
    float[][] rows = new float[texts.size()][];
    var sent = new ArrayList<Integer>();
    for (int i = 0; i < rows.length; i++) {
      if (texts.get(i).isBlank()) {
        rows[i] = new float[width];
      } else {
        sent.add(i);
      }
    }
    var batches = new ArrayList<List<Integer>>();
    for (int from = 0; from < sent.size(); from += options.batch()) {
      batches.add(sent.subList(from, Math.min(sent.size(), from + options.batch())));
    }
    new Batches(options.concurrency(), rows.length - sent.size(), rows.length)
        .run(
            batches,
            batch -> {
              var made = ask(batch.stream().map(i -> prefix + texts.get(i)).toList());
              for (int i = 0; i < made.size(); i++) {
                rows[batch.get(i)] = checked(made.get(i));
              }
            },
            progress);
    return new Vectors(Arrays.asList(rows), List.of());
  }

  private List<float[]> ask(List<String> texts) {
    var reply = reply(texts);
    if (!reply.model().equals(model)) {
      throw dialogue.wrong(
          "must answer with one model, got '%s' and then '%s'; start again, and it is measured anew"
              .formatted(model, reply.model()));
    }
    return reply.vectors();
  }

  private Dialogue.Reply reply(List<String> texts) {
    long size = texts.stream().mapToLong(RemoteEmbedder::tokens).sum();
    var answer = exchange.post(dialogue.address().uri(), dialogue.request(texts), size);
    var reply = dialogue.reply(answer, texts.size());
    reply.tokens().ifPresent(counted -> exchange.correct(counted - size));
    return reply;
  }

  /** About as many as a text has. */
  private static long tokens(String text) {
    return 1L + text.getBytes(UTF_8).length / BYTES_OF_A_TOKEN;
  }

  private float[] checked(float[] vector) {
    if (vector.length != width) {
      throw dialogue.wrong(
          "must answer vectors of one width, got %d and %d".formatted(width, vector.length));
    }
    return vector;
  }

  @Override
  public void close() {
    exchange.close();
  }
}
