// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;

/**
 * One tokenizer in the native library. Calls it below DJL's own wrapper, which makes ten objects a
 * text where two are needed.
 */
final class NativeTokenizer {
  private static final TokenizersLibrary LIBRARY = load();

  private final long handle;

  NativeTokenizer(String json) {
    handle = LIBRARY.createTokenizerFromString(json);
  }

  /** Loads the native code from the class path; DJL is told never to look for it elsewhere. */
  private static TokenizersLibrary load() {
    System.setProperty("ai.djl.offline", "true");
    if (System.getProperty("ENGINE_CACHE_DIR") == null
        && System.getenv("ENGINE_CACHE_DIR") == null) {
      System.setProperty("ENGINE_CACHE_DIR", Cache.folder().resolve("natives").toString());
    }
    LibUtils.checkStatus();
    return TokenizersLibrary.LIB;
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

    boolean overflows() {
      return LIBRARY.getOverflowCount(encoding) > 0;
    }

    @Override
    public void close() {
      LIBRARY.deleteEncoding(encoding);
    }
  }

  Encoded encode(String text, boolean specials) {
    return new Encoded(LIBRARY.encode(handle, text, specials));
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
