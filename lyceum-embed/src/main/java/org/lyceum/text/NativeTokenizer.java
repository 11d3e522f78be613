// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.Cache;

/**
 * One tokenizer in the native library. Calls it below DJL's own wrapper, which makes ten objects a
 * text where two are needed.
 */
final class NativeTokenizer {
  private static final String OFFLINE = "ai.djl.offline";
  private static final String FOLDER = "ENGINE_CACHE_DIR";
  private static final TokenizersLibrary LIBRARY = load();

  private final long handle;

  NativeTokenizer(String json) {
    handle = LIBRARY.createTokenizerFromString(json);
  }

  /**
   * Loads the native code from the class path; DJL is told not to look for it elsewhere, while it
   * loads and no longer.
   */
  private static TokenizersLibrary load() {
    String offline = System.getProperty(OFFLINE);
    String folder = System.getProperty(FOLDER);
    System.setProperty(OFFLINE, "true");
    if (folder == null && System.getenv(FOLDER) == null) {
      System.setProperty(FOLDER, natives().toString());
    }
    try {
      LibUtils.checkStatus();
      return TokenizersLibrary.LIB;
    } finally {
      restore(OFFLINE, offline);
      restore(FOLDER, folder);
    }
  }

  /**
   * Where the native library is unpacked: the cache, or a temporary folder if that is read-only.
   */
  private static Path natives() {
    Path folder = Cache.folder().resolve("natives");
    try {
      Files.createDirectories(folder);
      if (Files.isWritable(folder)) {
        return folder;
      }
    } catch (IOException e) {
      return temporary();
    }
    return temporary();
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"), "lyceum-natives");
  }

  private static void restore(String property, @Nullable String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  /** One encoded text, in native memory until it is closed. */
  static final class Encoded implements AutoCloseable {
    private final long encoding;

    private Encoded(long encoding) {
      this.encoding = encoding;
    }

    int[] ids() {
      return narrow(LIBRARY.getTokenIds(encoding));
    }

    int[] types() {
      return narrow(LIBRARY.getTypeIds(encoding));
    }

    /** The word of each token, or -1. */
    int[] words() {
      return narrow(LIBRARY.getWordIds(encoding));
    }

    /** The text of each token, 0 or 1, or -1 for what was put around them. */
    int[] sequences() {
      return narrow(LIBRARY.getSequenceIds(encoding));
    }

    /** 1 for what was put around the texts. */
    int[] specials() {
      return narrow(LIBRARY.getSpecialTokenMask(encoding));
    }

    /** Where each token stands in its text, in code points; null for what is in none. */
    @Nullable CharSpan[] spans() {
      return LIBRARY.getTokenCharSpans(encoding);
    }

    boolean overflows() {
      return LIBRARY.getOverflowCount(encoding) > 0;
    }

    @Override
    public void close() {
      LIBRARY.deleteEncoding(encoding);
    }
  }

  Encoded encode(String text, boolean specials) {
    return new Encoded(LIBRARY.encode(handle, Utf16.wellFormed(text), specials));
  }

  Encoded encode(TextPair texts, boolean specials) {
    String second = texts.second();
    return second == null
        ? encode(texts.first(), specials)
        : new Encoded(
            LIBRARY.encodeDual(
                handle, Utf16.wellFormed(texts.first()), Utf16.wellFormed(second), specials));
  }

  String decode(int[] ids, boolean skipSpecials) {
    long[] wide = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      wide[i] = ids[i];
    }
    return LIBRARY.decode(handle, wide, skipSpecials);
  }

  void close() {
    LIBRARY.deleteTokenizer(handle);
  }

  private static int[] narrow(long[] values) {
    int[] narrow = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (int) values[i];
    }
    return narrow;
  }
}
