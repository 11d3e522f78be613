// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;

class OnnxModelTest {
  @TempDir Path folder;

  @Test
  void writesARealModelSoThatItReadsAndRunsTheSame() throws OrtException {
    byte[] original = MiniLm.bytes();
    var model = OnnxModel.parse("minilm", original);
    byte[] again = model.toBytes();
    byte[] third = OnnxModel.parse("minilm again", again).toBytes();
    assertThat(Arrays.equals(again, third)).isTrue();
    assertThat(run(again)).containsExactly(run(original));
  }

  private static float[] run(byte[] model) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    long[][] ids = {{101, 7592, 2088, 102}};
    long[][] ones = {{1, 1, 1, 1}};
    try (var session = environment.createSession(model);
        var tokens = OnnxTensor.createTensor(environment, ids);
        var mask = OnnxTensor.createTensor(environment, ones);
        var types = OnnxTensor.createTensor(environment, new long[1][4]);
        var result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      return ((float[][][]) result.get(0).getValue())[0][0];
    }
  }

  @Test
  void readsAFileAsItReadsItsBytes() throws IOException {
    var file = folder.resolve("m.onnx");
    Files.write(file, MiniLm.bytes());
    var model = OnnxModel.open(file);
    assertThat(model.graph().inputs())
        .extracting(Value::name)
        .containsExactlyInAnyOrder("input_ids", "attention_mask", "token_type_ids");
    assertThat(model.graph().inputs().getFirst().shape()).isEqualTo(Shape.of(Shape.ANY, Shape.ANY));
    assertThat(model.graph().matrixProducts()).hasSize(36);
    model.write(file);
    byte[] fromBytes = OnnxModel.parse("m", MiniLm.bytes()).toBytes();
    assertThat(Arrays.equals(Files.readAllBytes(file), fromBytes)).isTrue();
  }

  @Test
  void keepsNotes() {
    var model = OnnxModel.parse("minilm", MiniLm.bytes());
    var noted = model.withNote("a", "1").withNote("b", "2").withNote("a", "3");
    var again = OnnxModel.parse("noted", noted.toBytes());
    assertThat(again.metadata()).containsEntry("a", "3").containsEntry("b", "2");
    assertThat(again.metadata()).containsAllEntriesOf(model.metadata());
  }

  @Test
  void keepsFieldsThatItDoesNotKnow() {
    // field 99, a varint 5: tag 99 << 3 = 792 = 0x318 -> 98 06; and a graph with an unknown field
    // 98
    byte[] graph = {(byte) 0x92, 6, 2, 'h', 'i'};
    byte[] bytes = {(byte) 0x98, 6, 5, 0x3a, 5, graph[0], graph[1], graph[2], graph[3], graph[4]};
    var model = OnnxModel.parse("odd", bytes);
    assertThat(model.rest().bytes()).hasSize(1);
    assertThat(model.graph().rest().bytes()).hasSize(1);
    byte[] written = model.toBytes();
    var again = OnnxModel.parse("odd", written);
    assertThat(again.rest().bytes()).containsExactlyElementsOf(model.rest().bytes());
    assertThat(again.graph().rest().bytes())
        .containsExactlyElementsOf(model.graph().rest().bytes());
  }

  @Test
  void keepsAttributesOfEveryKind() {
    var constant = Constant.ofLongs("", Shape.of(2), 3L, 4);
    var node =
        Node.of("Odd", "n", List.of("", "b"), "c")
            .with("i", Attribute.of(-7))
            .with("f", Attribute.of(0.5f))
            .with("s", new Attribute.Text("text"))
            .with("is", Attribute.of(new long[] {1, -1}))
            .with("fs", new Attribute.Reals(List.of(1f, 2f)))
            .with("t", new Attribute.Array(constant));
    var graph = new Graph("g", List.of(node), Map.of(), List.of(), List.of(), Fields.NONE);
    var model = new OnnxModel(8, "p", Map.of("", 17L, "com.x", 1L), graph, Map.of(), Fields.NONE);
    var read = OnnxModel.parse("x", model.toBytes());
    assertThat(read.opsets()).isEqualTo(model.opsets());
    assertThat(read.graph().nodes()).containsExactly(node);
  }

  /** A branch takes {@code a} from the graph around it, which must not lose it. */
  @Test
  void keepsBranchesAndWhatTheyTake() {
    var a = Constant.ofFloats("a", Shape.of(1), 1f);
    var result = Value.of("t", ElementType.FLOAT, List.of(new Value.Dim(1, "")));
    var negative = Node.of("Neg", "n", List.of("a"), "t");
    var branch =
        new Graph("then", List.of(negative), Map.of(), List.of(), List.of(result), Fields.NONE);
    var node =
        Node.of("If", "if", List.of("yes"), "y")
            .with("then_branch", new Attribute.Subgraph(branch))
            .with("else_branch", new Attribute.Subgraph(branch));
    var unused = Node.of("Neg", "unused", List.of("a"), "u");
    var wanted = Value.of("y", ElementType.FLOAT, List.of(new Value.Dim(1, "")));
    var graph =
        new Graph(
            "g", List.of(node, unused), Map.of("a", a), List.of(), List.of(wanted), Fields.NONE);
    var model = new OnnxModel(8, "p", Map.of("", 17L), graph, Map.of(), Fields.NONE);
    var read = OnnxModel.parse("x", model.toBytes()).graph();
    assertThat(read.nodes()).containsExactly(node, unused);
    var left = read.withoutUnusedNodes().withoutUnusedConstants();
    assertThat(left.nodes()).containsExactly(node);
    assertThat(left.constants()).containsOnlyKeys("a");
    assertThat(left.users().get("a")).containsExactly(node);
    assertThat(left.producers()).containsOnlyKeys("y");
  }

  @Test
  void givesTheSameBytesOutsideOfTheHeap() {
    var model = OnnxModel.parse("minilm", MiniLm.bytes());
    assertThat(model.toBuffer()).isEqualTo(ByteBuffer.wrap(model.toBytes()));
  }

  @Test
  void replacesNodesAndDropsWhatIsNoLongerUsed() {
    var a = Constant.ofFloats("a", Shape.of(1), 1f);
    var b = Constant.ofFloats("b", Shape.of(1), 2f);
    var node = Node.of("Add", "n", List.of("x", "a"), "y");
    var graph =
        new Graph("g", List.of(node), Map.of("a", a), List.of(), List.of(), Fields.NONE)
            .withConstants(List.of(b))
            .rewrite(
                old ->
                    List.of(
                        Node.of("Mul", "m", List.of("x", "b"), "t"),
                        old.withInputs(List.of("t", "b"))))
            .withoutUnusedConstants();
    assertThat(graph.nodes()).extracting(Node::type).containsExactly("Mul", "Add");
    assertThat(graph.constants()).containsOnlyKeys("b");
  }

  @Test
  void refusesWhatIsNotAModel() throws IOException {
    var file = folder.resolve("m.onnx");
    assertThatThrownBy(() -> OnnxModel.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no such file");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> OnnxModel.open(file)).hasMessageContaining("holds no graph");
    Files.write(file, "<!DOCTYPE html><html>".getBytes(UTF_8));
    assertThatThrownBy(() -> OnnxModel.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("must be an ONNX model");
  }

  @Test
  void refusesAModelThatIsCutOffAnywhere() {
    var constant = Constant.ofFloats("w.x", Shape.of(2, 2), 1f, 2, 3, 4);
    var node = Node.of("MatMul", "n", List.of("x", "w.x"), "y").with("k", Attribute.of(0.5f));
    var graph =
        new Graph("g", List.of(node), Map.of("w.x", constant), List.of(), List.of(), Fields.NONE);
    byte[] whole = new OnnxModel(8, "p", Map.of(), graph, Map.of(), Fields.NONE).toBytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> OnnxModel.parse("part", part)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void refusesAnArrayOfAnotherSizeThanItsShape() {
    var wrong =
        new Constant(
            "w",
            ElementType.FLOAT,
            Shape.of(3),
            Constant.ofFloats("w", Shape.of(2), 1f, 2).data(),
            Fields.NONE);
    var graph = new Graph("g", List.of(), Map.of("w", wrong), List.of(), List.of(), Fields.NONE);
    byte[] bytes = new OnnxModel(8, "p", Map.of(), graph, Map.of(), Fields.NONE).toBytes();
    assertThatThrownBy(() -> OnnxModel.parse("x", bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("8 bytes for the array 'w' (3) of FLOAT, which has 12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          FLOAT;  -5;                          the sizes [-5] of the array 'w', of which one is negative
          FLOAT;  2,-1;                        the sizes [2, -1] of the array 'w', of which one is negative
          FLOAT;  1099511627776,1099511627776; more elements in the array 'w' (1099511627776, 1099511627776)
          STRING; 1099511627776,1099511627776; more elements in the array 'w' (1099511627776, 1099511627776)
          INT64;  2305843009213693952;         more elements in the array 'w' (2305843009213693952)
          """)
  void refusesAnArrayOfSizesThatNoneHas(ElementType type, String sizes, String message)
      throws IOException {
    List<Long> numbers = Pattern.compile(",").splitAsStream(sizes).map(Long::valueOf).toList();
    var array = new WireWriter().integers(1, numbers).integer(2, type.code()).text(8, "w");
    var file = folder.resolve("m.onnx");
    Files.write(file, bytes(new WireWriter().message(7, new WireWriter().message(5, array))));
    assertThatThrownBy(() -> OnnxModel.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": must be an ONNX model, found " + message);
  }

  private static byte[] bytes(WireWriter message) throws IOException {
    var out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toByteArray();
  }

  @Test
  void takesGraphsInGraphsAsDeepAsRuntimesDo() {
    assertThat(OnnxModel.parse("deep", nested(33)).toBytes()).isEqualTo(nested(33));
    for (int depth : new int[] {34, 3000}) {
      byte[] model = nested(depth);
      assertThatThrownBy(() -> OnnxModel.parse("deep", model))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(
              "deep: must be an ONNX model, found more than 100 messages one in another");
    }
  }

  /** A graph in a node of a graph in a node of a graph: each is three messages deeper. */
  private static byte[] nested(int depth) {
    var graph = new WireWriter();
    for (int i = 0; i < depth; i++) {
      var attribute = new WireWriter().text(1, "body").message(6, graph).integer(20, 5);
      graph = new WireWriter().message(1, new WireWriter().message(5, attribute));
    }
    try {
      return bytes(new WireWriter().integer(1, 8).message(7, graph));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An array of a type that came later, by its bytes and by numbers. */
  @Test
  void keepsArraysOfTypesThatItDoesNotKnow() throws IOException {
    var graph =
        new WireWriter()
            .message(
                5,
                new WireWriter()
                    .integers(1, List.of(2L))
                    .text(8, "raw")
                    .integer(2, 77)
                    .bytes(9, ByteBuffer.wrap(new byte[] {1, 2, 3})))
            .message(
                5,
                new WireWriter()
                    .integers(1, List.of(2L))
                    .text(8, "numbers")
                    .integer(2, 77)
                    .integers(5, List.of(300L, 4L)));
    var read = OnnxModel.parse("new", bytes(new WireWriter().message(7, graph)));
    assertThat(read.graph().constants().values())
        .allSatisfy(each -> assertThat(each.type()).isEqualTo(ElementType.UNDEFINED));
    for (var constant : read.graph().constants().values()) {
      var fields = fields(constant.write());
      assertThat(fields).contains("2: 77");
      assertThat(fields)
          .contains(constant.name().equals("raw") ? "9: [1, 2, 3]" : "5: [-84, 2, 4]");
    }
    assertThat(OnnxModel.parse("again", read.toBytes()).toBytes()).isEqualTo(read.toBytes());
  }

  /** The fields of a message: a number, or bytes. */
  private static List<String> fields(WireWriter message) throws IOException {
    var in = new WireReader("fields", ByteBuffer.wrap(bytes(message)));
    var fields = new ArrayList<String>();
    while (in.next()) {
      var raw = in.field() == 2 ? Long.toString(in.integer()) : text(in.bytes());
      fields.add(in.field() + ": " + raw);
    }
    return fields;
  }

  private static String text(ByteBuffer bytes) {
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return Arrays.toString(copy);
  }

  @Test
  void keepsAttributesThatItDoesNotUnderstandAndThoseOfTheFirstFiles() throws IOException {
    var binary = ByteBuffer.wrap(new byte[] {(byte) 0xff, 0});
    var node =
        new WireWriter()
            .message(5, new WireWriter().text(1, "old").integer(3, 7))
            .message(5, new WireWriter().text(1, "olds").integers(8, List.of(1L, 2L)))
            .message(
                5, new WireWriter().text(1, "remark").integer(3, 8).text(13, "why").integer(20, 2))
            .message(5, new WireWriter().text(1, "reference").text(21, "alpha").integer(20, 1))
            .message(5, new WireWriter().text(1, "binary").bytes(4, binary).integer(20, 3));
    var read =
        OnnxModel.parse(
            "old", bytes(new WireWriter().message(7, new WireWriter().message(1, node))));
    var attributes = read.graph().nodes().getFirst().attributes();
    assertThat(attributes)
        .containsEntry("old", Attribute.of(7))
        .containsEntry("olds", Attribute.of(new long[] {1, 2}))
        .containsEntry("remark", Attribute.of(8));
    assertThat(bytes(written("reference", attributes)))
        .isEqualTo(bytes(new WireWriter().text(1, "reference").text(21, "alpha").integer(20, 1)));
    assertThat(bytes(written("binary", attributes)))
        .isEqualTo(bytes(new WireWriter().text(1, "binary").bytes(4, binary).integer(20, 3)));
  }

  private static WireWriter written(String name, Map<String, Attribute> attributes) {
    return AttributeCodec.write(name, Objects.requireNonNull(attributes.get(name)));
  }

  /**
   * A dimension with a denotation, an array without a shape, a type that came later, a sequence.
   */
  @Test
  void keepsTypesOfValuesThatSayMore() throws IOException {
    var dim = new WireWriter().integer(1, 3).text(3, "DATA_CHANNEL");
    var types =
        List.of(
            new WireWriter()
                .message(
                    1, new WireWriter().integer(1, 1).message(2, new WireWriter().message(1, dim))),
            new WireWriter().message(1, new WireWriter().integer(1, 1)),
            new WireWriter()
                .message(1, new WireWriter().integer(1, 77).message(2, new WireWriter())),
            new WireWriter().message(4, new WireWriter().message(1, new WireWriter())));
    var graph = new WireWriter();
    for (var type : types) {
      graph.message(11, new WireWriter().text(1, "x").message(2, type));
    }
    byte[] model = bytes(new WireWriter().integer(1, 8).message(7, graph));
    var read = OnnxModel.parse("rich", model);
    assertThat(read.toBytes()).isEqualTo(model);
    assertThat(read.graph().inputs().getFirst().shape()).isEqualTo(Shape.of(3));
  }
}
