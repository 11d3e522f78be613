// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.dataset.Conll.Entity;
import org.lyceum.dataset.Conll.Sentence;
import org.lyceum.tensor.DataException;

class ConllTest {
  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("a.conll"), text);
  }

  @Test
  void turnsIob1IntoIob2() {
    var iob1 =
        new Sentence(
            List.of("a", "b", "c", "d", "e", "f", "g"),
            List.of("I-PER", "I-PER", "B-PER", "I-LOC", "O", "I-LOC", "O"));
    // B- between neighbours of one kind stays; I- begins where another kind or O stands before
    assertThat(iob1.iob2().tags())
        .containsExactly("B-PER", "I-PER", "B-PER", "B-LOC", "O", "B-LOC", "O");
    assertThat(iob1.iob2().iob2()).isEqualTo(iob1.iob2());
    assertThat(iob1.entities())
        .containsExactly(
            new Entity("a b", "PER"),
            new Entity("c", "PER"),
            new Entity("d", "LOC"),
            new Entity("f", "LOC"));
  }

  @Test
  void leavesOutTheStartsOfDocuments() throws IOException {
    var file =
        write("-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\n\nIt PRP I-NP O");
    assertThat(Conll.CONLL_2003.read(file))
        .containsExactly(
            new Sentence(List.of("EU", "rejects"), List.of("I-ORG", "O")),
            new Sentence(List.of("It"), List.of("O")));
  }

  @Test
  void readsLatin1() throws IOException {
    var file = folder.resolve("esp");
    Files.write(file, "Coruña NC B-LOC\n\n".getBytes(ISO_8859_1));
    assertThat(Conll.CONLL_2002.read(file).getFirst().entities())
        .containsExactly(new Entity("Coruña", "LOC"));
    assertThatThrownBy(() -> Conll.WIKIANN.read(file)).isInstanceOf(DataException.class);
  }

  @Test
  void takesTheLanguageOffAtTheFirstColon() throws IOException {
    var file = write("en:12:30\tO\nen:Rome\tB-LOC\n");
    assertThat(Conll.WIKIANN.read(file).getFirst().tokens()).containsExactly("12:30", "Rome");
  }

  @Test
  void readsTheOuterTagsOfGermEval() throws IOException {
    var file = write("#\thttp://x\t[2009]\n1\tTU\tB-ORG\tO\n2\tKöln\tI-ORG\tB-LOC\n");
    assertThat(Conll.GERMEVAL.read(file).getFirst().entities())
        .containsExactly(new Entity("TU Köln", "ORG"));
  }

  @Test
  void leavesOutRangesAndEmptyNodes() throws IOException {
    var file =
        write(
            """
            # text = don't
            1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
            1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_
            2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_
            2.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_
            """);
    assertThat(Conll.UNIVERSAL.read(file))
        .containsExactly(new Sentence(List.of("do", "n't"), List.of("AUX", "PART")));
  }

  @Test
  void takesALineOfBlanksForTheEndOfASentence() throws IOException {
    var file = write("a\tO\n \t\n#\tB-person\n");
    assertThat(Conll.WNUT.read(file)).hasSize(2);
    var wrong = write("a\tO\nalone\n");
    assertThatThrownBy(() -> Conll.WNUT.read(wrong))
        .hasMessageContaining("a.conll:2: a line must hold a token and a tag, got: alone");
    var none = write("\n\n");
    assertThatThrownBy(() -> Conll.WNUT.read(none)).hasMessageContaining("but there is none");
  }
}
