// SPDX-License-Identifier: Apache-2.0
package org.lyceum.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Any of the words of a text, as a query, without a query language in between. */
final class Words {
  private Words() {}

  /**
   * A word that is there twice counts twice; words beyond Lucene's limit of clauses are left out.
   */
  static Query query(Analyzer analyzer, String field, String text) throws IOException {
    var query = new BooleanQuery.Builder();
    count(analyzer, field, text).entrySet().stream()
        .limit(IndexSearcher.getMaxClauseCount())
        .forEach(
            word ->
                query.add(
                    new BoostQuery(new TermQuery(new Term(field, word.getKey())), word.getValue()),
                    BooleanClause.Occur.SHOULD));
    var built = query.build();
    return built.clauses().isEmpty() ? new MatchNoDocsQuery("no words") : built;
  }

  private static Map<String, Integer> count(Analyzer analyzer, String field, String text)
      throws IOException {
    var words = new LinkedHashMap<String, Integer>();
    try (var stream = analyzer.tokenStream(field, text)) {
      var word = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.merge(word.toString(), 1, Integer::sum);
      }
      stream.end();
    }
    return words;
  }
}
