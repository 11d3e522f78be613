// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lyceum.alloprof.Alloprof;
import org.lyceum.alloprof.AlloprofOptions;
import org.lyceum.alloprof.AlloprofSample;
import org.lyceum.alloprof.Document;
import org.lyceum.data.NearDuplicates;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DebianPackages;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Similarity;
import org.lyceum.metric.ClusterAgreement;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.TrecEval;
import org.lyceum.objective.InfoNce;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.NearestDocuments;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.RankedRetrieval;
import org.lyceum.recipe.Claim;
import org.lyceum.recipe.Course;
import org.lyceum.recipe.Lab;
import org.lyceum.recipe.Paper;
import org.lyceum.recipe.Recipe;
import org.lyceum.statistics.Alternative;
import org.lyceum.statistics.PairedRandomization;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.AdamW;
import org.lyceum.train.Schedule;
import org.lyceum.train.TrainSettings;

/** Paper 37: which page answers a pupil's question. */
@AutoService(Recipe.class)
public final class AlloprofQuestions implements Recipe {
  private static final List<String> LISTS =
      List.of("debian-packages/Packages", "debian-packages/Translation-fr");

  /** For the catalogue. */
  public AlloprofQuestions() {}

  @Override
  public Paper paper() {
    return new Paper(
        37,
        "alloprof",
        "Alloprof: a new French question-answer education dataset and its use in an information"
            + " retrieval case study",
        "Lefebvre-Brossard et al. 2023, arXiv:2302.07738",
        1,
        """
        Questions of pupils in French, the pages that answer them, and a restriction of what a
        question can mean to its subject and grade. The reader of the data set's files is checked on
        a sample that was written for it. The set itself may not be given away, so what the paper
        says of search is tried on Debian's packages in French: a short description with a pupil's
        typing errors finds its long one, the archive's section stands for the subject and the size
        of the source's family for the grade. The encoder is two layers of all-MiniLM-L6-v2, which
        knows English, and sees the first 32 tokens of a text.
        """);
  }

  @Override
  public List<Claim> claims(Lab lab) {
    var claims = new ArrayList<>(reading(lab));
    claims.addAll(definitions());
    claims.addAll(search(lab));
    return claims;
  }

  // --- the reader, against counts made by hand ---

  private static List<Claim> reading(Lab lab) {
    return List.of(
        counted(lab, "questions of the sample", 12, all -> all.questions().size()),
        counted(lab, "pages of the sample", 6, all -> all.pages().size()),
        counted(
            lab,
            "links that were found in its answers",
            12,
            all -> all.questions().stream().mapToInt(each -> each.relevant().size()).sum()),
        counted(lab, "links to pages that there are none of", 2, Alloprof::dropped),
        counted(lab, "questions without an accepted answer", 2, Alloprof::unanswered),
        counted(
            lab,
            "pictures in its questions",
            2,
            all -> all.questions().stream().mapToInt(each -> each.images().size()).sum()));
  }

  private static Claim counted(
      Lab lab, String what, double expected, ToDoubleFunction<Alloprof> count) {
    return new Claim.Equals(what, expected, 0, seed -> count.applyAsDouble(sample(lab)));
  }

  private static Alloprof sample(Lab lab) {
    return lab.once(
        "sample",
        () ->
            Alloprof.read(
                AlloprofSample.writeTo(lab.setting().cache().resolve("alloprof-sample")),
                AlloprofOptions.STRICT));
  }

  // --- what follows from definitions ---

  private static List<Claim> definitions() {
    var third = TrecEval.USUAL.of(Map.of("c", 1), List.of("a", "b", "c"));
    return List.of(
        Claim.follows(
            "nDCG@10 with the one relevant page at rank 3",
            0.5,
            1e-12,
            third.getOrDefault("ndcg_cut_10", Double.NaN)),
        Claim.follows("V of clusters that are the subjects", 1, 1e-12, agreement(0, 0, 1, 1)),
        Claim.follows("V of one cluster", 0, 1e-12, agreement(0, 0, 0, 0)));
  }

  private static double agreement(int... clusters) {
    return ClusterAgreement.of(new int[] {0, 0, 1, 1}, clusters).vMeasure();
  }

  // --- search ---

  private static List<Claim> search(Lab lab) {
    return List.of(
        new Claim.Beats(
            "ranking only what the subject and grade allow finds 10 points more in the first ten",
            10,
            seed -> Run.of(lab, seed).clean.recall(),
            seed -> Run.of(lab, seed).restricted.recall()),
        new Claim.Beats(
            "fine-tuning is worth 20 points of nDCG@10",
            20,
            seed -> Run.of(lab, seed).untuned.ndcg(),
            seed -> Run.of(lab, seed).clean.ndcg()),
        new Claim.Beats(
            "typing errors cost 3 points of nDCG@10",
            3,
            seed -> Run.of(lab, seed).noisy.ndcg(),
            seed -> Run.of(lab, seed).clean.ndcg()),
        Claim.atLeast(
            "training with typing errors gains back a third of what they cost",
            1 / 3.0,
            seed -> Run.of(lab, seed).regained()),
        new Claim.Equals(
            "that gain is more than chance: p of a randomization test over the questions, below"
                + " 0.05",
            0.025,
            0.025,
            seed -> Run.of(lab, seed).hardened.p(Run.of(lab, seed).noisy)));
  }

