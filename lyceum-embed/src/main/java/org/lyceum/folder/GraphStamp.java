// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.lyceum.onnx.OnnxModel;

/**
 * What a graph was made from, as a note in the graph: checksums of the files that say what a model
 * is. Where a file was changed since, the graph is another model's. This finds what was forgotten,
 * not what was forged.
 *
 * @param settings of {@code modules.json} and of each {@code config.json}, and of what a caller
 *     stated beside them
 * @param weights of each file of safetensors; of the graph where there is none
 */
public record GraphStamp(String settings, String weights) {
  /** The note's name. */
  static final String KEY = "lyceum.made_from";

  private static final int READ_AT_ONCE = 1 << 20;

  /** The stamp of a graph that is made now from the files of a folder. */
  static GraphStamp of(Path folder, String stated) {
    List<Path> files = Fingerprint.files(folder);
    var settings = checksum(folder, files, GraphStamp::isSetting);
    settings.update(stated.getBytes(UTF_8));
    var weights =
        files.stream().anyMatch(GraphStamp::isOfWeights)
            ? checksum(folder, files, GraphStamp::isOfWeights)
            : checksum(folder, FolderWeights.graph(folder).stream().toList(), file -> true);
    return new GraphStamp(text(settings), text(weights));
  }

  private static boolean isSetting(Path file) {
    String name = file.getFileName().toString();
    return name.equals("config.json") || name.equals("modules.json");
  }

  private static boolean isOfWeights(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".safetensors") || name.endsWith(".safetensors.index.json");
  }

  /** Of the names and contents of some of the files. */
  private static CRC32C checksum(Path folder, List<Path> files, Predicate<Path> chosen) {
    var sum = new CRC32C();
    for (Path file : files) {
      if (chosen.test(file)) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        sum.update((name + "\0" + content(file) + "\n").getBytes(UTF_8));
      }
    }
    return sum;
  }

  /** Length and checksum. */
  private static String content(Path file) {
    var sum = new CRC32C();
    var buffer = ByteBuffer.allocateDirect(READ_AT_ONCE);
    try (var channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        sum.update(buffer.flip());
      }
      return channel.size() + " " + text(sum);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  private static String text(CRC32C sum) {
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /**
   * {@return a graph with this stamp}
   *
   * @param graph made from these files
   */
  public OnnxModel on(OnnxModel graph) {
    return graph.withNote(KEY, note());
  }

  private String note() {
    return settings + " " + weights;
  }

  /**
   * {@return whether a graph has this stamp}
   *
   * @param graph of any origin
   */
  public boolean isOn(OnnxModel graph) {
    return note().equals(graph.metadata().get(KEY));
  }

  /** Whether a graph says that it was made with other settings, whatever its weights were. */
  boolean contradicts(OnnxModel graph) {
    String note = graph.metadata().get(KEY);
    return note != null && !note.startsWith(settings + " ");
  }
}
