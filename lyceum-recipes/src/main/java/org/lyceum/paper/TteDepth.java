// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.lyceum.data.PartOfSpeech;
import org.lyceum.data.Synset;
import org.lyceum.depth.CorpusComparison;
import org.lyceum.depth.Depths;
import org.lyceum.depth.Distance;
import org.lyceum.recipe.Claim;
import org.lyceum.recipe.Lab;
import org.lyceum.recipe.Paper;
import org.lyceum.recipe.Recipe;
import org.lyceum.statistics.Alternative;
import org.lyceum.tensor.Seed;

/** Paper 20: how central texts are, and whether two corpora differ. */
@AutoService(Recipe.class)
public final class TteDepth implements Recipe {
  private static final String MODEL = "minilm-l6";
  private static final double LEVEL = 0.05;
  private static final CorpusComparison TWO_SIDED =
      new CorpusComparison(Distance.COSINE, Alternative.TWO_SIDED);

  /** Topics of WordNet's lexicographers: acts, animals, artifacts, bodies, food, places, ... */
  private static final List<Integer> TOPICS = List.of(4, 5, 6, 8, 13, 15, 18, 20);

  /** For the catalogue. */
  public TteDepth() {}

  @Override
  public Paper paper() {
    return new Paper(
        20,
        "tte-depth",
        "Statistical Depth for Ranking and Characterizing Transformer-Based Text Embeddings",
        "Seegmiller and Preum 2023, arXiv:2310.15010",
        1,
        """
        A depth says how central a text is in its corpus; a rank-sum test of depths says whether two
        corpora differ. Tried on definitions of WordNet, embedded by all-MiniLM-L6-v2: does the test
        keep its level, does it find texts that a process made, and do the deepest texts of a class
        stand for it better than random ones? A nearest-centroid classifier stands in for the
        language model that the paper prompts with them.
        """);
  }

  @Override
  public List<Claim> claims(Lab lab) {
    var claims = new ArrayList<>(definitions());
    claims.addAll(level(lab));
    claims.addAll(power(lab));
    claims.addAll(examples(lab));
    return claims;
  }

  // --- what follows from the definition ---

  private static List<Claim> definitions() {
    var corpus = List.of(new float[] {1, 0}, new float[] {0, 1});
    var other = List.of(new float[] {-1, 0});
    var cosine = Depths.of(corpus, other, Distance.COSINE);
    var chord = Depths.of(corpus, other, Distance.CHORD);
    var worked = new Depths(new double[] {1.9, 1.8, 1.7, 1.5}, new double[] {1.6, 1.2, 1.1});
    var found = new CorpusComparison(Distance.COSINE, Alternative.GREATER).of(worked);
    return List.of(
        Claim.follows("depth by cosine inside {(1,0), (0,1)}", 1, 1e-6, cosine.members()[0]),
        Claim.follows("depth by cosine of (-1,0) in it", 0.5, 1e-6, cosine.others()[0]),
        Claim.follows("depth by chord inside it", 0.585786, 1e-6, chord.members()[0]),
        Claim.follows("depth by chord of (-1,0) in it", 0.292893, 1e-6, chord.others()[0]),
        Claim.follows("z of depths 1.9 1.8 1.7 1.5 and 1.6 1.2 1.1", 1.767767, 1e-6, found.z()),
        Claim.follows("one-sided p of the same", 0.0385499, 1e-6, found.p()),
        Claim.follows("Q of the same", 1 / 12.0, 1e-12, found.q()));
  }

  // --- the level of the test ---

  private static List<Claim> level(Lab lab) {
    return List.of(
        new Claim.Equals(
            "halves of one corpus: the split test finds a difference in 2.5 to 8 of 100",
            0.0525,
            0.0275,
            seed -> rejections(lab, seed).split),
        new Claim.Equals(
            "halves of one corpus: the permutation test finds a difference in 2.5 to 8 of 100",
            0.0525,
            0.0275,
            seed -> rejections(lab, seed).permuted),
        new Claim.Equals(
            "halves of one corpus: so does the plain test, as the paper runs it",
            0.0525,
            0.0275,
            seed -> rejections(lab, seed).plain));
  }

  private record Rejections(double split, double permuted, double plain) {}

