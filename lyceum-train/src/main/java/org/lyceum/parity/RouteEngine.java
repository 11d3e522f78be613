// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import org.lyceum.embed.ModelAnswers;
import org.lyceum.encoder.Tokens;
import org.lyceum.folder.Route;
import org.lyceum.folder.RouteInput;
import org.lyceum.folder.SavedModel;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/** Computes the routes of a model with libtorch. */
final class RouteEngine implements ModelAnswers.Engine, AutoCloseable {
  private final TorchParameters parameters;

  RouteEngine(SavedModel model) {
    parameters = TorchParameters.load(model.weights(), DType.F32, false);
  }

  @Override
  public float[] run(Route route, RouteInput input) {
    try (var scope = Scope.open("route");
        var guard = Torch.noGrad()) {
      Tensor types = route.first().takesTypes() ? row(input.types()) : null;
      var tokens = new Tokens(row(input.ids()), row(input.attended()), types);
      return route.apply(parameters, tokens, row(input.counted())).floats();
    }
  }

  private static Tensor row(long[] values) {
    return Torch.tensor(values, 1, values.length);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
