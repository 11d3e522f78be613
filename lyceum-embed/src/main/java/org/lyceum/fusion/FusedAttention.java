// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.GraphExport;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.ElementType;
import org.lyceum.onnx.Fields;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.Value;
import org.lyceum.tensor.Shape;

/**
 * Writes attention as ONNX Runtime's own operator. A batch of texts of {@link #BLOCKS_FROM} tokens
 * and more, none of it padding, then takes scores, softmax and sums a block at a time, which stays
 * in the processor's cache: the longer the texts, the more time it saves. Others go through the
 * same operator with a mask, which is as fast as the standard operators are and gives the same
 * bits.
 *
 * <p>The two ways round differently. A text has one vector whatever the others of its batch are, so
 * that batches must not pad texts of that many tokens: then a text's own length decides.
 *
 * <p>Where what a token sees depends on its place, as with causal attention and windows, the
 * operator gets that as a bias. Where it would have to move heads once more for that, and where
 * scores have a learned bias, the standard operators stay.
 *
 * @see <a href="https://arxiv.org/abs/2205.14135">Dao et al. 2022</a>, algorithm 1
 */
public final class FusedAttention {
  /** The fewest tokens for which blocks pay. */
  public static final int BLOCKS_FROM = 192;

  static final String OPERATOR = "MultiHeadAttention";

  private static final String PREFIX = "attention/";
  private static final String MASK = PREFIX + "mask"; // I32 (B, T)
  private static final String BLOCKS = PREFIX + "blocks"; // whether to work in blocks
  private static final List<Long> LAST_SWAPPED = List.of(0L, 1L, 3L, 2L);

  /** From an additive bias back to the mask that closes padding. */
  private static final List<String> PADDING =
      List.of("Unsqueeze", "Unsqueeze", "Mul", "Add", "Cast");

  private final Graph graph;
  private final Wiring wiring;
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private boolean masked;

  private FusedAttention(Graph graph) {
    this.graph = graph;
    wiring = new Wiring(graph);
  }

  static Graph of(Graph graph) {
    return new FusedAttention(graph).rewritten();
  }

  /** Whether a node is attention as it is written here. */
  static boolean isAttention(Node node) {
    return node.type().equals(OPERATOR)
        || (node.attributes().get("then_branch") instanceof Attribute.Subgraph(Graph branch)
            && branch.nodes().stream().anyMatch(inside -> inside.type().equals(OPERATOR)));
  }

  /**
   * Attention as it is recorded.
   *
   * @param parts queries, keys and values, {@code (B, H, T, d)}
   * @param heads {@code H}
   * @param scale of the scores
   * @param padded whether padding is masked, and nothing else
   * @param bias of the scores, {@code (B, 1, T, T)}; empty for none
   * @param seen what comes out, {@code (B, T, H d)}
   * @param width {@code H d}
   */
  private record Recorded(
      List<String> parts,
      long heads,
      float scale,
      boolean padded,
      String bias,
      String seen,
      long width) {}

  /** Keys or values, each of which so many heads of queries share. */
  private record Shared(Wiring.Heads heads, long times) {}

