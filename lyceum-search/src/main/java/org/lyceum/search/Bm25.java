// SPDX-License-Identifier: Apache-2.0
package org.lyceum.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Ranks texts by the words they share with the query, rare words first: the classic that any
 * embedding has to beat. An index in memory, with Lucene's English analyzer (lower case, stop words
 * removed, Porter stemming). Thread safe.
 *
 * <p>{@code score = sum over words of idf * f / (f + k1 (1 - b + b length / mean length))}, where
 * {@code f} is how often the word occurs in the document.
 *
 * <p>Queries are plain text; no character in them has a special meaning.
 *
 * @see <a href="https://doi.org/10.1561/1500000019">Robertson and Zaragoza 2009</a>
 */
public final class Bm25 {
  private static final String ID = "id";
  private static final String TEXT = "text";

  /** Best score first, then the id descending. */
  private static final Sort ORDER =
      new Sort(SortField.FIELD_SCORE, new SortField(ID, SortField.Type.STRING, true));

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final IndexSearcher searcher;

  /**
   * How much repetition and length count.
   *
   * @param k1 0 or more; how slowly a word's repetitions saturate
   * @param b from 0 to 1; how much long documents are held back
   */
  public record Parameters(double k1, double b) {
    /** 0.9 and 0.4, with which the published BEIR results of BM25 were made. */
    public static final Parameters BEIR = new Parameters(0.9, 0.4);

    /** 1.2 and 0.75, Lucene's defaults. */
    public static final Parameters LUCENE = new Parameters(1.2, 0.75);

    /** Checks the ranges. */
    public Parameters {
      if (!(k1 >= 0 && Double.isFinite(k1))) {
        throw new IllegalArgumentException("k1 must be finite and 0 or more, got %s".formatted(k1));
      }
      if (!(b >= 0 && b <= 1)) {
        throw new IllegalArgumentException("b must be from 0 to 1, got %s".formatted(b));
      }
    }
  }

  private Bm25(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /**
   * {@return an index with k1 = 0.9 and b = 0.4}
   *
   * @param ids of the documents, each once
   * @param texts of the documents, in the same order
   */
  public static Bm25 index(List<String> ids, List<String> texts) {
    return index(ids, texts, Parameters.BEIR);
  }

  /**
   * {@return an index}
   *
   * @param ids of the documents, each once
   * @param texts of the documents, in the same order
   * @param parameters how much repetition and length count
   */
  public static Bm25 index(List<String> ids, List<String> texts, Parameters parameters) {
    if (ids.size() != texts.size()) {
      throw new IllegalArgumentException(
          "each text must have an id, got %d ids and %d texts".formatted(ids.size(), texts.size()));
    }
    var similarity = new BM25Similarity((float) parameters.k1(), (float) parameters.b());
    try {
      var directory = new ByteBuffersDirectory();
      write(directory, similarity, ids, texts);
      var searcher = new IndexSearcher(DirectoryReader.open(directory));
      searcher.setSimilarity(similarity);
      return new Bm25(searcher);
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory failed", e);
    }
  }

  private static void write(
      ByteBuffersDirectory directory,
      BM25Similarity similarity,
      List<String> ids,
      List<String> texts)
      throws IOException {
    var config = new IndexWriterConfig(new EnglishAnalyzer()).setSimilarity(similarity);
    try (var writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < ids.size(); i++) {
        var document = new Document();
        document.add(new StringField(ID, ids.get(i), Field.Store.YES));
        document.add(new SortedDocValuesField(ID, new BytesRef(ids.get(i).getBytes(UTF_8))));
        document.add(new TextField(TEXT, texts.get(i), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  /** {@return the number of documents} */
  public int size() {
    return searcher.getIndexReader().numDocs();
  }

  /**
   * {@return the ids of the best documents, best first; only such as share a word with the query}
   *
   * @param query any text
   * @param k how many at most, 1 or more
   */
  public List<String> search(String query, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be 1 or more, got %d".formatted(k));
    }
    try {
      var hits = searcher.search(Words.query(analyzer, TEXT, query), k, ORDER).scoreDocs;
      StoredFields stored = searcher.storedFields();
      return Arrays.stream(hits).map(hit -> id(stored, hit)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory failed", e);
    }
  }

  private static String id(StoredFields stored, ScoreDoc hit) {
    try {
      return stored.document(hit.doc).get(ID);
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory failed", e);
    }
  }
}