  /** A question, what it asks for, and what limits that. */
  private record Item(String query, String document, String subject, String grade) {
    boolean isPossible(Item question) {
      return subject.equals(question.subject) && grade.equals(question.grade);
    }
  }

  /** What was found. */
  private record Figures(Outcome outcome) {
    double ndcg() {
      return outcome.percent();
    }

    double recall() {
      return 100 * outcome.of("recall_at_10");
    }

    /** How likely so much more than another's is by chance, by a randomization test. */
    double p(Figures other) {
      return new PairedRandomization(PairedRandomization.USUAL, new Seed(42))
          .of(
              (Evidence.Mean) outcome.evidence(),
              (Evidence.Mean) other.outcome.evidence(),
              Alternative.GREATER)
          .p();
    }
  }

  /**
   * What a seed gave.
   *
   * @param untuned the encoder as it was, clean questions
   * @param clean trained on clean questions, clean questions
   * @param restricted the same, among what the subject and grade allow
   * @param noisy the same, questions with errors
   * @param hardened trained on questions with errors, questions with errors
   */
  private record Run(
      Figures untuned, Figures clean, Figures restricted, Figures noisy, Figures hardened) {
    /** NaN where errors cost nothing. */
    double regained() {
      double lost = clean.ndcg() - noisy.ndcg();
      return lost > 0 ? (hardened.ndcg() - noisy.ndcg()) / lost : Double.NaN;
    }

    static Run of(Lab lab, long seed) {
      return lab.once("run/" + seed, () -> make(lab, new Seed(seed)));
    }

    private static Run make(Lab lab, Seed seed) {
      var texts = Texts.of(lab, seed);
      var course = course(lab, seed);
      Function<String, String> typos = typos(seed.stream("typos/test"));
      var wrong = texts.asked.stream().map(item -> typos.apply(item.query)).toList();
      var right = texts.asked.stream().map(Item::query).toList();
      var untuned = lab.untrained(course);
      var clean = lab.trained(course, rows(texts.taught, query -> query));
      var noise = typos(seed.stream("typos/training"));
      var hardened = lab.trained(course, rows(texts.taught, noise));
      return new Run(
          texts.rank(untuned, right, false),
          texts.rank(clean, right, false),
          texts.rank(clean, right, true),
          texts.rank(clean, wrong, false),
          texts.rank(hardened, wrong, false));
    }

    private static List<List<String>> rows(List<Item> items, Function<String, String> change) {
      return items.stream().map(item -> List.of(change.apply(item.query), item.document)).toList();
    }

    private static Course course(Lab lab, Seed seed) {
      int steps = lab.size(4, 160);
      return new Course(
          "minilm-l6",
          "layers:2",
          lab.size(16, 32),
          new InfoNce(0.05),
          TrainSettings.DEFAULT
              .with(new Schedule(steps, steps / 10, 5e-4, Schedule.Curve.LINEAR))
              .with(new TrainSettings.Batching(lab.size(4, 32), 1, 0))
              .with(AdamW.Settings.usual(0.01))
              .with(seed));
    }
  }

  /**
   * What is searched.
   *
   * @param asked its questions and what they ask for
   * @param others what else is there
   * @param taught questions and documents to learn from, none of them among the others
   */
  private record Texts(List<Item> asked, List<Item> others, List<Item> taught) {
    static Texts of(Lab lab, Seed seed) {
      return lab.setting().full() ? debian(lab, seed) : trial(lab);
    }

    /** The sample, whose questions are learned from and asked: this proves nothing. */
    private static Texts trial(Lab lab) {
      var all = sample(lab);
      var pages = all.pages().stream().collect(Collectors.toMap(Document::id, page -> page));
      var items = new ArrayList<Item>();
      for (var question : all.questions()) {
        question.relevant().stream()
            .filter(pages::containsKey)
            .map(pages::get)
            .filter(page -> items.stream().noneMatch(item -> item.document.equals(page.text())))
            .forEach(page -> items.add(item(question, page)));
      }
      return new Texts(items, List.of(), items);
    }

    private static Item item(Document question, Document page) {
      return new Item(
          question.text(), page.text(), question.subjects().toString(), question.language());
    }

