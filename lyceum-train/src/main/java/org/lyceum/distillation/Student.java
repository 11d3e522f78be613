// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.StaticTable;
import org.lyceum.family.Architecture;
import org.lyceum.family.Bert;
import org.lyceum.family.BertConfig;
import org.lyceum.family.LayerSubset;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelSpec;
import org.lyceum.head.HeadModule;
import org.lyceum.nn.AskedParameters;
import org.lyceum.objective.Objective;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.torch.TorchParameters;
import org.lyceum.train.Guide;
import org.lyceum.train.Layout;
import org.lyceum.train.Learned;
import org.lyceum.train.Trainee;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Weights;

/**
 * A student before its training. It learns the vectors that its teacher gives to users, cut where
 * the folder says so. One of the teacher's layers is cut like it; others are as wide as they were
 * asked to be.
 *
 * @param spec what it is
 * @param weights its first weights
 * @param target what of a teacher's vector it learns
 */
public record Student(ModelSpec spec, InMemoryWeights weights, Target target) {
  /**
   * {@return a student of a teacher}
   *
   * @param wanted what it is made of
   * @param teacher the teacher
   * @param seed for random weights
   * @throws DataException if the teacher's encoder does not have the parts
   */
  public static Student of(StudentSpec wanted, ModelFolder teacher, Seed seed) {
    return of(wanted, teacher, seed, 1);
  }

  /**
   * {@return a student of a teacher, which is the same with any number of threads}
   *
   * @param wanted what it is made of
   * @param teacher the teacher
   * @param seed for random weights
   * @param threads that the teacher encodes with, where a table needs the vectors of all tokens
   * @throws DataException if the teacher's encoder does not have the parts
   */
  public static Student of(StudentSpec wanted, ModelFolder teacher, Seed seed, int threads) {
    return switch (wanted) {
      case StudentSpec.Layers some -> layers(some, teacher);
      case StudentSpec.Fresh fresh -> fresh(fresh, teacher, seed);
      case StudentSpec.Static table -> table(table, teacher, threads);
    };
  }

  /**
   * {@return what a teacher's encoder is}
   *
   * @param teacher the teacher
   * @throws DataException if it is not a transformer
   */
  public static Architecture encoder(ModelFolder teacher) {
    var architecture = teacher.backbone().architecture();
    if (architecture == null) {
      throw new DataException(
          teacher.path(),
          "a teacher must be a transformer, got a %s model".formatted(teacher.backbone().kind()));
    }
    return architecture;
  }

  /**
   * {@return the sizes of a teacher that is BERT}
   *
   * @param teacher the teacher
   * @throws DataException if it is something else
   */
  public static BertConfig config(ModelFolder teacher) {
    if (teacher.backbone().architecture() instanceof Bert(BertConfig config)) {
      return config;
    }
    throw new DataException(
        teacher.path(),
        "a fresh student takes its tokens and positions from a BERT encoder, got a %s model; layers:N and static work with any"
            .formatted(teacher.backbone().kind()));
  }

  private static Student layers(StudentSpec.Layers some, ModelFolder teacher) {
    encoder(teacher);
    var layers = new LayerSubset(some.layers());
    var spec = teacher.spec().withBackbone(teacher.backbone().of(layers));
    return new Student(
        spec,
        needed(spec, layers.of(teacher.weights())),
        Target.whole(teacher.spec().givenWidth()));
  }

  /** What its vectors need, without the heads that a checkpoint may have. */
  private static InMemoryWeights needed(ModelSpec spec, Weights weights) {
    var asked = new AskedParameters(new OnnxGraph("student").parameters(weights));
    spec.model(asked);
    var names = new LinkedHashMap<String, String>();
    weights.names().stream().filter(asked.names()::contains).forEach(name -> names.put(name, name));
    return InMemoryWeights.copyOf(new RenamedWeights(weights, names));
  }

