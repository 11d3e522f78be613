// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Cut;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelKind;
import org.lyceum.folder.ModelLayout;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Route;
import org.lyceum.folder.RouteInput;
import org.lyceum.folder.SavedModel;
import org.lyceum.folder.Stage;
import org.lyceum.folder.TextRole;
import org.lyceum.head.HeadModule;

/**
 * Embeds with a dense model of any modules, routers too: queries take the route of queries,
 * documents that of documents. One text at a time a worker; an {@link OnnxEmbedder} batches.
 */
public final class SavedEmbedder implements Embedder {
  private final SavedModel model;
  private final RouteRunner runner;
  private final Cut cut;
  private final Workers workers;
  private final UseGuard guard = new UseGuard();

  private SavedEmbedder(SavedModel model, Cut cut, int threads) {
    this.model = model;
    this.cut = cut;
    runner = new RouteRunner(model);
    workers = new Workers("lyceum-embed", threads);
  }

  /**
   * {@return an embedder of a dense model}
   *
   * @param model stays open as long as the embedder, which closes it, also if this fails
   * @param options how it works; the token budget means nothing here
   * @throws org.lyceum.tensor.DataException if the model gives something else than a vector a text
   * @throws IllegalStateException if an 8-bit graph is asked for, which there is not
   */
  public static SavedEmbedder open(SavedModel model, EmbedderOptions options) {
    try {
      if (options.precision() == GraphPrecision.INT8) {
        throw new IllegalStateException(
            "%s has no 8-bit graph, which is made only of one encoder with one pooling; leave out --int8"
                .formatted(model.path()));
      }
      return new SavedEmbedder(model, cut(model, options), options.workers());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static Cut cut(SavedModel model, EmbedderOptions options) {
    ModelLayout layout = model.layout();
    if (!(layout.kind() instanceof ModelKind.Dense(var similarity, var own))) {
      throw model.notOneEncoder();
    }
    var routes = layout.routes().values();
    boolean normalizes =
        routes.stream()
            .allMatch(
                route ->
                    route.parts().getLast().stage() instanceof Stage.Top(var module, boolean on)
                        && module instanceof HeadModule.Normalize);
    int full = routes.iterator().next().output().width();
    return Cut.of(full, own, normalizes, options.truncateDim());
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public String fingerprint() {
    return Sha256.of(model.fingerprint() + cut);
  }

  @Override
  public int width() {
    return cut.kept();
  }

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    String front = model.layout().prompts().text(prompt);
    TextRole role = role(prompt);
    Route route = model.layout().route(role);
    var out = new Rows(texts.size(), progress);
    return guard.use(
        () -> {
          workers.run(
              texts.size(),
              i -> {
                RouteInput input = model.input(front, texts.get(i), role);
                out.put(i, cut.apply(runner.run(route, input)), input.truncated());
                out.advance(1);
              });
          return out.vectors();
        });
  }

  private static TextRole role(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Query() -> TextRole.QUERY;
      case Prompt.Document() -> TextRole.DOCUMENT;
      case Prompt.Default() -> TextRole.ANY;
      case Prompt.None() -> TextRole.ANY;
      case Prompt.Named named -> TextRole.ANY;
    };
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          workers.close();
          runner.close();
          model.close();
        });
  }
}
