// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lyceum.head.HeadModule;
import org.lyceum.nn.Parameters;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.text.Tokenizer;

/**
 * What a model is, without its weights and its tokenizer.
 *
 * @param backbone the encoder
 * @param pooling token states to one vector
 * @param modules what is done to the vector, in order
 * @param text how texts become tokens
 * @param use how vectors are used
 */
public record ModelSpec(
    Backbone backbone, Pooling pooling, List<HeadModule> modules, TextSpec text, Use use) {
  /**
   * How texts become tokens.
   *
   * @param maxTokens the longest text in tokens, special tokens included
   * @param lowerCase whether texts are lower-cased before the tokenizer sees them
   * @param includePrompt whether a prompt's tokens count in pooling
   */
  public record TextSpec(int maxTokens, boolean lowerCase, boolean includePrompt) {
    /**
     * {@return how many tokens at the start of a text are of the prompt in front of it and do not
     * count in pooling}
     *
     * @param tokenizer the model's
     * @param prompt as it came; may be empty
     */
    public int promptTokens(Tokenizer tokenizer, String prompt) {
      return prompt.isEmpty() || includePrompt ? 0 : tokenizer.promptTokens(cased(prompt));
    }

    /**
     * {@return a text as the tokenizer sees it}
     *
     * @param text as it came
     */
    String cased(String text) {
      return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** {@return the same for texts of any length} */
    public TextSpec unlimited() {
      return new TextSpec(Integer.MAX_VALUE, lowerCase, includePrompt);
    }
  }

  /**
   * How vectors are used.
   *
   * @param prompts texts in front of texts
   * @param similarity how vectors are compared
   * @param truncateDim the width that vectors are cut to unless another is asked for, or null
   */
  public record Use(Prompts prompts, Similarity similarity, @Nullable Integer truncateDim) {
    /** {@return the same for vectors that are not cut} */
    public Use uncut() {
      return new Use(prompts, similarity, null);
    }
  }

  /** Checks that the widths fit. */
  public ModelSpec {
    modules = List.copyOf(modules);
    width(backbone, pooling, modules);
  }

  private static int width(Backbone backbone, Pooling pooling, List<HeadModule> modules) {
    int parts = pooling instanceof Pooling.Concatenated several ? several.parts().size() : 1;
    int width = backbone.width() * parts;
    for (HeadModule module : modules) {
      width = module.width(width);
    }
    return width;
  }

  /** {@return the width of a vector, before any truncation} */
  public int width() {
    return width(backbone, pooling, modules);
  }

  /** {@return the width of a vector as users get it, who have not asked for another} */
  public int givenWidth() {
    return Cut.of(this, Cut.MODEL_WIDTH).kept();
  }

  /** {@return whether vectors come out with length 1} */
  public boolean normalizes() {
    return !modules.isEmpty() && modules.getLast() instanceof HeadModule.Normalize;
  }

  /**
   * {@return the name of a module's folder}
   *
   * @param i which of {@link #modules}
   */
  public String folderOf(int i) {
    int before = backbone instanceof Backbone.OfTable ? 1 : 2;
    return (before + i) + "_" + modules.get(i).kind();
  }

  /**
   * {@return the model with these parameters: those of the encoder by the names of its checkpoint,
   * those of a module below the name of its folder}
   *
   * @param parameters where they are
   */
  public EmbeddingModel model(Parameters parameters) {
    var after = new ArrayList<UnaryOperator<Tensor>>();
    for (int i = 0; i < modules.size(); i++) {
      after.add(modules.get(i).load(parameters.under(folderOf(i))));
    }
    return new EmbeddingModel(backbone.load(parameters), pooling, List.copyOf(after));
  }

  /**
   * {@return the model that gives the vectors that users get: those of {@link #model}, cut to
   * {@link #givenWidth}}
   *
   * @param parameters as of {@link #model}
   */
  public EmbeddingModel givenModel(Parameters parameters) {
    var cut = Cut.of(this, Cut.MODEL_WIDTH);
    var whole = model(parameters);
    if (cut.kept() == cut.full()) {
      return whole;
    }
    var after = new ArrayList<>(whole.after());
    after.add(cut::apply);
    return new EmbeddingModel(whole.encoder(), whole.pooling(), List.copyOf(after));
  }

  /**
   * {@return the token ids of texts as this model takes them: cut to its limit, lower-cased where
   * it wants that, with special tokens unless it is a static table}
   *
   * @param tokenizer the model's
   * @param texts any texts, prompts already in front
   */
  public List<TokenIds> tokenize(Tokenizer tokenizer, List<String> texts) {
    List<String> cased = cased(texts);
    return backbone instanceof Backbone.OfTable
        ? tokenizer.encodeWithoutSpecials(cased)
        : tokenizer.encode(cased, text.maxTokens());
  }

  /**
   * {@return how many tokens at the start of a text are of the prompt in front of it and do not
   * count in pooling}
   *
   * @param tokenizer the model's
   * @param prompt as it came; may be empty
   */
  public int promptTokens(Tokenizer tokenizer, String prompt) {
    return text.promptTokens(tokenizer, prompt);
  }

  /** {@return whether pooling takes all tokens of a text, those of a prompt too} */
  public boolean promptsCount() {
    return text.includePrompt() || use.prompts().areEmpty();
  }

  /**
   * {@return texts as the tokenizer sees them}
   *
   * @param texts as they came
   */
  public List<String> cased(List<String> texts) {
    return text.lowerCase() ? texts.stream().map(text::cased).toList() : texts;
  }

  /**
   * Refuses a model whose prompts do not count in pooling, where all tokens do.
   *
   * @param folder of the model, for the message
   * @throws DataException if it is such a model
   */
  public void requirePromptsCount(Path folder) {
    if (!promptsCount()) {
      throw new DataException(
          folder,
          "its prompts do not count in pooling (include_prompt is false), which training does not"
              + " support; teach from a model whose prompts count, or remove the prompts");
    }
  }

  /**
   * {@return the same for texts that are cut sooner}
   *
   * @param maxTokens the longest text in tokens, special tokens included
   */
  public ModelSpec withMaxTokens(int maxTokens) {
    return new ModelSpec(
        backbone,
        pooling,
        modules,
        new TextSpec(maxTokens, text.lowerCase(), text.includePrompt()),
        use);
  }

  /**
   * {@return the same with another encoder of the same width}
   *
   * @param backbone the encoder
   */
  public ModelSpec withBackbone(Backbone backbone) {
    return new ModelSpec(backbone, pooling, modules, text, use);
  }
}
