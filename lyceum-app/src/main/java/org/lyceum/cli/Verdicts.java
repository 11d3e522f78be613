// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import org.lyceum.compatibility.FolderCheck.Finding;
import org.lyceum.compatibility.FolderVerdict;

/** Prints whether a folder is understood, and why. */
final class Verdicts {
  private Verdicts() {}

  static void print(PrintWriter out, FolderVerdict verdict) {
    out.printf(
        "%s, %s because%n", verdict.kind(), verdict.supported() ? "supported" : "not supported");
    for (Finding finding : verdict.findings()) {
      out.printf("  %-4s %s %s%n", mark(finding), finding.file(), finding.rule());
      if (!finding.holds()) {
        out.printf("       %s%n", finding.remedy());
      }
    }
    out.flush();
  }

  static String mark(Finding finding) {
    return switch (finding.standing()) {
      case HOLDS -> "ok";
      case FAILS -> "FAIL";
      case UNKNOWN -> "?";
    };
  }
}
