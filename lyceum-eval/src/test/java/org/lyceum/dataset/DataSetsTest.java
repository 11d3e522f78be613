// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.Sts;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

class DataSetsTest {
  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void haveNamesAndIdsOfTheirOwn() {
    assertThat(DataSets.all()).extracting(DataSet::name).doesNotHaveDuplicates();
    assertThat(DataSets.all()).extracting(set -> set.card().id()).doesNotHaveDuplicates();
    assertThat(DataSets.named("sts12").name()).isEqualTo("STS12");
    assertThat(DataSets.named("STS12").card().id()).isEqualTo("sts12-v1");
  }

  @Test
  void sayWhichFileIsMissing() throws IOException {
    var set = DataSets.named("biosses");
    assertThat(set.missing(Optional.empty())).contains("biosses/biosses.tsv");
    assertThat(set.missing(Optional.of(folder))).contains("biosses/biosses.tsv");
    write("biosses/biosses.tsv", "score\tA\tB\tC\tD\tE\ts1\ts2\n2.4\t2\t2\t3\t2\t3\t\"a\tb\"\n");
    assertThat(set.missing(Optional.of(folder))).isEmpty();
    var sts = (Sts) set.open(folder); // a quote is text there
    assertThat(sts.pairs()).containsExactly(new Sts.Pair("\"a", "b\"", 2.4));
  }

  @Test
  void leaveOutPairsThatNobodyJudged() throws IOException {
    for (var part : DataSets.named("sts16").files()) {
      write(part, "4.5\tone\ttwo\n\tthree\tfour\n");
    }
    assertThat(((Sts) DataSets.named("sts16").open(folder)).pairs())
        .hasSize(5)
        .containsOnly(new Sts.Pair("one", "two", 4.5));
  }

  @Test
  void readQuotedFieldsOverSeveralLines() throws IOException {
    write("banking77/train.csv", "text,category\n\"a\nb\",x\nc,y\n");
    write("banking77/test.csv", "text,category\nd,y\n");
    var task = (ClassificationTask) DataSets.named("banking77").open(folder);
    assertThat(task.train().texts()).containsExactly("a\nb", "c");
    assertThat(task.train().labels()).containsExactly("x", "y");
  }

  @Test
  void nameTheLineThatIsWrong() throws IOException {
    write("stsb-multi/data/stsb-en-test.csv", "a,b,1.0\r\nc,d,high\r\n");
    assertThatThrownBy(() -> DataSets.named("stsb-en").open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("stsb-en-test.csv:2: field 3 must be a number, got 'high'");
  }

  @Test
  void readTheFieldsOfSmart() throws IOException {
    var file = write("a", ".I 1\n.T\ntitle\n.W\none\n two\n.I 2\n.W\n.I 3\n.W\nthree\n");
    assertThat(SmartFile.read(file, "W"))
        .containsExactly(new Text("1", "one two"), new Text("2", ""), new Text("3", "three"));
    var twice = write("b", ".I 1\n.W\na\n.I 1\n");
    assertThatThrownBy(() -> SmartFile.read(twice, "W")).hasMessageContaining("b:4: an id must");
  }

  @Test
  void readBlocksThatEndWithASlash() throws IOException {
    var file = write("a", "1\none\ntwo\n   /\n2\nthree\n/\n");
    assertThat(SlashBlocks.read(file))
        .containsExactly(new Text("1", "one two"), new Text("2", "three"));
    var open = write("b", "1\none\n");
    assertThatThrownBy(() -> SlashBlocks.read(open)).hasMessageContaining("each end with a slash");
  }

  @Test
  void refuseATaskThatIsNotThere() {
    assertThatThrownBy(() -> DataSets.named("sts99"))
        .hasMessageStartingWith("there is no task 'sts99'; known: STS12, STS13");
  }
}
