// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Evidence;

/**
 * Images and captions that differ in details: is each nearest to its own? mteb's pair
 * classification of images and texts, by cosine.
 *
 * <p>{@code text_acc} is the share of groups in which each image is nearest to its caption, {@code
 * image_acc} that in which each caption is nearest to its image, {@code accuracy} that with both.
 * The main measure is {@code text_acc}.
 */
public final class ImageTextMatching {
  private static final String MAIN = "text_acc";

  private ImageTextMatching() {}

  /**
   * Images and their captions, at the same indices.
   *
   * @param images vectors, 1 or more
   * @param captions vectors, of the same width, 1 or more
   */
  public record Group(List<float[]> images, List<float[]> captions) {
    /** Copies the lists and checks the vectors. */
    public Group {
      images = List.copyOf(images);
      captions = List.copyOf(captions);
      Vectors.requireAlike("images", images, "captions", captions);
    }
  }

  /**
   * {@return the measures; units are groups}
   *
   * @param groups one or more
   */
  public static Outcome of(List<Group> groups) {
    double[] text = new double[groups.size()];
    double[] image = new double[groups.size()];
    double[] both = new double[groups.size()];
    for (int i = 0; i < text.length; i++) {
      var group = groups.get(i);
      text[i] = eachFindsItsOwn(group.images, group.captions) ? 1 : 0;
      image[i] = eachFindsItsOwn(group.captions, group.images) ? 1 : 0;
      both[i] = text[i] * image[i];
    }
    var evidence = new Evidence.Mean(text);
    var measures = new LinkedHashMap<String, Double>();
    measures.put("image_acc", Means.of(image));
    measures.put(MAIN, Means.of(text));
    measures.put("accuracy", Means.of(both));
    return new Outcome(measures, MAIN, evidence);
  }

  private static boolean eachFindsItsOwn(List<float[]> queries, List<float[]> targets) {
    int[] found = new VectorSearch(Similarity.COSINE, targets).nearest(queries);
    return Arrays.equals(found, IntStream.range(0, found.length).toArray());
  }
}