  private static Rejections rejections(Lab lab, long seed) {
    return lab.once("level/" + seed, () -> measureLevel(lab, new Seed(seed)));
  }

  private static Rejections measureLevel(Lab lab, Seed seed) {
    var texts = glosses(lab, seed.stream("level")).subList(0, lab.size(60, 1_000));
    var vectors = new ArrayList<>(lab.vectors(MODEL, texts));
    int rounds = lab.size(10, 300);
    int draws = lab.size(19, 199);
    int half = vectors.size() / 2;
    int[] rejected = new int[3];
    for (int round = 0; round < rounds; round++) {
      lab.check();
      lab.setting().listener().at("halves of one corpus", round, rounds);
      var own = seed.derive("round/" + round);
      Collections.shuffle(vectors, Random.from(own.stream("halves")));
      var first = List.copyOf(vectors.subList(0, half));
      var second = List.copyOf(vectors.subList(half, vectors.size()));
      rejected[0] += TWO_SIDED.split(first, second, own).p() <= LEVEL ? 1 : 0;
      rejected[1] += TWO_SIDED.permuted(first, second, draws, own).p() <= LEVEL ? 1 : 0;
      rejected[2] += TWO_SIDED.plain(first, second).p() <= LEVEL ? 1 : 0;
    }
    double all = rounds;
    return new Rejections(rejected[0] / all, rejected[1] / all, rejected[2] / all);
  }

  // --- what the test finds ---

  private static List<Claim> power(Lab lab) {
    return List.of(
        Claim.atLeast(
            "the test tells texts of a Markov chain from definitions in 95 of 100",
            0.95,
            found(lab, "chain")),
        Claim.atLeast(
            "so it does texts of a template with words filled in", 0.95, found(lab, "template")),
        Claim.atLeast(
            "it tells definitions that lost 30 of 100 words in 50 of 100",
            0.5,
            found(lab, "drop30")),
        Claim.atLeast(
            "it tells definitions whose words were replaced by synonyms in 50 of 100",
            0.5,
            found(lab, "synonyms")),
        new Claim.Equals(
            "Q falls each time as 0, 10, 30 and 50 of 100 words are lost",
            3,
            0,
            seed -> falls(lab, seed)));
  }

  private static LongToDoubleFunction found(Lab lab, String process) {
    return seed -> Shift.at(lab, seed, process).found;
  }

  private static double falls(Lab lab, long seed) {
    double falls = 0;
    double before = Shift.at(lab, seed, "drop0").q;
    for (var process : List.of("drop10", "drop30", "drop50")) {
      double q = Shift.at(lab, seed, process).q;
      falls += q < before ? 1 : 0;
      before = q;
    }
    return falls;
  }

  /**
   * How far what a process makes is from what it was made of.
   *
   * @param found in which share of the rounds the split test finds it
   * @param q mean of Q over the rounds
   */
  private record Shift(double found, double q) {
    static Shift at(Lab lab, long seed, String process) {
      return lab.once("shift/%s/%d".formatted(process, seed), () -> of(lab, seed, process));
    }

    private static Shift of(Lab lab, long value, String process) {
      var seed = new Seed(value);
      var texts = glosses(lab, seed.stream("power"));
      int pool = lab.size(60, 900);
      var human = texts.subList(0, pool);
      var made = Processes.of(lab).make(process, texts.subList(pool, 2 * pool), seed);
      var first = new ArrayList<>(lab.vectors(MODEL, human));
      var second = new ArrayList<>(lab.vectors(MODEL, made));
      int rounds = lab.size(3, 20);
      int taken = lab.size(30, 300);
      double found = 0;
      double q = 0;
      for (int round = 0; round < rounds; round++) {
        var own = seed.derive(process + "/" + round);
        var finding =
            TWO_SIDED.split(
                draw(first, taken, own.stream("human")),
                draw(second, taken, own.stream("made")),
                own);
        found += finding.p() <= LEVEL ? 1.0 / rounds : 0;
        q += finding.q() / rounds;
      }
      return new Shift(found, q);
    }
  }

