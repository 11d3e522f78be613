// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.Weights;

/**
 * All that a model folder holds.
 *
 * @param spec what the model is
 * @param weights its parameters, named as in {@link ModelFolder#weights}
 * @param tokenizer a folder whose tokenizer files are copied
 * @param readme the model card
 * @param provenance where it came from, or null where that is not known
 * @param golden the vectors it must give, or null to compute them
 * @param style how its encoder is written
 */
public record ModelContent(
    ModelSpec spec,
    Weights weights,
    Path tokenizer,
    String readme,
    @Nullable Provenance provenance,
    @Nullable Golden golden,
    CheckpointStyle style) {
  /**
   * An encoder that is written by the names of the base model.
   *
   * @param spec what the model is
   * @param weights its parameters, named as in {@link ModelFolder#weights}
   * @param tokenizer a folder whose tokenizer files are copied
   * @param readme the model card
   * @param provenance where it came from, or null where that is not known
   * @param golden the vectors it must give, or null to compute them
   */
  public ModelContent(
      ModelSpec spec,
      Weights weights,
      Path tokenizer,
      String readme,
      @Nullable Provenance provenance,
      @Nullable Golden golden) {
    this(spec, weights, tokenizer, readme, provenance, golden, CheckpointStyle.BASE);
  }

  /**
   * {@return another model made of this one, whose golden vectors do not hold any more}
   *
   * @param other what it is now
   * @param parameters of it
   */
  public ModelContent with(ModelSpec other, Weights parameters) {
    return new ModelContent(other, parameters, tokenizer, readme, provenance, null, style);
  }

  /**
   * {@return the same with the tokenizer of another folder}
   *
   * @param folder with its files
   */
  ModelContent withTokenizer(Path folder) {
    return new ModelContent(spec, weights, folder, readme, provenance, golden, style);
  }

  /**
   * {@return the same with another model card}
   *
   * @param card Markdown
   */
  public ModelContent withReadme(String card) {
    return new ModelContent(spec, weights, tokenizer, card, provenance, golden, style);
  }

  /**
   * {@return the same that came from elsewhere}
   *
   * @param other where it came from
   */
  public ModelContent withProvenance(Provenance other) {
    return new ModelContent(spec, weights, tokenizer, readme, other, golden, style);
  }

  /**
   * {@return what a folder holds, so that it can be written again}
   *
   * @param folder the folder; it must stay as it is until this is written
   * @throws DataException if it is a table that no folder of this layout can be
   */
  public static ModelContent of(ModelFolder folder) {
    requireKnownMean(folder);
    Path card = folder.path().resolve("README.md");
    try {
      String readme =
          Files.exists(card)
              ? Files.readString(card)
              : ModelCard.of(folder.name()).markdown(folder.spec());
      return new ModelContent(
          folder.spec(),
          folder.weights(),
          folder.tokenizerFolder(),
          readme,
          folder.provenance().orElse(null),
          folder.golden().orElse(null),
          style(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CheckpointStyle style(ModelFolder folder) {
    var architecture = folder.backbone().architecture();
    return architecture == null
        ? CheckpointStyle.BASE
        : CheckpointStyle.of(FolderReader.encoderFolder(folder.path()), architecture.names());
  }

  /** Refuses a table whose mean leaves tokens out, where length 1 does not make that the same. */
  private static void requireKnownMean(ModelFolder folder) {
    if (folder.backbone() instanceof Backbone.OfTable
        && !folder.spec().normalizes()
        && StaticFile.leavesOutUnknown(folder.tokenizerFolder())) {
      throw new DataException(
          folder.path(),
          "a table of Model2Vec without Normalize leaves unknown tokens out of the mean, which no"
              + " other reader does; use it as it is, or add a Normalize module");
    }
  }
}
