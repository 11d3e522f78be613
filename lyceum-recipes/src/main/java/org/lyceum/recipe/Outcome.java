// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lyceum.files.AtomicFile;
import org.lyceum.tensor.DataException;

/**
 * What came out when a paper was run: the file {@code outcomes/NN-slug.json}.
 *
 * @param paper its {@link Paper#id}
 * @param version of the recipe that was run
 * @param source hash of the recipe's {@link RecipeSource source}; blank where it was not at hand
 * @param full whether at full size
 * @param seeds that it was run with
 * @param verdicts of its claims
 * @param command that makes it again
 * @param seconds that it took
 * @param versions what it was made with
 * @param data ids of the data sets that took part
 */
public record Outcome(
    String paper,
    int version,
    String source,
    boolean full,
    List<Long> seeds,
    List<Verdict> verdicts,
    String command,
    double seconds,
    Map<String, String> versions,
    List<String> data) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double DIGITS = 1e6;

  /** Copies the lists. */
  public Outcome {
    seeds = List.copyOf(seeds);
    verdicts = List.copyOf(verdicts);
    versions = new TreeMap<>(versions);
    data = List.copyOf(data);
  }

  /**
   * {@return whether it is of a recipe as that is now: of its version and its source}
   *
   * @param recipe any
   */
  public boolean isOf(Recipe recipe) {
    return paper.equals(recipe.paper().id())
        && version == recipe.paper().version()
        && source.equals(RecipeSource.hash(recipe));
  }

  /** {@return how many claims held} */
  public long held() {
    return verdicts.stream().filter(Verdict::holds).count();
  }

  /**
   * {@return the file of a paper's outcome}
   *
   * @param folder of all outcomes
   * @param paper whose
   */
  public static Path file(Path folder, Paper paper) {
    return folder.resolve(paper.id() + ".json");
  }

  /**
   * Writes the file, completely or not at all.
   *
   * @param file in a folder that exists
   */
  public void write(Path file) {
    var root = JSON.createObjectNode();
    root.put("paper", paper).put("version", version).put("source", source).put("full", full);
    var numbers = root.putArray("seeds");
    seeds.forEach(numbers::add);
    root.put("held", held()).put("claims", verdicts.size()).put("command", command);
    var list = root.putArray("verdicts");
    verdicts.forEach(verdict -> add(list, verdict));
    root.put("seconds", Math.round(seconds));
    var with = root.putObject("versions");
    versions.forEach(with::put);
    var sets = root.putArray("data");
    data.forEach(sets::add);
    try {
      byte[] bytes =
          (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(UTF_8);
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(ArrayNode list, Verdict verdict) {
    var node = list.addObject();
    node.put("claim", verdict.claim()).put("kind", verdict.kind()).put("holds", verdict.holds());
    node.put("bound", verdict.bound()).put("says", verdict.says());
    put(node.putArray("baseline"), verdict.baseline());
    put(node.putArray("ours"), verdict.ours());
    if (!Double.isNaN(verdict.p())) {
      node.put("p", rounded(verdict.p()));
    }
  }

  private static void put(ArrayNode array, List<Double> values) {
    values.forEach(value -> array.add(rounded(value)));
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * DIGITS) / DIGITS : value;
  }

  /**
   * {@return what a file says}
   *
   * @param file written by {@link #write}
   * @throws DataException if it is not such a file
   */
  public static Outcome read(Path file) {
    try {
      var root = JSON.readTree(file.toFile());
      if (!root.path("paper").isTextual() || root.path("verdicts").isEmpty()) {
        throw new DataException(file, "is not an outcome: it must have a paper and verdicts");
      }
      return new Outcome(
          root.path("paper").asText(),
          root.path("version").asInt(),
          root.path("source").asText(""),
          root.path("full").asBoolean(),
          stream(root.path("seeds")).map(JsonNode::asLong).toList(),
          stream(root.path("verdicts")).map(Outcome::verdict).toList(),
          root.path("command").asText(),
          root.path("seconds").asDouble(),
          versions(root.path("versions")),
          stream(root.path("data")).map(JsonNode::asText).toList());
    } catch (IOException e) {
      throw new DataException(file, "is not an outcome: " + e.getMessage(), e);
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Verdict verdict(JsonNode node) {
    return new Verdict(
        node.path("claim").asText(),
        node.path("kind").asText(),
        node.path("holds").asBoolean(),
        node.path("bound").asDouble(),
        numbers(node.path("baseline")),
        numbers(node.path("ours")),
        node.path("p").asDouble(Double.NaN),
        node.path("says").asText());
  }

  private static List<Double> numbers(JsonNode array) {
    var numbers = new ArrayList<Double>();
    array.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }

  private static Map<String, String> versions(JsonNode node) {
    var versions = new TreeMap<String, String>();
    node.properties().forEach(entry -> versions.put(entry.getKey(), entry.getValue().asText()));
    return versions;
  }
}