  private static List<float[]> draw(List<float[]> vectors, int count, RandomGenerator random) {
    var order = new ArrayList<>(vectors);
    Collections.shuffle(order, Random.from(random));
    return List.copyOf(order.subList(0, count));
  }

  /** Ways to make texts that are not what a person wrote. */
  private record Processes(
      Map<String, List<String>> followers, List<String> words, Map<String, String> synonyms) {
    private static final String START = "^";

    static Processes of(Lab lab) {
      return lab.once("processes", () -> learn(lab, glosses(lab)));
    }

    private static Processes learn(Lab lab, List<String> texts) {
      var followers = new HashMap<String, List<String>>();
      for (var text : texts) {
        var before = START;
        for (var word : words(text)) {
          followers.computeIfAbsent(before, any -> new ArrayList<>()).add(word);
          before = word;
        }
      }
      var synonyms = new HashMap<String, String>();
      var nouns = new ArrayList<String>();
      for (Synset synset : lab.wordnet().of(PartOfSpeech.NOUN)) {
        var lemmas = synset.lemmas();
        nouns.add(lemmas.getFirst());
        for (int i = 0; i < lemmas.size(); i++) {
          synonyms.putIfAbsent(lemmas.get(i), lemmas.get((i + 1) % lemmas.size()));
        }
      }
      return new Processes(followers, nouns, synonyms);
    }

    List<String> make(String process, List<String> texts, Seed seed) {
      var random = seed.stream("process/" + process);
      Function<String, String> each =
          switch (process) {
            case "chain" -> text -> chain(words(text).size(), random);
            case "template" -> text -> template(random);
            case "synonyms" -> this::reworded;
            default -> {
              double rate = Integer.parseInt(process.substring("drop".length())) / 100.0;
              yield text -> dropped(text, rate, random);
            }
          };
      return texts.stream().map(each).toList();
    }

    private String chain(int length, RandomGenerator random) {
      var made = new ArrayList<String>();
      var before = START;
      for (int i = 0; i < length; i++) {
        var next = followers.getOrDefault(before, followers.getOrDefault(START, List.of()));
        before = next.get(random.nextInt(next.size()));
        made.add(before);
      }
      return String.join(" ", made);
    }

    private String template(RandomGenerator random) {
      return "a kind of %s that is used with %s"
          .formatted(
              words.get(random.nextInt(words.size())), words.get(random.nextInt(words.size())));
    }

    private String reworded(String text) {
      return String.join(
          " ", words(text).stream().map(word -> synonyms.getOrDefault(word, word)).toList());
    }

    private static String dropped(String text, double rate, RandomGenerator random) {
      var kept = words(text).stream().filter(word -> random.nextDouble() >= rate).toList();
      return kept.isEmpty() ? text : String.join(" ", kept);
    }

    private static List<String> words(String text) {
      return Arrays.asList(text.split("\\s+", -1));
    }
  }

  // --- which texts stand for a class ---

  private static List<Claim> examples(Lab lab) {
    return List.of(
        new Claim.Beats(
            "two examples a class: the deepest classify better than random ones by 2 points",
            2,
            seed -> Examples.at(lab, seed, 2).mean(),
            seed -> Examples.at(lab, seed, 2).deepest),
        new Claim.Beats(
            "two examples a class: the deepest are above the third quartile of random ones",
            0,
            seed -> Examples.at(lab, seed, 2).quartile(),
            seed -> Examples.at(lab, seed, 2).deepest),
        new Claim.Beats(
            "two examples a class: the shallowest are worse than random ones",
            0,
            seed -> Examples.at(lab, seed, 2).shallowest,
            seed -> Examples.at(lab, seed, 2).mean()),
        new Claim.Beats(
            "four examples a class: the deepest are better than random ones",
            0,
            seed -> Examples.at(lab, seed, 4).mean(),
            seed -> Examples.at(lab, seed, 4).deepest),
        new Claim.Beats(
            "eight examples a class: the deepest are better than random ones",
            0,
            seed -> Examples.at(lab, seed, 8).mean(),
            seed -> Examples.at(lab, seed, 8).deepest));
  }

  /** Accuracy in percent of the nearest centroid of a few examples. */
  @SuppressWarnings("ArrayRecordComponent") // sorted once, then read
  private record Examples(double deepest, double shallowest, double[] random) {
    double mean() {
      return Arrays.stream(random).average().orElseThrow();
    }

