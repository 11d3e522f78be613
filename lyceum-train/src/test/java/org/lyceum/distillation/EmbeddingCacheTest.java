// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.DataException;

class EmbeddingCacheTest {
  private static final Prompt PROMPT = new Prompt.Default();

  @TempDir Path folder;

  private final Lengths lengths = new Lengths("lengths-v1", 2, new ArrayList<>());

  /** Embeds a text as (its length, 1), and remembers what it was asked. */
  private record Lengths(String fingerprint, int width, List<String> asked) implements Embedder {
    @Override
    public String name() {
      return "lengths";
    }

    @Override
    public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
      asked.addAll(texts);
      return new Vectors(
          texts.stream().map(text -> new float[] {text.length(), 1}).toList(), List.of());
    }

    @Override
    public void close() {}
  }

  private EmbeddingCache open() {
    return EmbeddingCache.open(folder, lengths, PROMPT, "");
  }

  private static float[] vector(EmbeddingCache cache, String text) {
    return cache.vector(cache.row(text));
  }

  @Test
  void embedsATextOnceAlsoWhenItIsOpenedAgain() {
    try (var cache = open()) {
      cache.add(List.of("a", "bb", "a"), Progress.NONE);
      assertThat(vector(cache, "bb")).containsExactly(2, 1);
    }
    try (var cache = open()) {
      assertThat(cache.size()).isEqualTo(2);
      cache.add(List.of("ccc", "bb"), Progress.NONE);
      assertThat(vector(cache, "a")).containsExactly(1, 1);
      assertThat(vector(cache, "ccc")).containsExactly(3, 1);
    }
    assertThat(lengths.asked).containsExactly("a", "bb", "ccc");
  }

  @Test
  void takesVectorsThatItNeedNotAskFor() {
    try (var cache = open()) {
      cache.add(List.of("a"), Progress.NONE);
      float[][] given = {{7, 7}, {8, 8}, {9, 9}};
      cache.put(List.of("bb", "a", "bb"), List.of(given));
      assertThat(vector(cache, "bb")).containsExactly(7, 7); // the first of two
      assertThat(vector(cache, "a")).containsExactly(1, 1); // what was there stays
      cache.put(List.of("bb"), List.of(new float[] {5, 5}));
      assertThat(cache.size()).isEqualTo(2);
    }
    try (var cache = open()) {
      cache.add(List.of("a", "bb"), Progress.NONE);
      assertThat(vector(cache, "bb")).containsExactly(7, 7);
    }
    assertThat(lengths.asked).containsExactly("a");
  }

  @Test
  void keepsModelsAndPromptsApart() {
    try (var cache = open()) {
      cache.add(List.of("a"), Progress.NONE);
    }
    try (var other = EmbeddingCache.open(folder, lengths, new Prompt.Query(), "query: ");
        var model =
            EmbeddingCache.open(
                folder, new Lengths("lengths-v2", 2, new ArrayList<>()), PROMPT, "")) {
      assertThat(other.absent(List.of("a"))).containsExactly("a");
      assertThat(model.absent(List.of("a"))).containsExactly("a");
    }
  }

  @Test
  void keepsSoManyTextsAtATime() {
    var texts = List.of("a", "bb", "ccc", "dddd", "eeeee");
    try (var cache = open()) {
      assertThatThrownBy(
              () ->
                  cache.add(
                      texts,
                      2,
                      (done, total) -> {
                        if (done == 4) {
                          throw new CancellationException("stop");
                        }
                      }))
          .isInstanceOf(CancellationException.class);
    }
    try (var cache = open()) {
      assertThat(cache.absent(texts)).containsExactly("eeeee");
    }
  }

  @Test
  void keepsWhatWasDoneWhenItIsInterrupted() {
    var texts = IntStream.range(0, 3_000).mapToObj(i -> "text " + i).toList();
    try (var cache = open()) {
      assertThatThrownBy(
              () ->
                  cache.add(
                      texts,
                      (done, total) -> {
                        if (done > 0) {
                          throw new CancellationException("stop");
                        }
                      }))
          .isInstanceOf(CancellationException.class);
    }
    int before = lengths.asked.size();
    assertThat(before).isLessThan(texts.size());
    try (var cache = open()) {
      cache.add(texts, Progress.NONE);
      assertThat(vector(cache, "text 2999")).containsExactly(9, 1);
    }
    assertThat(lengths.asked).hasSize(texts.size());
  }

  @Test
  void dropsARowThatWasHalfWrittenWhenTheProcessDied() throws IOException {
    try (var cache = open()) {
      cache.add(List.of("a", "bb"), Progress.NONE);
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
      }
    }
    try (var cache = open()) {
      assertThat(cache.size()).isEqualTo(1);
      cache.add(List.of("a", "bb"), Progress.NONE);
      assertThat(vector(cache, "a")).containsExactly(1, 1);
      assertThat(vector(cache, "bb")).containsExactly(2, 1);
    }
  }

  /** Another process writes a row for "zz" while this one has the files open. */
  @Test
  void takesOverWhatAnotherProcessWrote() throws IOException {
    try (var cache = open()) {
      cache.add(List.of("a"), Progress.NONE);
      var row = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(7).putFloat(8);
      append("vectors.f32", row.array());
      var key = ByteBuffer.allocate(TextKey.BYTES);
      TextKey.of("zz").put(key);
      append("keys.bin", key.array());
      append("vectors.f32", new byte[] {1, 2, 3}); // and died in the middle of the next
      cache.add(List.of("zz", "bbb"), Progress.NONE);
      assertThat(vector(cache, "zz")).containsExactly(7, 8);
      assertThat(vector(cache, "bbb")).containsExactly(3, 1);
      assertThat(vector(cache, "a")).containsExactly(1, 1);
    }
    assertThat(lengths.asked).containsExactly("a", "bbb");
    try (var cache = open()) {
      assertThat(cache.size()).isEqualTo(3);
    }
  }

  private void append(String name, byte[] bytes) throws IOException {
    try (var files = Files.walk(folder)) {
      var file = files.filter(each -> each.endsWith(name)).findFirst().orElseThrow();
      Files.write(file, bytes, StandardOpenOption.APPEND);
    }
  }

  @Test
  void keepsNothingThatIsNotFinite() {
    var broken =
        new Embedder() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public String fingerprint() {
            return "broken-v1";
          }

          @Override
          public int width() {
            return 1;
          }

          @Override
          public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
            return new Vectors(
                texts.stream().map(text -> new float[] {1f / (text.length() - 2)}).toList(),
                List.of());
          }

          @Override
          public void close() {}
        };
    try (var cache = EmbeddingCache.open(folder, broken, PROMPT, "")) {
      assertThatThrownBy(() -> cache.add(List.of("a", "bb"), Progress.NONE))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "broken: must give finite vectors, got Infinity for the text 'bb'; check its"
                  + " weights");
      cache.add(List.of("a"), Progress.NONE);
      assertThat(vector(cache, "a")).containsExactly(-1);
    }
  }

  @Test
  void refusesToBeOpenedTwiceInOneProcess() {
    try (var cache = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is open in this process already");
    }
  }

  @Test
  void canBeOpenedAgainAfterAFailure() {
    var flat = new Lengths(lengths.fingerprint(), 0, lengths.asked());
    assertThatThrownBy(() -> EmbeddingCache.open(folder, flat, PROMPT, ""))
        .isInstanceOf(ArithmeticException.class); // no file holds rows of nothing
    try (var cache = open()) {
      assertThat(cache.size()).isZero();
    }
  }

  @Test
  void saysWhichTextItDoesNotKnow() {
    try (var cache = open()) {
      assertThatThrownBy(() -> cache.row("unknown")).hasMessageContaining("'unknown'");
    }
  }
}
