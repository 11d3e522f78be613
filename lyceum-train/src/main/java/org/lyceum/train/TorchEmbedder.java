// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Prompts;
import org.lyceum.tensor.DType;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Scope;
import org.lyceum.torch.TorchParameters;

/**
 * A model that libtorch runs, used as an embedder: as it stands in training, which probes measure,
 * or a finished one in bfloat16. In float32 an exported model is faster.
 */
public final class TorchEmbedder implements Embedder {
  private static final int CHUNK = 512;

  private final Trainee trainee;
  private final Function<List<String>, List<TokenIds>> tokenizer;
  private final Prompts prompts;
  private final int width;
  private final @Nullable Finished finished;

  /** What is known of a model that does not change any more. */
  private record Finished(String name, String fingerprint, Precision precision) {}

  /**
   * {@return an embedder of a finished model}
   *
   * @param folder the model; must stay open; the tokens of its prompts count in pooling
   * @param layout how many threads encode, and how much at once
   * @param precision of its linear layers
   */
  public static TorchEmbedder of(ModelFolder folder, Layout layout, Precision precision) {
    folder.spec().requirePromptsCount(folder.path());
    var parameters = TorchParameters.load(folder.weights(), DType.F32, false);
    return new TorchEmbedder(
        new Trainee(folder.spec()::model, parameters, layout),
        folder::tokenize,
        folder.prompts(),
        folder.width(),
        new Finished(folder.name(), folder.fingerprint() + " " + precision, precision));
  }

  /**
   * An embedder that follows the parameters of a model in training.
   *
   * @param trainee the model; closed by whoever made it
   * @param tokenizer texts to token ids, cut to the model's limit
   * @param prompts what goes in front of texts
   * @param width of a vector
   */
  public TorchEmbedder(
      Trainee trainee,
      Function<List<String>, List<TokenIds>> tokenizer,
      Prompts prompts,
      int width) {
    this(trainee, tokenizer, prompts, width, null);
  }

  private TorchEmbedder(
      Trainee trainee,
      Function<List<String>, List<TokenIds>> tokenizer,
      Prompts prompts,
      int width,
      @Nullable Finished finished) {
    this.trainee = trainee;
    this.tokenizer = tokenizer;
    this.prompts = prompts;
    this.width = width;
    this.finished = finished;
  }

  @Override
  public String name() {
    return finished == null ? "in training" : finished.name;
  }

  @Override
  public String fingerprint() {
    if (finished != null) {
      return finished.fingerprint;
    }
    throw new IllegalStateException(
        "a model in training changes with every step and has no fingerprint; export it first");
  }

  @Override
  public int width() {
    return width;
  }

  /** One call at a time: the workers take part in each. */
  @Override
  public synchronized Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    var prefix = prompts.text(prompt);
    var rows = new ArrayList<float[]>();
    var truncated = new ArrayList<Integer>();
    for (int start = 0; start < texts.size(); start += CHUNK) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("embedding was interrupted");
      }
      var chunk = texts.subList(start, Math.min(texts.size(), start + CHUNK));
      var tokens = tokenizer.apply(chunk.stream().map(text -> prefix + text).toList());
      for (int i = 0; i < tokens.size(); i++) {
        if (tokens.get(i).truncated()) {
          truncated.add(start + i);
        }
      }
      rows.addAll(encode(tokens));
      progress.at(rows.size(), texts.size());
    }
    return new Vectors(rows, truncated);
  }

  private List<float[]> encode(List<TokenIds> tokens) {
    try (var scope = Scope.open("embed");
        var rounding = finished == null ? null : finished.precision.open()) {
      var embeddings = trainee.embed(tokens);
      float[] flat = embeddings.floats();
      var rows = new ArrayList<float[]>();
      for (int i = 0; i < tokens.size(); i++) {
        rows.add(Arrays.copyOfRange(flat, i * width, (i + 1) * width));
      }
      return rows;
    }
  }

  /** Frees a finished model; one in training belongs to its trainer. */
  @Override
  public void close() {
    if (finished != null) {
      trainee.close();
    }
  }
}
