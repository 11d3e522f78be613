// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lyceum.dataset.TrecFiles;
import org.lyceum.metric.Hit;
import org.lyceum.metric.TrecEval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a ranking that is already there. */
@Command(
    name = "metrics",
    description = {
      "Prints trec_eval's measures of a run: a line each, measure, query and value between tabs.",
      "Documents of equal score are ordered by id, descending, and scores are read in single"
          + " precision, as trec_eval does. Queries without judgments are left out, and so are"
          + " judged queries that the run does not have, unless --complete counts these as 0."
    },
    footer = {"", "Example: lyceum metrics qrels.txt run.txt --json"})
final class Metrics implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "QRELS",
      description = "Judgments, a line each: query, 0, document, grade.")
  Path qrels;

  @Parameters(
      index = "1",
      paramLabel = "RUN",
      description = "What was found, a line each: query, Q0, document, rank, score, tag.")
  Path run;

  @Option(names = "--json", description = "Print one JSON object, with the measures of each query.")
  boolean json;

  @Option(
      names = {"-q", "--per-query"},
      description = "Print the measures of each query before their means.")
  boolean perQuery;

  @Option(
      names = {"-c", "--complete"},
      description = "Judged queries that the run does not have count as 0.")
  boolean complete;

  @Option(
      names = {"-l", "--level"},
      paramLabel = "N",
      defaultValue = "1",
      description = "The least grade of a relevant document (${DEFAULT-VALUE}).")
  int level;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var judgments = TrecFiles.qrels(qrels);
    var queries = measure(judgments, TrecFiles.run(run));
    var mean = TrecEval.mean(queries.values());
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(json(queries, mean));
    } else {
      if (perQuery) {
        queries.forEach((query, measures) -> print(out, query, measures));
      }
      out.printf("%-22s\tall\t%d%n", "num_q", queries.size());
      print(out, "all", mean);
    }
    out.flush();
    return 0;
  }

  private Map<String, Map<String, Double>> measure(
      Map<String, Map<String, Integer>> judgments, Map<String, List<Hit>> found) {
    var trec = new TrecEval(level);
    var queries = new LinkedHashMap<String, Map<String, Double>>();
    judgments.forEach(
        (query, grades) -> {
          if (found.containsKey(query)) {
            queries.put(query, trec.of(grades, Hit.ranked(found.get(query))));
          } else if (complete) {
            queries.put(query, trec.nothingFound(grades));
          }
        });
    long unjudged = found.keySet().stream().filter(query -> !judgments.containsKey(query)).count();
    long absent = judgments.keySet().stream().filter(query -> !found.containsKey(query)).count();
    if (queries.isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s must have a query in common; the first has %d queries, the other %d"
              .formatted(qrels, run, judgments.size(), found.size()));
    }
    say(unjudged, "without judgments", "left out");
    say(absent, "that the run does not have", complete ? "counted as 0" : "left out");
    return queries;
  }

  private void say(long queries, String which, String what) {
    if (queries > 0) {
      spec.commandLine().getErr().printf("lyceum: queries %s: %,d, %s%n", which, queries, what);
    }
  }

  private static void print(PrintWriter out, String query, Map<String, Double> measures) {
    measures.forEach(
        (name, value) ->
            out.printf(
                name.startsWith("num_") ? "%-22s\t%s\t%.0f%n" : "%-22s\t%s\t%.4f%n",
                name,
                query,
                value));
  }

  private static String json(Map<String, Map<String, Double>> queries, Map<String, Double> mean) {
    var json = new ObjectMapper();
    var root = json.createObjectNode();
    root.put("num_q", queries.size());
    put(root.putObject("aggregated"), mean);
    var each = root.putObject("per_query");
    queries.forEach((query, measures) -> put(each.putObject(query), measures));
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can always be written", e);
    }
  }

  /** JSON has no NaN. */
  private static void put(ObjectNode node, Map<String, Double> measures) {
    measures.forEach((name, value) -> node.put(name, value.isNaN() ? null : value));
  }
}
