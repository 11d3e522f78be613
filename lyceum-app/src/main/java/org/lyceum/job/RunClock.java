// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.lyceum.files.AtomicFile;

/**
 * Counts the seconds that a run has taken, in all of its processes: what was counted before an
 * interrupt or a kill is written down, to within some seconds.
 */
final class RunClock {
  private static final String FILE = "seconds";
  private static final double PAUSE = 5;

  private final Stopwatch process = Stopwatch.sinceTheProgramStarted();
  private final double pause;
  private double before;
  private double written;

  RunClock() {
    this(PAUSE);
  }

  /**
   * Counts.
   *
   * @param pause seconds between two notes, at least
   */
  RunClock(double pause) {
    this.pause = pause;
  }

  /** Seconds of this process and of those before it. */
  double seconds() {
    return before + process.seconds();
  }

  /** Goes on counting from what an earlier process wrote into the run's folder, if it did. */
  void resume(Path work) {
    var file = work.resolve(FILE);
    try {
      before = Files.exists(file) ? Double.parseDouble(Files.readString(file).strip()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    } catch (NumberFormatException e) {
      before = 0; // no more is lost than the time that was taken
    }
  }

  /**
   * {@return a question that is asked often, with the time written down on the way}
   *
   * @param stop the question
   * @param work the run's folder
   */
  BooleanSupplier noting(BooleanSupplier stop, Path work) {
    return () -> {
      note(work);
      return stop.getAsBoolean();
    };
  }

  private synchronized void note(Path work) {
    if (process.seconds() - written > pause) {
      written = process.seconds();
      byte[] text = Double.toString(seconds()).getBytes(US_ASCII);
      AtomicFile.write(work.resolve(FILE), out -> out.write(text));
    }
  }
}