    private static Texts debian(Lab lab, Seed seed) {
      var items = lab.once("debian", () -> items(lab));
      var sources = new ArrayList<>(new HashSet<>(items.values()));
      Collections.sort(sources);
      Collections.shuffle(sources, Random.from(seed.stream("sources")));
      Set<String> held = Set.copyOf(sources.subList(0, sources.size() / 2));
      var searched = new ArrayList<Item>();
      var taught = new ArrayList<Item>();
      items.forEach((item, source) -> (held.contains(source) ? searched : taught).add(item));
      Collections.shuffle(searched, Random.from(seed.stream("asked")));
      int asked = 500;
      int documents = Math.min(searched.size(), 2_500);
      return new Texts(
          searched.subList(0, asked), searched.subList(asked, documents), List.copyOf(taught));
    }

    /** Packages whose long description is not nearly another's, with their sources. */
    private static Map<Item, String> items(Lab lab) {
      var data = lab.setting().data();
      var card = DataCards.named("debian-packages");
      var folder =
          data.holding(card)
              .orElseThrow(
                  () -> new IllegalStateException("paper 37 at full size: " + data.remedy(card)));
      var packages = read(folder);
      var families = new HashMap<String, Integer>();
      packages.forEach(each -> families.merge(each.source(), 1, Integer::sum));
      var seen = new NearDuplicates();
      var items = new LinkedHashMap<Item, String>();
      for (var each : packages) {
        boolean isWhole = !each.summary().isBlank() && each.description().length() > 80;
        if (isWhole && seen.isNew(each.description())) {
          int family = families.getOrDefault(each.source(), 1);
          var grade = family == 1 ? "one" : family < 4 ? "few" : family < 8 ? "some" : "many";
          items.put(
              new Item(each.summary(), each.description(), each.section(), grade), each.source());
        }
      }
      return items;
    }

    private static List<DebianPackages.DebianPackage> read(Path folder) {
      return DebianPackages.read(folder.resolve(LISTS.get(0)), folder.resolve(LISTS.get(1)), "fr");
    }

    /** How well an embedder finds what is asked for. */
    Figures rank(Embedder embedder, List<String> queries, boolean restricted) {
      var searched = new ArrayList<>(asked);
      searched.addAll(others);
      var documents =
          new Identified(
              ids("d", searched.size()),
              embedder.embedDocument(searched.stream().map(Item::document).toList()).rows());
      var questions = new Identified(ids("q", queries.size()), embedder.embedQuery(queries).rows());
      var qrels =
          IntStream.range(0, asked.size())
              .boxed()
              .collect(Collectors.toMap(i -> "q" + i, i -> Map.of("d" + i, 1)));
      var nearest = new NearestDocuments(Similarity.COSINE);
      return new Figures(
          RankedRetrieval.USUAL.of(
              qrels,
              restricted
                  ? nearest.rerank(questions, documents, possible(searched))
                  : nearest.run(questions, documents)));
    }

    private Map<String, List<String>> possible(List<Item> searched) {
      var possible = new LinkedHashMap<String, List<String>>();
      for (int i = 0; i < asked.size(); i++) {
        var question = asked.get(i);
        possible.put(
            "q" + i,
            IntStream.range(0, searched.size())
                .filter(document -> searched.get(document).isPossible(question))
                .mapToObj(document -> "d" + document)
                .toList());
      }
      return possible;
    }

    private static List<String> ids(String letter, int count) {
      return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
    }
  }

  // --- a pupil's typing errors ---

  private static final double RATE = 0.15;
  private static final Map<String, String> ACCENTS =
      Map.ofEntries(
          Map.entry("é", "e"),
          Map.entry("è", "e"),
          Map.entry("ê", "e"),
          Map.entry("à", "a"),
          Map.entry("â", "a"),
          Map.entry("ù", "u"),
          Map.entry("û", "u"),
          Map.entry("î", "i"),
          Map.entry("ô", "o"),
          Map.entry("ç", "c"));

  /** Changes each word with a chance: a swap, a lost or doubled letter, no accents, é for er. */
  static Function<String, String> typos(RandomGenerator random) {
    return text ->
        List.of(text.split(" ", -1)).stream()
            .map(word -> random.nextDouble() < RATE ? typo(word, random) : word)
            .collect(Collectors.joining(" "));
  }

  private static String typo(String word, RandomGenerator random) {
    if (word.length() < 3) {
      return word;
    }
    int at = random.nextInt(word.length() - 1);
    return switch (random.nextInt(5)) {
      case 0 ->
          word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
      case 1 -> word.substring(0, at) + word.substring(at + 1);
      case 2 -> word.substring(0, at) + word.charAt(at) + word.substring(at);
      case 3 -> plain(word);
      default ->
          word.endsWith("er") || word.endsWith("ez")
              ? word.substring(0, word.length() - 2) + "é"
              : word.endsWith("é") ? word.substring(0, word.length() - 1) + "er" : plain(word);
    };
  }

  private static String plain(String word) {
    var plain = word;
    for (var accent : ACCENTS.entrySet()) {
      plain = plain.replace(accent.getKey(), accent.getValue());
    }
    return plain;
  }
}
