// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lyceum.files.AtomicFile;

/**
 * The log of one run, a JSON object a line: {@code step}, and {@code loss}, {@code rate} and {@code
 * norm} of a step, or {@code probe} and {@code score} of a measurement, or {@code warning}.
 */
final class RunLog implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter out;

  private RunLog(BufferedWriter out) {
    this.out = out;
  }

  /** Opens the log and drops what lies past the step at which the run goes on. */
  static RunLog open(Path file, int step) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var kept = upTo(file, step);
      AtomicFile.write(file, out -> out.write(text(kept)));
      return new RunLog(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException("the log %s cannot be written".formatted(file), e);
    }
  }

  private static byte[] text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(joining()).getBytes(UTF_8);
  }

  private static List<String> upTo(Path file, int step) throws IOException {
    if (step == 0 || !Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> isWhole(line, step)).toList();
    }
  }

  /** A kill may have cut the last line. */
  private static boolean isWhole(String line, int step) {
    try {
      return JSON.readTree(line).path("step").asInt(Integer.MAX_VALUE) <= step;
    } catch (IOException e) {
      return false;
    }
  }

  void step(TrainListener.Step step) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("step", step.step());
    fields.put("loss", step.loss());
    fields.put("rate", step.rate());
    fields.put("norm", step.norm());
    write(fields);
  }

  void measured(int step, String probe, double score) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("step", step);
    fields.put("probe", probe);
    fields.put("score", score);
    write(fields);
  }

  void warned(int step, String warning) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("step", step);
    fields.put("warning", warning);
    write(fields);
  }

  private void write(Map<String, Object> fields) {
    try {
      out.write(JSON.writeValueAsString(fields));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException("the log cannot be written", e);
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the log cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the log cannot be closed", e);
    }
  }
}
