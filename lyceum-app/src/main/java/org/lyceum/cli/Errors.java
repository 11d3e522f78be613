// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.lyceum.tensor.DataException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a failure into one line on standard error and an exit code. */
final class Errors {
  static final int FAULT = 1;
  static final int WRONG_VALUE = 2;
  static final int NOT_READY = 3;
  static final int WRONG_FILE = 4;
  static final int INTERRUPTED = 130;

  /**
   * What shells say of a program that a closed pipe ended, 128 and the number of the signal: not 0,
   * so that a script can tell an output that was cut from a whole one.
   */
  static final int CLOSED_PIPE = 141;

  private Errors() {}

  /**
   * {@return {@link #WRONG_VALUE}, after saying what is wrong with the command line}
   *
   * @param error what the parser found
   * @param args the command line
   */
  static int usage(ParameterException error, String[] args) {
    var command = error.getCommandLine();
    command
        .getErr()
        .printf(
            "lyceum: %s; '%s --help' lists %s%n",
            usage(error),
            command.getCommandSpec().qualifiedName(),
            isProgram(command) ? "commands and options" : "the options");
    return WRONG_VALUE;
  }

  private static String usage(ParameterException error) {
    var command = error.getCommandLine();
    return switch (error) {
      case UnmatchedArgumentException unmatched when !unmatched.isUnknownOption() ->
          (isProgram(command) ? "there is no command '%s'" : "'%s' is one argument too many")
              .formatted(unmatched.getUnmatched().getFirst());
      default -> String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
    };
  }

  private static boolean isProgram(CommandLine command) {
    return command.getParent() == null;
  }

  /**
   * {@return the exit code, after one line about the error; about a closed pipe there is none}
   *
   * @param error what a command threw
   * @param err standard error
   * @param stacktrace whether to print where the error arose too
   */
  static int report(Throwable error, PrintWriter err, boolean stacktrace) {
    if (!(error instanceof StandardOutput.ClosedPipe)) {
      err.println("lyceum: " + sentence(error));
    }
    if (stacktrace) {
      error.printStackTrace(err);
    }
    err.flush();
    return code(error);
  }

  private static int code(Throwable error) {
    return switch (error) {
      case CancellationException cancelled -> INTERRUPTED;
      case InterruptedException interrupted -> INTERRUPTED;
      case StandardOutput.ClosedPipe closed -> CLOSED_PIPE;
      case IllegalArgumentException wrong -> WRONG_VALUE;
      case IllegalStateException early -> NOT_READY;
      case DataException data -> WRONG_FILE;
      case IOException io -> WRONG_FILE;
      case UncheckedIOException io -> WRONG_FILE;
      default -> FAULT;
    };
  }

  private static String sentence(Throwable error) {
    return switch (error) {
      case CancellationException cancelled -> "interrupted";
      case InterruptedException interrupted -> "interrupted";
      case UncheckedIOException io -> sentence(io, Objects.requireNonNull(io.getCause()));
      case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException exists -> exists.getFile() + ": exists already";
      case FileSystemException file ->
          "%s: %s"
              .formatted(
                  file.getFile(),
                  file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
      case OutOfMemoryError memory ->
          "out of memory (%s); LYCEUM_JAVA_OPTS=-Xmx8g gives the heap 8 GB"
              .formatted(memory.getMessage());
      case Throwable any when code(any) != FAULT && any.getMessage() != null -> any.getMessage();
      default -> "%s; this is a fault of the program, --stacktrace shows where".formatted(error);
    };
  }

  /** What was done names the file, unless the cause itself names it; the cause says why. */
  private static String sentence(UncheckedIOException error, IOException cause) {
    var what = String.valueOf(error.getMessage());
    if (cause instanceof FileSystemException || what.equals(cause.toString())) {
      return sentence(cause);
    }
    var why = sentence(cause);
    return what.contains(why) ? what : what + ": " + why;
  }
}
