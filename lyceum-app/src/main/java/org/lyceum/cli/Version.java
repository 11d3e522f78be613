// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import org.lyceum.job.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code lyceum --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "lyceum %s, Java %s, %s %s"
          .formatted(
              Versions.lyceum(),
              Runtime.version(),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}
