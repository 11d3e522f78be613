// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;
import org.lyceum.family.Bert;
import org.lyceum.family.BertConfig;
import org.lyceum.folder.EmbeddingModel;
import org.lyceum.head.HeadModule;
import org.lyceum.nn.Parameters;
import org.lyceum.objective.EmbeddingRegression;
import org.lyceum.objective.Objective;
import org.lyceum.objective.SimilarityDistillation;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.InMemoryWeights;

/** A very small model and very small data, for tests of the loop. */
final class TinyRun {
  static final int VOCABULARY = 50;
  static final int WIDTH = 8;
  static final int TEACHER = 6;
  static final Objective OBJECTIVE =
      new EmbeddingRegression(EmbeddingRegression.Distance.COSINE)
          .times(10)
          .plus(new SimilarityDistillation(20));
  private static final BertConfig CONFIG =
      new BertConfig(VOCABULARY, WIDTH, 2, 2, 16, 32, 2, 1e-12, Activation.GELU);

  private TinyRun() {}

  static Trainee trainee(DType dtype) {
    return trainee(dtype, Layout.DEFAULT);
  }

  static Trainee trainee(DType dtype, Layout layout) {
    var weights = weights();
    Learned.add(weights, OBJECTIVE.learned(WIDTH, TEACHER), new Seed(5));
    var parameters = TorchParameters.load(weights, dtype, true);
    parameters.gradientByRow(new Bert(CONFIG).table());
    return new Trainee(TinyRun::model, parameters, layout);
  }

  /** A student beside a guide whose weights are off by a tenth. */
  static Trainee guided(DType dtype, Layout layout) {
    return guided(dtype, layout, 0.1);
  }

  /** A student beside a guide whose weights are off by so much. */
  static Trainee guided(DType dtype, Layout layout, double off) {
    var parameters = TorchParameters.load(weights(), dtype, true);
    parameters.gradientByRow(new Bert(CONFIG).table());
    return new Trainee(TinyRun::model, parameters, layout, guide(dtype, off));
  }

  /** The same model, each of whose weights is off by so much, this way or that. */
  static Guide guide(DType dtype, double off) {
    var weights = new InMemoryWeights();
    var first = weights();
    for (var name : first.names()) {
      float[] values = first.floats(name);
      var random = new Seed(12).stream(name);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (random.nextBoolean() ? off : -off);
      }
      weights.put(name, first.shape(name), values);
    }
    var parameters = TorchParameters.load(weights, dtype, false);
    return new Guide(model(parameters), parameters, "off by " + off);
  }

  private static EmbeddingModel model(Parameters parameters) {
    return new EmbeddingModel(
        new Bert(CONFIG).load(parameters),
        new Pooling.MeanPooling(),
        List.of(new HeadModule.Normalize().load(parameters)));
  }

  private static InMemoryWeights weights() {
    var weights = new InMemoryWeights();
    put(weights, new Bert(CONFIG).table(), VOCABULARY, WIDTH);
    put(weights, "embeddings.position_embeddings.weight", 32, WIDTH);
    put(weights, "embeddings.token_type_embeddings.weight", 2, WIDTH);
    norm(weights, "embeddings.LayerNorm");
    for (int layer = 0; layer < 2; layer++) {
      var prefix = "encoder.layer." + layer + ".";
      for (var name : List.of("query", "key", "value")) {
        linear(weights, prefix + "attention.self." + name, WIDTH, WIDTH);
      }
      linear(weights, prefix + "attention.output.dense", WIDTH, WIDTH);
      norm(weights, prefix + "attention.output.LayerNorm");
      linear(weights, prefix + "intermediate.dense", 16, WIDTH);
      linear(weights, prefix + "output.dense", WIDTH, 16);
      norm(weights, prefix + "output.LayerNorm");
    }
    return weights;
  }

  private static void linear(InMemoryWeights weights, String name, int out, int in) {
    put(weights, name + ".weight", out, in);
    put(weights, name + ".bias", out);
  }

  private static void norm(InMemoryWeights weights, String name) {
    float[] ones = new float[WIDTH];
    Arrays.fill(ones, 1);
    weights.put(name + ".weight", Shape.of(WIDTH), ones);
    weights.put(name + ".bias", Shape.of(WIDTH), new float[WIDTH]);
  }

  private static void put(InMemoryWeights weights, String name, long... sizes) {
    var shape = Shape.of(sizes);
    var random = new Seed(11).stream(name);
    float[] values = new float[(int) shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.3 * random.nextGaussian());
    }
    weights.put(name, shape, values);
  }

  /** Rows of random ids with a random teacher. */
  record RandomExamples(int size, int columns) implements Examples {
    @Override
    public TokenIds tokens(int row, int column) {
      var random = new Seed(row).stream("tokens-" + column);
      int length = random.nextInt(2, 20);
      return new TokenIds(random.ints(length, 0, VOCABULARY).toArray(), new int[length], false);
    }

    @Override
    public long identity(int row, int column) {
      return (long) row * columns + column;
    }

    @Override
    public int teacherWidth() {
      return TEACHER;
    }

    @Override
    public float[] teacher(int row, int column) {
      var random = new Seed(row).stream("teacher-" + column);
      float[] vector = new float[TEACHER];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      return vector;
    }

    @Override
    public String fingerprint() {
      return "random-" + size + "-" + columns;
    }
  }

  static List<TokenIds> texts(int count) {
    var examples = new RandomExamples(count, 1);
    var texts = new ArrayList<TokenIds>();
    for (int row = 0; row < count; row++) {
      texts.add(examples.tokens(row, 0));
    }
    return texts;
  }

  /** Other rows, in all that is not said anew. */
  interface OfRows extends Examples {
    Examples rows();

    @Override
    default int size() {
      return rows().size();
    }

    @Override
    default int columns() {
      return rows().columns();
    }

    @Override
    default TokenIds tokens(int row, int column) {
      return rows().tokens(row, column);
    }

    @Override
    default long identity(int row, int column) {
      return rows().identity(row, column);
    }

    @Override
    default int teacherWidth() {
      return rows().teacherWidth();
    }

    @Override
    default float @Nullable [] teacher(int row, int column) {
      return rows().teacher(row, column);
    }

    @Override
    default String fingerprint() {
      return rows().fingerprint();
    }
  }

  /** The same rows, so many of which in a row have one label, with texts of so many tokens. */
  record LabeledExamples(Examples rows, int alike, int longest) implements OfRows {
    @Override
    public TokenIds tokens(int row, int column) {
      var all = rows.tokens(row, column);
      int kept = Math.min(longest, all.length());
      return new TokenIds(Arrays.copyOf(all.ids(), kept), new int[kept], kept < all.length());
    }

    @Override
    public long label(int row) {
      return row / alike;
    }
  }
}
