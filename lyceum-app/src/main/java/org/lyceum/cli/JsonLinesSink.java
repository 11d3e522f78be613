// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.PartFile;

/** A JSON object a line, in a file or on standard output. */
final class JsonLinesSink implements VectorSink {
  private final @Nullable PartFile file;
  private final OutputPrecision precision;
  private final JsonGenerator json;
  private @Nullable Function<float[], byte[]> quantized;

  JsonLinesSink(@Nullable Path output, OutputPrecision precision, PrintWriter out) {
    this.precision = precision;
    file = output == null ? null : new PartFile(output);
    Writer writer = file == null ? out : Channels.newWriter(file.channel(), UTF_8);
    try {
      json = new JsonFactory().createGenerator(writer);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void write(List<String> texts, List<float[]> rows) {
    if (precision.isQuantized() && quantized == null) {
      quantized = precision.calibrated(rows);
    }
    try {
      for (int i = 0; i < rows.size(); i++) {
        json.writeStartObject();
        json.writeStringField("text", texts.get(i));
        json.writeArrayFieldStart("embedding");
        write(rows.get(i));
        json.writeEndArray();
        json.writeEndObject();
      }
      json.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void write(float[] row) throws IOException {
    if (quantized == null) {
      for (float value : row) {
        json.writeNumber(value);
      }
    } else {
      for (byte value : quantized.apply(row)) {
        json.writeNumber(precision.number(value));
      }
    }
  }

  private UncheckedIOException failed(IOException e) {
    return file == null ? new UncheckedIOException("output: " + e.getMessage(), e) : file.failed(e);
  }

  @Override
  public void finish() {
    try {
      if (json.getOutputContext().getEntryCount() > 0) {
        json.writeRaw('\n');
      }
      json.flush();
    } catch (IOException e) {
      throw failed(e);
    }
    if (file != null) {
      file.commit();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