  private Graph rewritten() {
    var replaced = new LinkedHashMap<String, Recorded>(); // by what comes out
    for (Node node : graph.nodes()) {
      if (node.type().equals("Softmax")) {
        recorded(node).ifPresent(found -> replaced.put(found.seen, found));
      }
    }
    var nodes = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      @Nullable Recorded found = replaced.get(node.output());
      nodes.addAll(found == null ? List.of(node) : fused(found));
    }
    if (masked) {
      nodes.addAll(0, choice());
    }
    return graph
        .withNodes(nodes)
        .withConstants(constants.values())
        .withoutUnusedNodes()
        .withoutUnusedConstants();
  }

  // ---- what is recorded -----------------------------------------------------------------------

  private Optional<Recorded> recorded(Node softmax) {
    String scores = softmax.input(0);
    @Nullable Node sum = wiring.producer(scores, "Add");
    boolean padded = sum != null && isPadding(sum.input(1));
    String bias = sum != null && isPlaces(sum.input(1)) ? sum.input(1) : "";
    if (sum != null) {
      scores = padded || !bias.isEmpty() ? sum.input(0) : "";
    }
    @Nullable Node scaled = wiring.producer(scores, "Mul");
    @Nullable Constant factor = scaled == null ? null : graph.constants().get(scaled.input(1));
    @Nullable Node product = wiring.producer(scaled == null ? scores : scaled.input(0), "MatMul");
    @Nullable Node keys =
        product == null ? null : wiring.transposed(product.input(1), LAST_SWAPPED);
    @Nullable Node mixed = wiring.user(softmax.output(), "MatMul");
    @Nullable Node merged = mixed == null ? null : wiring.user(mixed.output(), "Transpose");
    @Nullable Node seen = merged == null ? null : wiring.user(merged.output(), "Reshape");
    if (product == null
        || keys == null
        || mixed == null
        || seen == null
        || (scaled != null && factor == null)) {
      return Optional.empty();
    }
    var parts = List.of(product.input(0), keys.input(0), mixed.input(1));
    long[] shape = wiring.longs(seen.input(1));
    return parts.stream()
        .flatMap(part -> heads(part).stream())
        .findFirst()
        .filter(heads -> shape.length == 3)
        .filter(heads -> bias.isEmpty() || parts.stream().allMatch(part -> heads(part).isPresent()))
        .map(
            heads ->
                new Recorded(
                    parts,
                    heads,
                    factor == null ? 1 : factor.floats()[0],
                    padded,
                    bias,
                    seen.output(),
                    shape[2]));
  }

  private boolean isPadding(String bias) {
    String value = bias;
    for (String type : PADDING) {
      @Nullable Node node = wiring.producer(value, type);
      if (node == null) {
        return false;
      }
      value = node.input(0);
    }
    return value.equals(GraphExport.MASK);
  }

  /** Whether a bias closes padding and what a token's place keeps it from. */
  private boolean isPlaces(String bias) {
    @Nullable Node sum = wiring.producer(bias, "Add");
    return sum != null && isPadding(sum.input(0)) && wiring.isFrom(sum.input(1), "Where");
  }

  /** Keys or values of which several heads of queries share each. */
  private Optional<Shared> shared(String part) {
    @Nullable Node joined = wiring.producer(part, "Reshape");
    @Nullable Node expanded = joined == null ? null : wiring.producer(joined.input(0), "Expand");
    @Nullable Node apart =
        expanded == null ? null : wiring.producer(expanded.input(0), "Unsqueeze");
    if (expanded == null || apart == null) {
      return Optional.empty();
    }
    long[] times = wiring.longs(expanded.input(1));
    boolean once = times.length == 5 && Arrays.equals(times, new long[] {1, 1, times[2], 1, 1});
    return wiring
        .heads(apart.input(0))
        .filter(heads -> once)
        .map(heads -> new Shared(heads, times[2]));
  }

  private Optional<Long> heads(String part) {
    return wiring
        .heads(part)
        .map(Wiring.Heads::count)
        .or(() -> shared(part).map(shared -> shared.heads.count() * shared.times));
  }

  // ---- what takes its place -------------------------------------------------------------------

  private List<Node> fused(Recorded found) {
    var nodes = new ArrayList<Node>();
    var inputs = new ArrayList<String>();
    if (!inputsWithBias(found, inputs)) {
      found.parts.forEach(part -> inputs.add(whole(part, found.width, nodes)));
    }
    if (!found.bias.isEmpty()) {
      if (inputs.size() == 3) {
        inputs.add(""); // no bias of queries, keys and values
      }
      inputs.addAll(List.of("", found.bias));
    }
    if (!found.padded) {
      nodes.add(attention(found, inputs, found.seen));
      return nodes;
    }
    masked = true;
    var withMask = new ArrayList<>(inputs);
    if (inputs.size() == 3) {
      withMask.add(""); // no bias
    }
    withMask.add(MASK);
    nodes.add(
        Node.of("If", found.seen, List.of(BLOCKS), found.seen)
            .with("then_branch", branch(attention(found, inputs, found.seen + "/blocks")))
            .with("else_branch", branch(attention(found, withMask, found.seen + "/masked"))));
    return nodes;
  }

  private static Node attention(Recorded found, List<String> inputs, String result) {
    return new Node(
        OPERATOR,
        Wiring.OWN,
        result,
        inputs,
        List.of(result),
        Map.of("num_heads", Attribute.of(found.heads), "scale", Attribute.of(found.scale)),
        Fields.NONE);
  }

  private static Attribute branch(Node node) {
    var open = Stream.of("batch", "tokens", "width").map(name -> new Value.Dim(Shape.ANY, name));
    var result = Value.of(node.output(), ElementType.FLOAT, open.toList());
    return new Attribute.Subgraph(
        new Graph(node.output(), List.of(node), Map.of(), List.of(), List.of(result), Fields.NONE));
  }

  /** Where linear layers add constants at the end, the operator does it while it moves heads. */
  private boolean inputsWithBias(Recorded found, List<String> inputs) {
    var sums = new ArrayList<float[]>();
    var products = new ArrayList<String>();
    for (String part : found.parts) {
      @Nullable Node sum =
          wiring.heads(part).map(heads -> wiring.producer(heads.rows(), "Add")).orElse(null);
      @Nullable Constant bias = sum == null ? null : graph.constants().get(sum.input(1));
      if (sum == null || bias == null || bias.shape().rank() != 1) {
        return false;
      }
      products.add(sum.input(0));
      sums.add(bias.floats());
    }
    float[] all = new float[sums.stream().mapToInt(each -> each.length).sum()];
    int at = 0;
    for (float[] each : sums) {
      System.arraycopy(each, 0, all, at, each.length);
      at += each.length;
    }
    String name = PREFIX + found.seen + "/bias";
    constants.put(name, Constant.ofFloats(name, Shape.of(all.length), all));
    inputs.addAll(products);
    inputs.add(name);
    return true;
  }

  /** A part as {@code (B, T, H d)}. */
  private String whole(String part, long width, List<Node> nodes) {
    var heads = wiring.heads(part);
    if (heads.isPresent()) {
      return heads.get().rows();
    }
    var shared = shared(part);
    if (shared.isPresent()) {
      return repeated(part, shared.get(), width, nodes);
    }
    String name = PREFIX + part;
    String shape = integers(0, 0, width);
    nodes.add(
        Node.of("Transpose", name + "/tokens", List.of(part), name + "/tokens")
            .with("perm", new Attribute.Ints(Wiring.HEADS_FIRST)));
    nodes.add(Node.of("Reshape", name, List.of(name + "/tokens", shape), name));
    return name;
  }

  /** Each head as often as heads of queries share it, {@code (B, T, H d)}. */
  private String repeated(String part, Shared shared, long width, List<Node> nodes) {
    String name = PREFIX + part;
    String apart = integers(0, 0, shared.heads.count(), 1, shared.heads.width());
    String times = integers(1, 1, 1, shared.times, 1);
    nodes.add(
        Node.of("Reshape", name + "/apart", List.of(shared.heads.rows(), apart), name + "/apart"));
    nodes.add(Node.of("Expand", name + "/times", List.of(name + "/apart", times), name + "/times"));
    nodes.add(Node.of("Reshape", name, List.of(name + "/times", integers(0, 0, width)), name));
    return name;
  }

  private String integers(long... values) {
    String name = PREFIX + "integers/" + Arrays.toString(values);
    constants.put(name, Constant.ofLongs(name, Shape.of(values.length), values));
    return name;
  }

  /** The mask as the operator takes it, and whether texts are long and nothing is padding. */
  private List<Node> choice() {
    String least = BLOCKS + "/least";
    String whole = BLOCKS + "/whole";
    String tokens = BLOCKS + "/tokens";
    String enough = BLOCKS + "/from";
    constants.put(enough, Constant.ofLongs(enough, Shape.of(1), BLOCKS_FROM));
    return List.of(
        cast(GraphExport.MASK, MASK, ElementType.INT32),
        Node.of("ReduceMin", least, List.of(MASK), least).with("keepdims", Attribute.of(0L)),
        cast(least, whole, ElementType.BOOL),
        Node.of("Shape", tokens, List.of(MASK), tokens)
            .with("start", Attribute.of(1L))
            .with("end", Attribute.of(2L)),
        Node.of("GreaterOrEqual", BLOCKS + "/long", List.of(tokens, enough), BLOCKS + "/long"),
        Node.of("And", BLOCKS, List.of(whole, BLOCKS + "/long"), BLOCKS));
  }

  private static Node cast(String value, String result, ElementType type) {
    return Node.of("Cast", result, List.of(value), result)
        .with("to", Attribute.of((long) type.code()));
  }
}
