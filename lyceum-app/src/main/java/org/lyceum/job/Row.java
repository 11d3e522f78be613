// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table: what a model is worth and what it costs. What does not apply, did not fit
 * the budget or is not a number is null.
 *
 * @param name teacher, student, student-int8, static or bm25
 * @param quality how good it is
 * @param cost what it takes
 */
public record Row(String name, Quality quality, Cost cost) {
  /**
   * How good a model is.
   *
   * @param sts12 Spearman correlation on STS12, times 100
   * @param sts12WithoutMsrvid the same without {@link org.lyceum.task.Sts#CAPTIONS}, which are the
   *     pairs that small models lose most on
   * @param sts13 Spearman correlation on STS13, times 100
   * @param ndcg10 nDCG@10 of the held-out retrieval, times 100
   * @param scifact nDCG@10 on SciFact, times 100
   */
  public record Quality(
      @Nullable Double sts12,
      @Nullable Double sts12WithoutMsrvid,
      @Nullable Double sts13,
      @Nullable Double ndcg10,
      @Nullable Double scifact) {
    /** Makes null of a figure that is not a number, as the correlation of equal vectors is none. */
    public Quality {
      sts12 = numberOrNull(sts12);
      sts12WithoutMsrvid = numberOrNull(sts12WithoutMsrvid);
      sts13 = numberOrNull(sts13);
      ndcg10 = numberOrNull(ndcg10);
      scifact = numberOrNull(scifact);
    }

    private static @Nullable Double numberOrNull(@Nullable Double figure) {
      return figure == null || !Double.isFinite(figure) ? null : figure;
    }

    /** Nothing measured. */
    public static final Quality NONE = new Quality(null, null, null, null, null);

    /** {@return the mean of both STS figures, or null} */
    public @Nullable Double sts() {
      return mean(sts12, sts13);
    }

    /** {@return the mean of both STS figures without captions, or null} */
    public @Nullable Double stsWithoutMsrvid() {
      return mean(sts12WithoutMsrvid, sts13);
    }

    private static @Nullable Double mean(@Nullable Double one, @Nullable Double other) {
      return one == null || other == null ? null : (one + other) / 2;
    }
  }

  /**
   * What a model takes.
   *
   * @param textsPerSecond on this machine, with all threads
   * @param textsPerCpuSecond on this machine, per second of one processor
   * @param bytes on disk
   * @param residentBytes of a process that holds it and has embedded some texts
   */
  public record Cost(
      @Nullable Double textsPerSecond,
      @Nullable Double textsPerCpuSecond,
      @Nullable Long bytes,
      @Nullable Long residentBytes) {}

  /** {@return those of its figures that were measured and do not depend on the machine} */
  Map<String, Double> figures() {
    var figures = new TreeMap<String, Double>();
    put(figures, "sts12", quality.sts12);
    put(figures, "sts12_without_msrvid", quality.sts12WithoutMsrvid);
    put(figures, "sts13", quality.sts13);
    put(figures, "ndcg10", quality.ndcg10);
    put(figures, "scifact_ndcg10", quality.scifact);
    return figures;
  }

  private static void put(Map<String, Double> figures, String name, @Nullable Double value) {
    if (value != null) {
      figures.put(name, value);
    }
  }

  /** The row as it stands in {@code report.json}. */
  @JsonPropertyOrder({
    "name",
    "sts12",
    "sts12_without_msrvid",
    "sts13",
    "ndcg10",
    "scifact_ndcg10",
    "share_sts",
    "share_sts_without_msrvid",
    "share_ndcg",
    "texts_per_second",
    "texts_per_cpu_second",
    "bytes",
    "resident_bytes"
  })
  record Json(
      String name,
      @Nullable Double sts12,
      @JsonProperty("sts12_without_msrvid") @Nullable Double sts12WithoutMsrvid,
      @Nullable Double sts13,
      @Nullable Double ndcg10,
      @JsonProperty("scifact_ndcg10") @Nullable Double scifact,
      @JsonProperty("share_sts") @Nullable Double shareSts,
      @JsonProperty("share_sts_without_msrvid") @Nullable Double shareStsWithoutMsrvid,
      @JsonProperty("share_ndcg") @Nullable Double shareNdcg,
      @JsonProperty("share_scifact") @Nullable Double shareScifact,
      @JsonProperty("texts_per_second") @Nullable Double textsPerSecond,
      @JsonProperty("texts_per_cpu_second") @Nullable Double textsPerCpuSecond,
      @Nullable Long bytes,
      @JsonProperty("resident_bytes") @Nullable Long residentBytes) {}

  /**
   * {@return this row with its shares of a teacher's quality, 1 being the teacher's}
   *
   * @param teacher the teacher's row
   */
  Json json(Row teacher) {
    return new Json(
        name,
        quality.sts12,
        quality.sts12WithoutMsrvid,
        quality.sts13,
        quality.ndcg10,
        quality.scifact,
        share(quality.sts(), teacher.quality.sts()),
        share(quality.stsWithoutMsrvid(), teacher.quality.stsWithoutMsrvid()),
        share(quality.ndcg10, teacher.quality.ndcg10),
        share(quality.scifact, teacher.quality.scifact),
        cost.textsPerSecond,
        cost.textsPerCpuSecond,
        cost.bytes,
        cost.residentBytes);
  }

  /**
   * {@return one figure as a share of another, or null}
   *
   * @param figure the student's
   * @param of the teacher's
   */
  static @Nullable Double share(@Nullable Double figure, @Nullable Double of) {
    return figure == null || of == null || of == 0 ? null : figure / of;
  }
}