  private static Student fresh(StudentSpec.Fresh fresh, ModelFolder teacher, Seed seed) {
    var old = config(teacher);
    var config =
        new BertConfig(
            old.vocabulary(),
            fresh.width(),
            fresh.layers(),
            fresh.width() / StudentSpec.Fresh.HEAD,
            4 * fresh.width(),
            old.positions(),
            old.types(),
            old.eps(),
            old.activation());
    var spec = teacher.spec();
    return new Student(
        new ModelSpec(
            Backbone.bert(config, teacher.tokenizer().padId()),
            spec.pooling(),
            List.of(new HeadModule.Normalize()),
            spec.text(),
            spec.use().uncut()),
        FreshBert.weights(config, seed.derive("fresh")),
        Target.whole(teacher.spec().givenWidth()));
  }

  private static Student table(StudentSpec.Static table, ModelFolder teacher, int threads) {
    int width = table.width();
    int given = teacher.spec().givenWidth();
    if (width > given) {
      throw new IllegalArgumentException(
          "a static table must be at most as wide as the teacher's vectors, %d, got %d"
              .formatted(given, width));
    }
    var vectors = TokenVectors.of(teacher, threads);
    var components = PrincipalComponents.of(vectors);
    float[][] reduced = TokenTables.reduce(vectors, components, width);
    double[] rarity = TokenTables.weights(vectors.length, TokenTables.SMOOTHING);
    float[] flat = new float[vectors.length * width];
    for (int row = 0; row < vectors.length; row++) {
      for (int i = 0; i < width; i++) {
        flat[row * width + i] = (float) (reduced[row][i] * rarity[row]);
      }
    }
    return table(teacher, vectors.length, flat, new Target(components, width));
  }

  /**
   * {@return a static table of random values that learns the first coordinates of a teacher's
   * vectors: made in no time, and good for measuring how long its training takes}
   *
   * @param wanted how wide
   * @param teacher the teacher
   * @param seed for the values
   */
  public static Student randomTable(StudentSpec.Static wanted, ModelFolder teacher, Seed seed) {
    var random = seed.stream("random-table");
    float[] values = new float[teacher.tokenizer().vocabulary() * wanted.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    var target = new Target(null, wanted.width());
    return table(teacher, values.length / wanted.width(), values, target);
  }

  private static Student table(ModelFolder teacher, int rows, float[] values, Target target) {
    int width = target.width();
    var spec = teacher.spec();
    return new Student(
        new ModelSpec(
            new Backbone.OfTable(rows, width),
            new Pooling.MeanPooling(),
            List.of(new HeadModule.Normalize()),
            spec.text().unlimited(), // a table has no positions
            spec.use().uncut()),
        new InMemoryWeights().put(StaticTable.NAME, Shape.of(rows, width), values),
        target);
  }

  /**
   * {@return this student with parameters that train}
   *
   * @param objective may learn parameters of its own
   * @param layout how a batch is encoded
   * @param seed for the objective's first parameters
   */
  public Trainee trainee(Objective objective, Layout layout, Seed seed) {
    return trainee(objective, layout, seed, null);
  }

  /**
   * {@return this student with parameters that train, beside a guide}
   *
   * @param objective may learn parameters of its own
   * @param layout how a batch is encoded
   * @param seed for the objective's first parameters
   * @param guide its teacher, which sees the same tokens; null for none; closed with the trainee
   * @throws IllegalArgumentException if the student is a table, which has no states of tokens
   */
  public Trainee trainee(Objective objective, Layout layout, Seed seed, @Nullable Guide guide) {
    if (guide != null && spec.backbone() instanceof Backbone.OfTable) {
      throw new IllegalArgumentException(
          "a guide is for a student with states of tokens, got a static table; leave it out");
    }
    var all = InMemoryWeights.copyOf(weights);
    Learned.add(all, objective.learned(spec.givenWidth(), target.width()), seed);
    var parameters = TorchParameters.load(all, DType.F32, true);
    parameters.gradientByRow(spec.backbone().table());
    return new Trainee(spec::givenModel, parameters, layout, guide);
  }

  /**
   * {@return the weights of a trained student, without what its objective learned}
   *
   * @param trained all parameters of the run
   */
  public static InMemoryWeights weightsOf(Weights trained) {
    var own = new InMemoryWeights();
    for (var name : trained.names()) {
      if (!name.startsWith(Learned.PREFIX + ".")) {
        own.put(name, trained.shape(name), trained.floats(name));
      }
    }
    return own;
  }

  /** {@return the number of weights} */
  public long size() {
    return weights.names().stream().mapToLong(name -> weights.shape(name).elements()).sum();
  }
}
