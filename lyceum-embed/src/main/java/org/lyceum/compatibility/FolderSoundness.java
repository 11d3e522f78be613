// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.compatibility.FolderCheck.Reader;
import org.lyceum.compatibility.FolderCheck.Standing;
import org.lyceum.folder.FolderParts;
import org.lyceum.tensor.UnsupportedException;
import org.lyceum.text.Tokenizer;
import org.lyceum.weights.Safetensors;

/**
 * Whether the files of a folder are whole and belong together, whoever reads them: tried with what
 * opens them to embed. What is not understood here is not known to be broken.
 */
final class FolderSoundness {
  private final Path folder;
  private final List<FolderFacts> inputs;
  private final FolderFindings found = new FolderFindings(new ArrayList<>());
  private boolean settled = true;

  private FolderSoundness(Path folder) {
    this.folder = folder;
    inputs = FolderFacts.of(folder, Reader.ST6).inputs();
  }

  /** Tries the parts of a folder. */
  static FolderSoundness of(Path folder) {
    var soundness = new FolderSoundness(folder.toAbsolutePath().normalize());
    soundness.trySettings();
    return soundness;
  }

  /** Adds what was found; of settings that are wrong only where no rule has told of them yet. */
  void addTo(FolderFindings findings) {
    if (settled || findings.hold()) {
      findings.list().addAll(found.list());
    }
  }

  private void trySettings() {
    try {
      tryParts(FolderParts.of(folder));
    } catch (UnsupportedException e) {
      tryParts(new FolderParts(() -> openFiles(e), this::openTokenizers));
    } catch (RuntimeException e) { // whatever reading them throws is a reason
      settled = false;
      found.add("settings", "fit each other", Standing.FAILS, reason(e));
    }
  }

  private String reason(RuntimeException refusal) {
    return FolderTrial.within(folder, String.valueOf(refusal.getMessage()));
  }

  /** The weights of a model that is not understood: whether the files are whole, and no more. */
  private void openFiles(UnsupportedException why) {
    for (FolderFacts input : inputs) {
      FolderParts.weights(folder.resolve(input.encoderAt())).ifPresent(Safetensors::open);
    }
    throw why;
  }

  /** The tokenizers of a model that is not understood, of whose ids nothing is known. */
  private void openTokenizers() {
    inputs.forEach(input -> Tokenizer.open(folder.resolve(input.encoderAt())).close());
  }

  /** Files that are missing are told by the rules of each reader. */
  private void tryParts(FolderParts parts) {
    if (inputs.stream().allMatch(FolderFacts::hasWeights)) {
      tryPart("weights", "fit the settings, and every element is finite", parts.weights());
    }
    if (inputs.stream().allMatch(FolderFacts::hasTokenizer)) {
      tryPart("tokenizer", "can be read", parts.tokenizers());
    }
  }

  private void tryPart(String part, String rule, Runnable opening) {
    try {
      opening.run();
      found.add(part, rule, Standing.HOLDS, "");
    } catch (UnsupportedException e) {
      String summary = FolderTrial.within(folder, e.summary());
      found.add(part, rule, Standing.UNKNOWN, "not looked at by Lyceum: " + summary);
    } catch (RuntimeException e) { // whatever opening it throws is a reason
      found.add(part, rule, Standing.FAILS, reason(e));
    }
  }
}
