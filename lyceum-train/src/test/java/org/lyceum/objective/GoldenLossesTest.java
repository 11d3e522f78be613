// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lyceum.GoldenFiles;
import org.lyceum.nn.Parameters;
import org.lyceum.objective.EmbeddingRegression.Distance;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

/** Values and gradients of the established implementations, in double and single precision. */
class GoldenLossesTest {
  private record Answer(Tensor loss, List<Tensor> leaves, String gradients) {}

  @TestFactory
  Stream<DynamicTest> contrastiveLossesAgree() {
    return Stream.of(
            "MultipleNegativesRankingLoss",
            "CachedMultipleNegativesRankingLoss",
            "MultipleNegativesSymmetricRankingLoss")
        .flatMap(
            name ->
                cases(
                    name,
                    (test, dtype) -> {
                      var columns = leaves(test.at("/inputs/embeddings"), dtype);
                      var objective = infoNce(test.path("options"), name.contains("Symmetric"));
                      var loss = objective.loss(Embeddings.of(columns.toArray(Tensor[]::new)));
                      return new Answer(loss, columns, "embeddings");
                    }));
  }

  private static InfoNce infoNce(JsonNode options, boolean symmetric) {
    var directions = new ArrayList<InfoNce.Direction>();
    options.path("directions").forEach(d -> directions.add(direction(d.asText())));
    if (directions.isEmpty()) {
      directions.add(InfoNce.Direction.QUERY_TO_DOCUMENT);
    }
    if (symmetric) {
      directions.add(InfoNce.Direction.DOCUMENT_TO_QUERY);
    }
    boolean apart = symmetric || options.path("partition_mode").asText().equals("per_direction");
    return new InfoNce(
        1 / options.path("scale").asDouble(20),
        options.path("similarity_fct").asText().equals("dot_score")
            ? InfoNce.Similarity.DOT
            : InfoNce.Similarity.COSINE,
        directions,
        apart ? InfoNce.Partition.PER_DIRECTION : InfoNce.Partition.JOINT,
        new InfoNce.Hardness(
            switch (options.path("hardness_mode").asText()) {
              case "in_batch_negatives" -> InfoNce.Negatives.IN_BATCH;
              case "hard_negatives" -> InfoNce.Negatives.HARD;
              default -> InfoNce.Negatives.ALL;
            },
            options.path("hardness_strength").asDouble(0)));
  }