    double quartile() {
      double[] sorted = random.clone();
      Arrays.sort(sorted);
      return sorted[3 * sorted.length / 4];
    }

    static Examples at(Lab lab, long seed, int count) {
      return lab.once("examples/%d/%d".formatted(count, seed), () -> of(lab, seed, count));
    }

    private static Examples of(Lab lab, long seed, int count) {
      int pool = lab.size(20, 200);
      int tested = lab.size(20, 200);
      var pools = new ArrayList<List<float[]>>();
      var tests = new ArrayList<List<float[]>>();
      for (int topic : TOPICS) {
        var vectors = lab.vectors(MODEL, topic(lab, topic).subList(0, 3 * pool + tested));
        int from = Math.floorMod(seed, 3) * pool; // three pools without a text in common
        pools.add(vectors.subList(from, from + pool));
        tests.add(vectors.subList(3 * pool, 3 * pool + tested));
      }
      var rankings = pools.stream().map(p -> Depths.within(p, Distance.COSINE).ranking()).toList();
      var random = new Seed(seed).stream("examples/" + count);
      return new Examples(
          accuracy(pools, tests, c -> Arrays.copyOf(rankings.get(c), count)),
          accuracy(pools, tests, c -> last(rankings.get(c), count)),
          IntStream.range(0, lab.size(5, 50))
              .mapToDouble(
                  draw ->
                      accuracy(
                          pools,
                          tests,
                          c -> random.ints(0, pool).distinct().limit(count).toArray()))
              .toArray());
    }

    private static int[] last(int[] ranking, int count) {
      return Arrays.copyOfRange(ranking, ranking.length - count, ranking.length);
    }

    private static double accuracy(
        List<List<float[]>> pools, List<List<float[]>> tests, Function<Integer, int[]> chosen) {
      var centers = new ArrayList<float[]>();
      for (int c = 0; c < pools.size(); c++) {
        centers.add(center(pools.get(c), chosen.apply(c)));
      }
      double right = 0;
      int all = 0;
      for (int c = 0; c < tests.size(); c++) {
        for (var vector : tests.get(c)) {
          right += nearest(centers, vector) == c ? 1 : 0;
          all++;
        }
      }
      return 100 * right / all;
    }

    private static float[] center(List<float[]> vectors, int[] chosen) {
      float[] center = new float[vectors.getFirst().length];
      for (int index : chosen) {
        for (int i = 0; i < center.length; i++) {
          center[i] += vectors.get(index)[i];
        }
      }
      double length = Math.sqrt(product(center, center));
      for (int i = 0; i < center.length; i++) {
        center[i] /= (float) length;
      }
      return center;
    }

    private static int nearest(List<float[]> centers, float[] vector) {
      int best = 0;
      for (int c = 1; c < centers.size(); c++) {
        best = product(centers.get(c), vector) > product(centers.get(best), vector) ? c : best;
      }
      return best;
    }

    private static double product(float[] a, float[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (double) a[i] * b[i];
      }
      return sum;
    }
  }

  // --- texts ---

  /** Definitions of nouns, each once, in random order. */
  private static List<String> glosses(Lab lab, RandomGenerator random) {
    var texts = new ArrayList<>(glosses(lab));
    Collections.shuffle(texts, Random.from(random));
    return texts;
  }

  private static List<String> glosses(Lab lab) {
    return lab.once(
        "glosses",
        () -> lab.wordnet().of(PartOfSpeech.NOUN).stream().map(Synset::gloss).distinct().toList());
  }

  /** Definitions of a topic, each once, in an order that is always the same. */
  private static List<String> topic(Lab lab, int topic) {
    return lab.once(
        "topic/" + topic,
        () -> {
          var texts =
              new ArrayList<>(
                  new LinkedHashSet<>(
                      lab.wordnet().of(PartOfSpeech.NOUN).stream()
                          .filter(synset -> synset.lexicographer() == topic)
                          .map(Synset::gloss)
                          .toList()));
          Collections.shuffle(texts, Random.from(new Seed(20).stream("topic/" + topic)));
          return List.copyOf(texts);
        });
  }
}
