// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.files.AtomicFile;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;

class SafetensorsTest {
  @TempDir Path folder;
  Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("model.safetensors");
  }

  @Test
  void writesTheBytesThatTheFormatDemands() throws IOException {
    Safetensors.write(
        file, new InMemoryWeights().put("a.weight", Shape.of(1, 2), new float[] {1, -2}), Map.of());

    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    String json =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
    int padded = (json.length() + 7) / 8 * 8;
    assertThat(bytes.getLong()).isEqualTo(padded);
    assertThat(new String(bytes.array(), 8, padded, UTF_8))
        .isEqualTo(json + " ".repeat(padded - json.length()));
    assertThat(bytes.getFloat(8 + padded)).isEqualTo(1);
    assertThat(bytes.getFloat(12 + padded)).isEqualTo(-2);
    assertThat(bytes.capacity()).isEqualTo(8 + padded + 8);
  }

  @Test
  void givesBackWhatWasWritten() {
    var weights =
        new InMemoryWeights()
            .put("z", Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, Float.MIN_VALUE})
            .put("a", Shape.of(), new float[] {7})
            .put("ids", Shape.of(2), new long[] {Long.MIN_VALUE, 9})
            .put("nothing", Shape.of(0, 4), new float[0]);
    Safetensors.write(file, weights, Map.of("made", "here"));

    var read = Safetensors.open(file);
    assertThat(read.names()).containsExactly("ids", "z", "a", "nothing"); // wide elements first
    assertThat(read.metadata())
        .containsExactly(Map.entry("format", "pt"), Map.entry("made", "here"));
    assertThat(read.shape("z")).isEqualTo(Shape.of(2, 3));
    assertThat(read.floats("z")).containsExactly(1, 2, 3, 4, 5, Float.MIN_VALUE);
    assertThat(read.floats("a")).containsExactly(7);
    assertThat(read.longs("ids")).containsExactly(Long.MIN_VALUE, 9);
    assertThat(read.floats("nothing")).isEmpty();
    assertThat(read.dtype("ids")).isEqualTo(DType.I64);
  }

  @Test
  void writesTheSameBytesWhenWhatItReadIsWrittenAgain() throws IOException {
    byte[] every = everyType();
    Files.write(file, every);
    var again = folder.resolve("again.safetensors");
    Safetensors.write(again, Safetensors.open(file), Safetensors.open(file).metadata());
    var third = folder.resolve("third.safetensors");
    Safetensors.write(third, Safetensors.open(again), Map.of("format", "pt"));
    assertThat(again).hasSameBinaryContentAs(third);
    assertThat(again).hasBinaryContent(every);
    Safetensors.write(third, withoutDoubles(Safetensors.open(file)), Map.of());
    Safetensors.write(again, withoutDoubles(Safetensors.open(third)), Map.of());
    assertThat(again).hasSameBinaryContentAs(third);
  }

  private static Weights withoutDoubles(Weights weights) {
    return InMemoryWeights.copyOf(weights);
  }

  @Test
  void convertsEveryTypeOfElement() throws IOException {
    Files.write(file, everyType());
    var read = Safetensors.open(file);
    assertThat(read.floats("f64")).containsExactly(0.1f);
    assertThat(read.longs("i64")).containsExactly(1L << 40);
    assertThat(read.floats("i64")).containsExactly(0x1p40f);
    assertThat(read.floats("f32")).containsExactly(1.5f);
    assertThat(read.longs("f32")).containsExactly(1);
    assertThat(read.floats("f16")).containsExactly(1, -65504); // 0x3c00, 0xfbff
    assertThat(read.floats("bf16")).containsExactly(1, -2); // 0x3f80, 0xc000
    assertThat(read.longs("i8")).containsExactly(-1);
    assertThat(read.longs("u8")).containsExactly(255);
    assertThat(read.longs("bool")).containsExactly(1, 0);
  }

  /** One array of each type, as a file, with values in the comments of the test above. */
  static byte[] everyType() {
    String[] parts = {
      "\"f64\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}",
      "\"i64\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]}",
      "\"f32\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]}",
      "\"f16\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[20,24]}",
      "\"bf16\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[24,28]}",
      "\"i8\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[28,29]}",
      "\"u8\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[29,30]}",
      "\"bool\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[30,32]}"
    };
    var data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(0.1).putLong(1L << 40).putFloat(1.5f);
    data.putShort((short) 0x3c00).putShort((short) 0xfbff);
    data.putShort((short) 0x3f80).putShort((short) 0xc000);
    data.put((byte) -1).put((byte) 255).put((byte) 1).put((byte) 0);
    return bytes(
        "{\"__metadata__\":{\"format\":\"pt\"}," + String.join(",", parts) + "}", data.array());
  }

  static byte[] bytes(String header, byte... data) {
    byte[] json = (header + " ".repeat(-header.length() & 7)).getBytes(UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  @Test
  void widensIntegersThatNoTensorHas() throws IOException {
    var data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(-5).putInt(-5).putShort((short) -5).putShort((short) -5);
    String header =
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"U32\",\"shape\":[1],\"data_offsets\":[4,8]},"
            + "\"c\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[8,10]},"
            + "\"d\":{\"dtype\":\"U16\",\"shape\":[1],\"data_offsets\":[10,12]}}";
    Files.write(file, bytes(header, data.array()));
    var read = Safetensors.open(file);
    assertThat(read.longs("a")).containsExactly(-5);
    assertThat(read.longs("b")).containsExactly((1L << 32) - 5);
    assertThat(read.floats("c")).containsExactly(-5);
    assertThat(read.longs("d")).containsExactly((1 << 16) - 5);
    var wide = folder.resolve("wide.safetensors");
    Safetensors.write(wide, read, Map.of());
    assertThat(Safetensors.open(wide).longs("b")).containsExactly((1L << 32) - 5);
    assertThat(Safetensors.open(wide).dtype("b")).isEqualTo(DType.I64);
  }

  @Test
  void writesWhatTheReferenceImplementationWrote() throws IOException {
    var golden = GoldenFiles.path("encoders/bert/model.safetensors");
    var read = Safetensors.open(golden);
    Safetensors.write(file, read, read.metadata());
    assertThat(file).hasSameBinaryContentAs(golden);
  }

  @Test
  void readsElementsThatLieAcrossTwoSlices() throws IOException {
    var values = new float[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Safetensors.write(file, new InMemoryWeights().put("w", Shape.of(100), values), Map.of());
    for (int slice = 9; slice < 24; slice++) { // odd sizes cut elements in every way
      assertThat(Safetensors.single(MappedFile.open(file, slice)).floats("w"))
          .containsExactly(values);
    }
  }

  @Test
  void readsAnIndexOfSeveralFiles() throws IOException {
    Safetensors.write(
        folder.resolve("m-1.safetensors"),
        new InMemoryWeights().put("a", Shape.of(1), new float[] {1}),
        Map.of());
    Safetensors.write(
        folder.resolve("m-2.safetensors"),
        new InMemoryWeights().put("b", Shape.of(1), new float[] {2}),
        Map.of());
    var index = folder.resolve("model.safetensors.index.json");
    Files.writeString(
        index, "{\"weight_map\":{\"b\":\"m-2.safetensors\",\"a\":\"m-1.safetensors\"}}");
    var weights = Safetensors.open(index);
    assertThat(weights.names()).containsExactly("b", "a");
    assertThat(weights.floats("a")).containsExactly(1);
    assertThat(weights.floats("b")).containsExactly(2);

    Files.writeString(index, "{\"weight_map\":{\"b\":\"m-1.safetensors\"}}");
    assertThatThrownBy(() -> Safetensors.open(index))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("b must be in m-1.safetensors, which does not hold it");
    Files.writeString(index, "{\"weight_map\":{\"b\":\"../m-1.safetensors\"}}");
    assertThatThrownBy(() -> Safetensors.open(index)).hasMessageContaining("beside the index");
    Files.writeString(index, "[]");
    assertThatThrownBy(() -> Safetensors.open(index)).hasMessageContaining("weight_map");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                           | : must be JSON, but is empty
          {"weight_map":{"a":1}}                       | : 'weight_map' must name the file of 'a', found 1
          {"weight_map":{"a":null}}                    | : 'weight_map' must name the file of 'a', found null
          {"weight_map":{"a":"m"}} {}                  | :1: must be JSON: something follows the value
          {"weight_map":{"a":"m","a":"n"}}             | :1: must be JSON: 'a' stands twice in an object
          {"weight_map":{}, "weight_map":{"a":"m"}}    | :1: must be JSON: 'weight_map' stands twice
          """)
  void readsAnIndexStrictly(String content, String message) throws IOException {
    var index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, content);
    assertThatThrownBy(() -> Safetensors.open(index))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(index + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}} | not supported because a has dtype F31; supported: [F64, F32, F16, BF16
          {"a":{"shape":[1],"data_offsets":[0,4]}}               | a: dtype must be one of
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} | a: shape (2) of F32 needs 8 bytes, data_offsets hold 4
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}} | a: shape must hold integers of 0 or more, found -1
          {"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}   | a: shape must be an array, found 1
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}   | a: data_offsets must be a start and an end
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}} | a: data_offsets must be a start and an end
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4.5]}} | a: data_offsets must hold integers
          {"a":{"dtype":"F32","shape":[9223372036854775807,3],"data_offsets":[0,4]}} | a: shape (9223372036854775807, 3) has too many elements
          {"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}  | a must start at byte 64, where the header ends, but leaves a gap at 66
          {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}} | b must start at byte 123, where a ends, but overlaps it at 122
          {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}} | header must be JSON: Duplicate field 'a'
          {"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}  | truncated: expected 69 bytes, found 68
          {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}  | too long: expected 67 bytes, found 68
          {"a":{"dtype":"U8"                                     | header must be JSON
          []                                                     | header must be a JSON object, found ARRAY
          """)
  void refusesAHeaderThatIsWrong(String header, String message) throws IOException {
    Files.write(file, bytes(header, (byte) 1, (byte) 2, (byte) 3, (byte) 4));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void refusesAFileThatIsMissingOrTruncated() throws IOException {
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no such file");
    byte[] whole = everyType();
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.open(file))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("found " + length);
    }
  }

  @Test
  void refusesAFileOfAnotherKind() throws IOException {
    Files.writeString(file, "<!DOCTYPE html><html>");
    assertThatThrownBy(() -> Safetensors.open(file))
        .hasMessageContaining("header length must be 2 to 100000000")
        .hasMessageContaining("not a safetensors file");
  }

  @Test
  void refusesANameThatIsNotThereAndSaysWhatIsSimilar() {
    Safetensors.write(
        file,
        new InMemoryWeights().put("bert.pooler.dense.weight", Shape.of(1), new float[1]),
        Map.of());
    assertThatThrownBy(() -> Safetensors.open(file).floats("pooler.dense.weight"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "no array 'pooler.dense.weight' among 1; similar: bert.pooler.dense.weight");
  }

  @Test
  void leavesNothingBehindAndTheOldFileAsItWasWhenWritingFails() throws IOException {
    Files.writeString(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("disk full");
    assertThat(file).hasContent("old");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void namesTheFirstArrayThatIsNotFinite() {
    var weights =
        new InMemoryWeights()
            .put("fine", Shape.of(1), new float[1])
            .put("broken", Shape.of(3), new float[] {0, 0, Float.NaN});
    assertThatThrownBy(() -> weights.requireFinite("x.safetensors"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "x.safetensors: weights must be finite, but element 2 of 'broken' (3) is NaN");
  }
}
