// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.RememberingEmbedder;
import org.lyceum.folder.FolderCopy;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelFolder;
import org.lyceum.quantization.Int8Exporter;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.Precision;

/**
 * A text has one vector, whatever it is embedded with: the law behind every cache and every index.
 * Random batches, orders, numbers of threads and budgets of tokens, in every precision.
 */
@Timeout(300)
class EmbeddingLawsTest {
  private static final int TEXTS = 120;
  private static final int TRIALS = 6;

  @TempDir static Path temporary;

  /** How vectors are computed. */
  enum Way {
    /** ONNX Runtime in single precision. */
    FLOAT32 {
      @Override
      Embedder open(ModelFolder folder, int threads, int budget) {
        return Embedders.open(folder, options(threads, budget));
      }
    },
    /** The 8-bit graph. */
    INT8 {
      @Override
      Embedder open(ModelFolder folder, int threads, int budget) {
        return Embedders.open(folder, options(threads, budget).precision(GraphPrecision.INT8));
      }
    },
    /**
     * Libtorch in single precision. With AVX-512 its products of few rows have kernels of their
     * own, which round otherwise: equal is to a millionth of the vector's length.
     */
    LIBTORCH {
      @Override
      float near(float[] vector) {
        return NEAR * Math.max(1, length(vector));
      }

      @Override
      Embedder open(ModelFolder folder, int threads, int budget) {
        return TorchEmbedder.of(folder, new Layout(threads, budget), Precision.FLOAT32);
      }
    },
    /** Libtorch with linear layers in bfloat16. */
    BFLOAT16 {
      @Override
      Embedder open(ModelFolder folder, int threads, int budget) {
        return TorchEmbedder.of(folder, new Layout(threads, budget), Precision.BFLOAT16);
      }
    },
    /** With a memory of texts in front. */
    REMEMBERING {
      @Override
      Embedder open(ModelFolder folder, int threads, int budget) {
        return new RememberingEmbedder(FLOAT32.open(folder, threads, budget), 50);
      }
    };

    private static final float NEAR = 1e-6f;

    abstract Embedder open(ModelFolder folder, int threads, int budget);

    /** How near to a vector the same text's other vectors must be. */
    float near(float[] vector) {
      return NEAR;
    }

    private static EmbedderOptions options(int threads, int budget) {
      return EmbedderOptions.DEFAULT.threads(threads).tokenBudget(budget);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTextHasOneVector(Way way) {
    var random = new Seed(11).stream("laws/" + way);
    var texts = texts(random);
    var model = model(way, texts);
    var alone = alone(way, model, texts);
    for (int trial = 0; trial < TRIALS; trial++) {
      int threads = 1 + random.nextInt(4);
      int budget = 1 + random.nextInt(600);
      var order = new ArrayList<>(IntStream.range(0, TEXTS).boxed().toList());
      Collections.shuffle(order, java.util.Random.from(random));
      try (var embedder = way.open(ModelFolder.open(model), threads, budget)) {
        for (int from = 0; from < TEXTS; ) {
          int to = Math.min(TEXTS, from + 1 + random.nextInt(60));
          var some = order.subList(from, to);
          var found = embedder.embed(some.stream().map(texts::get).toList()).rows();
          for (int i = 0; i < some.size(); i++) {
            var expected = alone.get(some.get(i));
            assertThat(found.get(i))
                .as("%s, %d threads, %d tokens: %s", way, threads, budget, texts.get(some.get(i)))
                .containsExactly(expected, within(way.near(expected)));
          }
          from = to;
        }
      }
    }
  }

  private static float length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    return (float) Math.sqrt(squares);
  }

  private static List<float[]> alone(Way way, Path model, List<String> texts) {
    try (var embedder = way.open(ModelFolder.open(model), 1, 1)) {
      return texts.stream().map(text -> embedder.embed(List.of(text)).rows().getFirst()).toList();
    }
  }

  /** A copy, in which there is an 8-bit graph where one is needed. */
  private static Path model(Way way, List<String> texts) {
    Path source = GoldenFiles.path("folders/old/bert-mean");
    if (way != Way.INT8) {
      return source;
    }
    Path copy = temporary.resolve("int8");
    FolderCopy.write(
        source,
        copy,
        target -> {
          try (var folder = ModelFolder.open(target)) {
            Int8Exporter.of(folder, texts.subList(0, 60), texts.subList(60, 120)).writeInto(target);
          }
        });
    return copy;
  }

  /** Texts of no word to thirty, some of them equal. */
  private static List<String> texts(RandomGenerator random) {
    List<String> words =
        List.of("the", "student", "answers", "question", "light", "Zeit", "7", "é");
    return IntStream.range(0, TEXTS)
        .mapToObj(
            i -> {
              var text = new ArrayList<String>();
              for (int n = random.nextInt(31); n > 0; n--) {
                text.add(words.get(random.nextInt(words.size())));
              }
              return String.join(" ", text);
            })
        .toList();
  }
}
