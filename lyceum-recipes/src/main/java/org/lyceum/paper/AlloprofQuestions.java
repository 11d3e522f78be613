// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.alloprof.Alloprof;
import org.lyceum.alloprof.AlloprofOptions;
import org.lyceum.alloprof.AlloprofSample;
import org.lyceum.alloprof.Document;
import org.lyceum.alloprof.Subject;
import org.lyceum.data.NearDuplicates;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DebianPackages;
import org.lyceum.embed.Embedder;
import org.lyceum.folder.Similarity;
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
        2,
        """
        Questions of pupils in French, the pages that answer them, and a restriction of what a
        question can mean to its subject and grade. The reader of the data set's files is checked on
        a sample that was written for it. What the paper says of search is tried on the set itself
        where its files are there, in the folder alloprof of one that LYCEUM_DATA names: 500
        questions search all pages, the others are learned from. It may not be given away, so
        without it Debian's packages in French stand in: a short description with a pupil's typing
        errors finds its long one, the archive's section stands for the subject and the size of the
        source's family for the grade. The outcome says which of both it was. The encoder is two
        layers of all-MiniLM-L6-v2, which knows English, and sees the first 32 tokens of a text.
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
    lab.uses("alloprof-sample");
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
        new Claim.Below(
            "that gain is more than chance: p of a randomization test over the questions is below"
                + " 0.05 with each seed",
            0.05,
            seed -> Run.of(lab, seed).hardened.p(Run.of(lab, seed).noisy)));
  }

  /** A question or a page, and what it can be about. */
  private record Entry(String text, Set<String> subjects, Set<String> grades) {
    static Entry of(Document document) {
      return new Entry(
          document.text(),
          document.subjects().stream().map(Subject::label).collect(Collectors.toSet()),
          document.grades());
    }

    boolean isPossibleFor(Entry question) {
      return !Collections.disjoint(subjects, question.subjects)
          && !Collections.disjoint(grades, question.grades);
    }
  }

  /**
   * A question and what answers it.
   *
   * @param answers one page or more
   */
  private record Asked(Entry question, List<Entry> answers) {}

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
      var wrong = texts.asked.stream().map(each -> typos.apply(each.question.text)).toList();
      var right = texts.asked.stream().map(each -> each.question.text).toList();
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

    private static List<List<String>> rows(List<Asked> taught, Function<String, String> change) {
      return taught.stream()
          .flatMap(
              each ->
                  each.answers.stream()
                      .map(page -> List.of(change.apply(each.question.text), page.text)))
          .toList();
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
   * @param pages all, with those that answer
   * @param asked its questions
   * @param taught questions to learn from, none of them asked
   */
  private record Texts(List<Entry> pages, List<Asked> asked, List<Asked> taught) {
    private static final String LANGUAGE = "fr";
    private static final int ASKED = 500;

    static Texts of(Lab lab, Seed seed) {
      var folder = lab.data(DataCards.named("alloprof"));
      if (folder.isPresent()) {
        var all = lab.once("alloprof", () -> Answered.of(read(folder.get())));
        return pupils(all, lab, seed);
      }
      return lab.setting().full() ? debian(lab, seed) : trial(lab);
    }

    private static Alloprof read(Path root) {
      return Alloprof.read(
          root.resolve(DataCards.named("alloprof").folder()), AlloprofOptions.STRICT);
    }

    /** The sample, whose questions are learned from and asked: this proves nothing. */
    private static Texts trial(Lab lab) {
      var all = Answered.of(sample(lab));
      return new Texts(all.pages, all.questions, all.questions);
    }

    /** A fifth of the questions asks; a trial searches few pages. */
    private static Texts pupils(Answered all, Lab lab, Seed seed) {
      var questions = new ArrayList<>(all.questions);
      Collections.shuffle(questions, Random.from(seed.stream("questions")));
      int count = Math.min(lab.size(20, ASKED), Math.ceilDiv(questions.size(), 5));
      var asked = questions.subList(0, count);
      var pages = new LinkedHashSet<Entry>();
      asked.forEach(each -> pages.addAll(each.answers));
      int most = Math.max(pages.size(), lab.size(100, Integer.MAX_VALUE));
      pages.addAll(all.pages);
      return new Texts(
          pages.stream().limit(most).toList(), asked, questions.subList(count, questions.size()));
    }

    /**
     * Pages in French, and questions with a text that pages answer and that some page can be meant
     * by.
     */
    private record Answered(List<Entry> pages, List<Asked> questions) {
      static Answered of(Alloprof all) {
        var pages = new LinkedHashMap<String, Entry>();
        all.pages().stream()
            .filter(page -> page.language().equals(LANGUAGE))
            .forEach(page -> pages.put(page.id(), Entry.of(page)));
        var questions =
            all.questions().stream()
                .filter(question -> question.language().equals(LANGUAGE))
                .map(question -> asked(question, pages))
                .filter(each -> !each.question.text.isBlank() && !each.answers.isEmpty())
                .filter(
                    each ->
                        pages.values().stream().anyMatch(page -> page.isPossibleFor(each.question)))
                .toList();
        return new Answered(List.copyOf(pages.values()), questions);
      }

      private static Asked asked(Document question, Map<String, Entry> pages) {
        return new Asked(
            Entry.of(question),
            question.relevant().stream()
                .filter(pages::containsKey)
                .map(pages::get)
                .distinct()
                .toList());
      }
    }

    private static Texts debian(Lab lab, Seed seed) {
      var items = lab.once("debian", () -> items(lab));
      var sources = new ArrayList<>(new HashSet<>(items.values()));
      Collections.sort(sources);
      Collections.shuffle(sources, Random.from(seed.stream("sources")));
      Set<String> held = Set.copyOf(sources.subList(0, sources.size() / 2));
      var searched = new ArrayList<Asked>();
      var taught = new ArrayList<Asked>();
      items.forEach((item, source) -> (held.contains(source) ? searched : taught).add(item));
      Collections.shuffle(searched, Random.from(seed.stream("asked")));
      var documents = searched.subList(0, Math.min(searched.size(), 2_500));
      return new Texts(
          documents.stream().map(each -> each.answers.getFirst()).toList(),
          searched.subList(0, ASKED),
          List.copyOf(taught));
    }

    /** Packages whose long description is not nearly another's, with their sources. */
    private static Map<Asked, String> items(Lab lab) {
      var card = DataCards.named("debian-packages");
      var folder =
          lab.data(card)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "paper 37 at full size: " + lab.setting().data().remedy(card)));
      var packages = packages(folder);
      var families = new HashMap<String, Integer>();
      packages.forEach(each -> families.merge(each.source(), 1, Integer::sum));
      var seen = new NearDuplicates();
      var items = new LinkedHashMap<Asked, String>();
      for (var each : packages) {
        boolean isWhole = !each.summary().isBlank() && each.description().length() > 80;
        if (isWhole && seen.isNew(each.description())) {
          int family = families.getOrDefault(each.source(), 1);
          var grade = family == 1 ? "one" : family < 4 ? "few" : family < 8 ? "some" : "many";
          items.put(item(each, grade), each.source());
        }
      }
      return items;
    }

    private static Asked item(DebianPackages.DebianPackage each, String grade) {
      var subjects = Set.of(each.section());
      var grades = Set.of(grade);
      return new Asked(
          new Entry(each.summary(), subjects, grades),
          List.of(new Entry(each.description(), subjects, grades)));
    }

    private static List<DebianPackages.DebianPackage> packages(Path folder) {
      return DebianPackages.read(folder.resolve(LISTS.get(0)), folder.resolve(LISTS.get(1)), "fr");
    }

    /** How well an embedder finds what is asked for. */
    Figures rank(Embedder embedder, List<String> queries, boolean restricted) {
      var documents =
          new Identified(
              ids("d", pages.size()),
              embedder.embedDocument(pages.stream().map(Entry::text).toList()).rows());
      var questions = new Identified(ids("q", queries.size()), embedder.embedQuery(queries).rows());
      var nearest = new NearestDocuments(Similarity.COSINE);
      return new Figures(
          RankedRetrieval.USUAL.of(
              qrels(),
              restricted
                  ? nearest.rerank(questions, documents, possible())
                  : nearest.run(questions, documents)));
    }

    private Map<String, Map<String, Integer>> qrels() {
      var qrels = new LinkedHashMap<String, Map<String, Integer>>();
      for (int i = 0; i < asked.size(); i++) {
        var answers = Set.copyOf(asked.get(i).answers);
        qrels.put("q" + i, matching(answers::contains).collect(Collectors.toMap(d -> d, d -> 1)));
      }
      return qrels;
    }

    private Map<String, List<String>> possible() {
      var possible = new LinkedHashMap<String, List<String>>();
      for (int i = 0; i < asked.size(); i++) {
        var question = asked.get(i).question;
        possible.put("q" + i, matching(page -> page.isPossibleFor(question)).toList());
      }
      return possible;
    }

    private Stream<String> matching(Predicate<Entry> wanted) {
      return IntStream.range(0, pages.size())
          .filter(page -> wanted.test(pages.get(page)))
          .mapToObj(page -> "d" + page);
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