  private static InfoNce.Direction direction(String name) {
    return switch (name) {
      case "query_to_doc" -> InfoNce.Direction.QUERY_TO_DOCUMENT;
      case "query_to_query" -> InfoNce.Direction.QUERY_TO_QUERY;
      case "doc_to_query" -> InfoNce.Direction.DOCUMENT_TO_QUERY;
      case "doc_to_doc" -> InfoNce.Direction.DOCUMENT_TO_DOCUMENT;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @TestFactory
  Stream<DynamicTest> regressionsAgree() {
    return Stream.of("MSELoss", "EmbedDistillLoss")
        .flatMap(name -> cases(name, (test, dtype) -> regression(name, test, dtype)));
  }

  private static Answer regression(String name, JsonNode test, DType dtype) {
    var inputs = test.path("inputs");
    var columns = leaves(inputs.path("embeddings"), dtype);
    var labels = inputs.path("labels");
    boolean shared = !labels.get(0).get(0).isArray();
    var teacher =
        IntStream.range(0, columns.size())
            .mapToObj(i -> shared ? tensor(labels, dtype) : tensor(column(labels, i), dtype))
            .toList();
    var metric = name.equals("MSELoss") ? "mse" : test.at("/options/distance_metric").asText();
    boolean projected = inputs.has("projection_weight");
    var objective =
        new EmbeddingRegression(
            switch (metric) {
              case "mse" -> Distance.MSE;
              case "l2" -> Distance.L2;
              default -> Distance.COSINE;
            },
            projected);
    var batch =
        new Embeddings(
            columns,
            teacher,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            projection(inputs, dtype));
    return new Answer(objective.loss(batch), columns, "embeddings");
  }

  private static Optional<Parameters> projection(JsonNode inputs, DType dtype) {
    if (!inputs.has("projection_weight")) {
      return Optional.empty();
    }
    return Optional.of(
        new Parameters() {
          @Override
          public Tensor get(String name, long... shape) {
            return tensor(inputs.path(name.replace('.', '_')), dtype);
          }

          @Override
          public boolean has(String name) {
            return true;
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> scoreDistillationsAgree() {
    return cases("DistillKLDivLoss", GoldenLossesTest::scoreDistillation);
  }

  private static Answer scoreDistillation(JsonNode test, DType dtype) {
    var columns = leaves(test.at("/inputs/embeddings"), dtype);
    var options = test.path("options");
    double both = options.path("temperature").asDouble(1);
    var objective =
        new ScoreDistillation(
            options.path("similarity_fct").asText().equals("pairwise_cos_sim")
                ? InfoNce.Similarity.COSINE
                : InfoNce.Similarity.DOT,
            options.path("student_temperature").asDouble(both),
            options.path("teacher_temperature").asDouble(both));
    var loss =
        objective.divergence(objective.scores(columns), tensor(test.at("/inputs/labels"), dtype));
    return new Answer(loss, columns, "embeddings");
  }

  private interface Solver {
    Answer solve(JsonNode test, DType dtype);
  }

  private static Stream<DynamicTest> cases(String name, Solver solver) {
    var root = GoldenFiles.json("losses/" + name + ".json");
    return StreamSupport.stream(root.path("cases").spliterator(), false)
        .flatMap(
            test ->
                Stream.of(DType.F64, DType.F32)
                    .map(
                        dtype ->
                            DynamicTest.dynamicTest(
                                name + " " + test.path("case").asText() + " " + dtype,
                                () -> check(test, solver, dtype))));
  }

  private static void check(JsonNode test, Solver solver, DType dtype) {
    try (var scope = Scope.open("golden")) {
      var answer = solver.solve(test, dtype);
      double expected = test.at("/expected/loss").asDouble();
      double tolerance =
          dtype == DType.F64
              ? 1e-9
              : 1e-5 * Math.max(1, test.at("/options/scale").asDouble(20) / 5);
      assertThat(answer.loss.item())
          .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
      Torch.backward(answer.loss);
      var gradients = test.at("/expected/gradients/" + answer.gradients);
      for (int i = 0; i < answer.leaves.size(); i++) {
        double[] found = Objects.requireNonNull(Torch.gradient(answer.leaves.get(i))).doubles();
        double[] wanted = flat(gradients.get(i));
        for (int j = 0; j < wanted.length; j++) {
          assertThat(found[j]).isCloseTo(wanted[j], within(dtype == DType.F64 ? 1e-8 : 1e-4));
        }
      }
    }
  }

  private static List<Tensor> leaves(JsonNode columns, DType dtype) {
    var leaves = new ArrayList<Tensor>();
    columns.forEach(column -> leaves.add(Torch.requireGradient(tensor(column, dtype))));
    return leaves;
  }

  /** Column {@code i} of {@code B x columns x width} as a node {@code B x width}. */
  private static JsonNode column(JsonNode labels, int i) {
    var rows = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
    labels.forEach(row -> rows.add(row.get(i)));
    return rows;
  }

  private static Tensor tensor(JsonNode node, DType dtype) {
    double[] values = flat(node);
    long[] sizes =
        node.get(0).isArray()
            ? new long[] {node.size(), node.get(0).size()}
            : new long[] {node.size()};
    return Torch.tensor(values, sizes).cast(dtype);
  }

  private static double[] flat(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .flatMapToDouble(child -> java.util.Arrays.stream(flat(child)))
            .toArray()
        : new double[] {node.asDouble()};
  }
}
