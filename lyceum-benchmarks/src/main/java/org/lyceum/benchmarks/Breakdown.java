// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.ModelFolder;
import org.lyceum.fusion.Fusions;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenIds;

/**
 * Where the time of embedding goes: tokenizing, and each kind of operator of the graph, as ONNX
 * Runtime's own profile has them. One thread, batches of texts of similar lengths.
 */
public final class Breakdown {
  private static final int TOKENS = 384;

  /** Fewer are gone through several times: a few hundred tokens take no time to measure. */
  private static final long LEAST_TOKENS = 6_000;

  private final ModelFolder model;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

  /** What time goes into. */
  enum Part {
    /** Text to token ids. */
    TOKENIZING("tokenizing"),
    /** Linear layers, and the products of attention that is not one operator. */
    PRODUCTS("matrix products"),
    /** GELU, SiLU and the like. */
    ACTIVATION("activation"),
    /** Normalizations, with the sums before them that are fused into them. */
    NORMALIZATION("normalization"),
    /** Scores, softmax and sums, where they are one operator; else the softmax. */
    ATTENTION("attention"),
    /** Sums, scales, moves of heads, rows of the table. */
    REST("the rest of the layers"),
    /** Token states to one vector. */
    POOLING("pooling");

    private final String label;

    Part(String label) {
      this.label = label;
    }
  }

  /**
   * Of one model.
   *
   * @param model stays open as long as this is used
   */
  public Breakdown(ModelFolder model) {
    this.model = model;
  }

  /**
   * {@return the shares of one set, a line each, and the share of padding}
   *
   * @param folder of texts, or null for those made from WordNet
   * @param set which texts
   */
  public String text(@Nullable Path folder, SetName set) {
    var texts = new TextSets(folder, model.tokenizer()).get(set).texts();
    var tokens = model.tokenize(texts);
    int passes = passes(tokens);
    tokenize(texts, passes);
    double start = ProcessorTime.ofThread();
    tokenize(texts, passes);
    var seconds = new EnumMap<Part, Double>(Part.class);
    seconds.put(Part.TOKENIZING, ProcessorTime.ofThread() - start);
    var batches = batches(tokens);
    profile(batches, 2 * passes).forEach(seconds::put);
    double all = seconds.values().stream().mapToDouble(part -> part).sum();
    var lines = new ArrayList<String>();
    lines.add(
        "%s: %,d texts of %.1f tokens, in batches of %d; padding %.1f %%"
            .formatted(
                set.label(),
                texts.size(),
                tokens.stream().mapToInt(TokenIds::length).average().orElse(0),
                TOKENS,
                100 * padding(batches)));
    for (var part : Part.values()) {
      double share = seconds.getOrDefault(part, 0.0) / all;
      lines.add("  %-24s %5.1f %%".formatted(part.label, 100 * share));
    }
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static int passes(List<TokenIds> tokens) {
    long all = tokens.stream().mapToLong(TokenIds::length).sum();
    return (int) Math.ceilDiv(LEAST_TOKENS, Math.max(1, all));
  }

  private void tokenize(List<String> texts, int passes) {
    for (int pass = 0; pass < passes; pass++) {
      model.tokenize(texts);
    }
  }

  private static List<List<TokenIds>> batches(List<TokenIds> tokens) {
    var sorted = tokens.stream().sorted(Comparator.comparingInt(text -> -text.length())).toList();
    var batches = new ArrayList<List<TokenIds>>();
    for (int from = 0; from < sorted.size(); ) {
      int count = Math.max(1, TOKENS / sorted.get(from).length());
      int to = Math.min(sorted.size(), from + count);
      batches.add(sorted.subList(from, to));
      from = to;
    }
    return batches;
  }

  private static double padding(List<List<TokenIds>> batches) {
    double real = 0;
    double all = 0;
    for (var batch : batches) {
      real += batch.stream().mapToLong(TokenIds::length).sum();
      all += (double) batch.size() * batch.getFirst().length();
    }
    return 1 - real / all;
  }

  /** Seconds of each kind of operator in the second half of the passes over all batches. */
  private Map<Part, Double> profile(List<List<TokenIds>> batches, int passes) {
    try (var temporary = new TemporaryFolder();
        var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.enableProfiling(temporary.path().resolve("profile").toString());
      var graph =
          Fusions.of(
                  GraphExport.graph(model.spec(), model.weights()).toModel(), GraphExport.VECTORS)
              .toBuffer();
      try (var session = environment.createSession(graph, options)) {
        for (int pass = 0; pass < passes; pass++) {
          for (var batch : batches) {
            run(session, batch);
          }
        }
        return parts(new ObjectMapper().readTree(Path.of(session.endProfiling()).toFile()));
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the graph cannot be profiled: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(OrtSession session, List<TokenIds> batch) throws OrtException {
    int length = batch.getFirst().length();
    long[][] ids = new long[batch.size()][length];
    long[][] mask = new long[batch.size()][length];
    for (int row = 0; row < batch.size(); row++) {
      for (int i = 0; i < batch.get(row).length(); i++) {
        ids[row][i] = batch.get(row).ids()[i];
        mask[row][i] = 1;
      }
    }
    var inputs = new HashMap<String, OnnxTensor>();
    try {
      for (String name : session.getInputNames()) {
        long[][] values =
            switch (name) {
              case GraphExport.IDS -> ids;
              case GraphExport.TYPES -> new long[batch.size()][length];
              default -> mask;
            };
        inputs.put(name, OnnxTensor.createTensor(environment, values));
      }
      session.run(inputs, Set.of(GraphExport.VECTORS)).close();
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * Durations of a profile, which are in microseconds, by what a node does: of the second half of
   * its runs, because the first half warms up.
   */
  static Map<Part, Double> parts(JsonNode profile) {
    var runs = new LinkedHashMap<String, List<JsonNode>>();
    for (JsonNode event : profile) {
      String name = event.path("name").asText();
      boolean branch = event.path("args").path("op_name").asText().equals("If"); // its nodes count
      if (event.path("cat").asText().equals("Node") && name.endsWith("_kernel_time") && !branch) {
        runs.computeIfAbsent(name, any -> new ArrayList<>()).add(event);
      }
    }
    var parts = new EnumMap<Part, Double>(Part.class);
    runs.forEach(
        (name, events) -> {
          for (JsonNode event : events.subList(events.size() / 2, events.size())) {
            String type = event.path("args").path("op_name").asText();
            parts.merge(part(name, type), event.path("dur").asDouble() / 1e6, Double::sum);
          }
        });
    if (parts.isEmpty()) {
      throw new DataException("the profile", "must hold the times of nodes, and holds none");
    }
    return parts;
  }

  private static Part part(String name, String type) {
    if (name.startsWith("/pooling/")) {
      return Part.POOLING;
    }
    return switch (type) {
      case "MatMul", "FusedMatMul", "Gemm", "FusedGemm" -> Part.PRODUCTS;
      case "Gelu", "BiasGelu", "FastGelu", "QuickGelu", "Erf", "Sigmoid", "Tanh" -> Part.ACTIVATION;
      case "LayerNormalization",
          "SkipLayerNormalization",
          "SimplifiedLayerNormalization",
          "SkipSimplifiedLayerNormalization",
          "ReduceMean" ->
          Part.NORMALIZATION;
      case "MultiHeadAttention", "Softmax" -> Part.ATTENTION;
      default -> Part.REST;
    };
  }
}
