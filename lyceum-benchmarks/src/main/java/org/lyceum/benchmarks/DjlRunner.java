// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import ai.djl.ModelException;
import ai.djl.engine.Engine;
import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.folder.ModelFolder;
import org.lyceum.tensor.DataException;

/**
 * DJL with its engine for ONNX Runtime, as its users call it: the translator for text embeddings,
 * the graph of the folder, batches of 32 in the order of the texts, default threads.
 */
final class DjlRunner implements Runner {
  private static final int BATCH = 32;

  private final TemporaryFolder temporary = new TemporaryFolder();
  private final ModelFolder folder;
  private final ZooModel<String, float[]> model;
  private final Predictor<String, float[]> predictor;

  /**
   * Lets DJL make the environment of ONNX Runtime, which a process has once and all share; DJL does
   * not work in one that another made.
   *
   * @return whether it could
   */
  static boolean begins() {
    try {
      Engine.getEngine("OnnxRuntime");
      return true;
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      return false; // the first and each later attempt in a process that uses it already
    }
  }

  DjlRunner(ModelFolder folder) {
    this.folder = folder;
    Path files = temporary.path();
    Path graph =
        folder
            .graph()
            .orElseThrow(
                () -> new DataException(folder.path(), "must have onnx/model.onnx for DJL"));
    try {
      Files.copy(graph, files.resolve("model.onnx"));
      Files.copy(folder.path().resolve("tokenizer.json"), files.resolve("tokenizer.json"));
      model =
          Criteria.builder()
              .setTypes(String.class, float[].class)
              .optModelPath(files)
              .optModelName("model.onnx")
              .optEngine("OnnxRuntime")
              .optTranslatorFactory(new TextEmbeddingTranslatorFactory())
              .optArgument("padding", "true")
              .optArgument("includeTokenTypes", "true")
              .optArgument("pooling", "mean")
              .optArgument("normalize", "true")
              .build()
              .loadModel();
    } catch (IOException | ModelException | RuntimeException e) {
      temporary.close();
      throw new DataException(folder.path(), "cannot be opened by DJL: " + e.getMessage(), e);
    }
    predictor = model.newPredictor();
  }

  @Override
  public String name() {
    return BenchRunner.DJL.label();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var rows = new ArrayList<float[]>();
    try {
      for (int from = 0; from < texts.size(); from += BATCH) {
        rows.addAll(predictor.batchPredict(texts.subList(from, to(from, texts))));
      }
    } catch (TranslateException e) {
      throw new IllegalStateException("DJL failed: " + e.getMessage(), e);
    }
    return rows;
  }

  private static int to(int from, List<String> texts) {
    return Math.min(from + BATCH, texts.size());
  }

  @Override
  public double padding(List<String> texts) {
    int[] lengths = folder.tokenize(texts).stream().mapToInt(text -> text.length()).toArray();
    double real = 0;
    double all = 0;
    for (int from = 0; from < lengths.length; from += BATCH) {
      int longest = 0;
      int to = to(from, texts);
      for (int i = from; i < to; i++) {
        real += lengths[i];
        longest = Math.max(longest, lengths[i]);
      }
      all += (double) longest * (to - from);
    }
    return 1 - real / all;
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
    temporary.close();
  }
}
