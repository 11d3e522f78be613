// SPDX-License-Identifier: Apache-2.0
package org.lyceum.nn;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.lyceum.tensor.Tensor;

/** Parameters that remember which of them a model takes. Not thread safe. */
public final class AskedParameters implements Parameters {
  private final Parameters parameters;
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * Nothing was asked for yet.
   *
   * @param parameters which give what is asked for
   */
  public AskedParameters(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Tensor get(String name, long... shape) {
    var parameter = parameters.get(name, shape);
    names.add(name);
    return parameter;
  }

  @Override
  public boolean has(String name) {
    return parameters.has(name);
  }

  /** {@return the names of what was taken, in the order of the first time} */
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }
}
