// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lyceum.tensor.Tensor;

/**
 * Several objectives at once: {@code loss = sum_k w_k loss_k}.
 *
 * <p>Data: what each term wants. The terms share learned parameters of the same name and shape.
 *
 * @param terms at least one
 */
public record WeightedSum(List<Term> terms) implements Objective {
  /**
   * One objective with its weight.
   *
   * @param weight positive and finite
   * @param objective the objective
   */
  public record Term(double weight, Objective objective) {
    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Term {
      Checks.positive("weight", weight);
    }
  }

  /**
   * Checks that there is a term.
   *
   * @throws IllegalArgumentException if there is none
   */
  public WeightedSum {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a sum must have at least one term, got none");
    }
  }

  static WeightedSum of(Objective a, Objective b) {
    var terms = new ArrayList<Term>();
    for (var objective : List.of(a, b)) {
      if (objective instanceof WeightedSum sum) {
        terms.addAll(sum.terms);
      } else {
        terms.add(new Term(1, objective));
      }
    }
    return new WeightedSum(terms);
  }

  @Override
  public Tensor loss(Embeddings embeddings) {
    return terms.stream()
        .map(term -> term.objective.loss(embeddings).mul(term.weight))
        .reduce(Tensor::add)
        .orElseThrow();
  }

  @Override
  public Set<Need> needs() {
    var needs = EnumSet.noneOf(Need.class);
    terms.forEach(term -> needs.addAll(term.objective.needs()));
    return needs;
  }

  @Override
  public List<Learned> learned(long width, long teacherWidth) {
    return terms.stream()
        .flatMap(term -> term.objective.learned(width, teacherWidth).stream())
        .distinct()
        .toList();
  }
}
