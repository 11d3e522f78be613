// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.lyceum.folder.ModelCard;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Provenance;
import org.lyceum.job.Versions;

/**
 * What was made of a model that is another one now: what the old one's card and provenance say does
 * not hold for it.
 *
 * @param model what there was
 * @param name of what it becomes
 * @param changes each option and its value
 * @param data id to SHA-256 of what was read
 */
record Conversion(
    ModelFolder model,
    String name,
    SequencedMap<String, String> changes,
    Map<String, String> data) {
  private static final List<String> OF_LAYERS = List.of("layers", "up-scale");

  /** The same with a card and a provenance of its own. */
  ModelContent described(ModelContent changed) {
    return changed.withProvenance(provenance()).withReadme(card().markdown(changed.spec()));
  }

  private Provenance provenance() {
    return new Provenance(
        "lyceum convert " + model.name(),
        0,
        data,
        changes,
        model.fingerprint(),
        Map.of(),
        Versions.all(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private ModelCard card() {
    String list =
        changes.entrySet().stream()
            .map(change -> "%s %s".formatted(change.getKey(), change.getValue()))
            .collect(Collectors.joining("; "));
    boolean untrained = OF_LAYERS.stream().anyMatch(changes::containsKey);
    String body =
        "Made of `%s` by `lyceum convert`: %s.%s"
            .formatted(
                model.name(),
                list,
                untrained ? " Its layers were chosen anew: it is to be trained before use." : "");
    return ModelCard.madeFrom(model, name, List.of(), body);
  }
}
