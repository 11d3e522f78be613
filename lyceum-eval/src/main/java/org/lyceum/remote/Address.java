// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Where a model is served.
 *
 * @param api how it is asked
 * @param uri of the call that embeds; {@code http} or {@code https}, without user, query and
 *     fragment
 * @param model the name that the service knows the model by; may be empty for {@link Api#TEI},
 *     which serves one
 */
public record Address(Api api, URI uri, String model) {
  private static final String OPENAI = "openai:";
  private static final String TEI = "tei:";
  private static final String SHAPES =
      "openai:http://host:port/v1#MODEL or tei:http://host:port, where openai: and tei: can be left"
          + " out if the path ends in /v1, /embeddings or /embed";

  /** Checks the address. */
  public Address {
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException(
          "an address must be %s, with a host's name of letters, digits, '-' and '.'; got '%s'"
              .formatted(SHAPES, withoutUser(uri.toString())));
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "an address must have no user and no query, for it is shown and stored; got one of them"
              + " for %s; a key goes into %s".formatted(uri.getHost(), ApiKey.VARIABLE));
    }
    if (model.isBlank() && api == Api.OPENAI) {
      throw new IllegalArgumentException(
          "the service at %s must be told a model; add #MODEL to the address".formatted(uri));
    }
  }

  /**
   * {@return whether a word is an address, and no name or folder}
   *
   * @param word any
   */
  public static boolean isOne(String word) {
    var small = word.toLowerCase(Locale.ROOT);
    return List.of(OPENAI, TEI, "http://", "https://").stream().anyMatch(small::startsWith);
  }

  /**
   * {@return the address that a word says}
   *
   * @param word such as {@code openai:http://localhost:8080/v1#MODEL}, {@code
   *     tei:http://localhost:3000}, or without the API where the path tells it
   * @param otherwise the model, where the word names none; may be empty
   * @throws IllegalArgumentException if it is none, or OpenAI's without a model
   */
  public static Address of(String word, String otherwise) {
    int colon = word.indexOf(':');
    var first = word.substring(0, colon + 1).toLowerCase(Locale.ROOT);
    boolean named = first.equals(OPENAI) || first.equals(TEI);
    var rest = named ? word.substring(colon + 1) : word;
    int hash = rest.indexOf('#');
    var model = hash < 0 ? otherwise : rest.substring(hash + 1);
    var uri = uri(hash < 0 ? rest : rest.substring(0, hash));
    var api = named ? first.equals(OPENAI) ? Api.OPENAI : Api.TEI : api(uri);
    return new Address(api, whole(uri, api), model.strip());
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException unshown) { // its message has the whole address
      throw new IllegalArgumentException(
          "an address must be %s; got one that is no URI: %s".formatted(SHAPES, withoutUser(text)));
    }
  }

  /** What may be shown of an address that someone may have written a password into. */
  private static String withoutUser(String address) {
    return address.replaceAll("//[^/]*@", "//...@");
  }

  private static String path(URI uri) {
    return uri.getPath() == null ? "" : uri.getPath();
  }

  private static Api api(URI uri) {
    if (path(uri).endsWith(Api.TEI.ending())) {
      return Api.TEI;
    }
    if (path(uri).endsWith("/v1") || path(uri).endsWith(Api.OPENAI.ending())) {
      return Api.OPENAI;
    }
    throw new IllegalArgumentException(
        "an address must be %s; got a path '%s' that tells neither".formatted(SHAPES, path(uri)));
  }

  private static URI whole(URI uri, Api api) {
    if (uri.getRawQuery() != null || path(uri).endsWith(api.ending())) {
      return uri;
    }
    boolean bare = api == Api.OPENAI && path(uri).isEmpty();
    return URI.create(uri + (bare ? "/v1" : "") + api.ending());
  }

  /** {@return the words that {@link #of} makes this address of} */
  public String text() {
    var prefix = api == Api.OPENAI ? OPENAI : TEI;
    return prefix + uri + (model.isEmpty() ? "" : "#" + model);
  }

  /** {@return what the model is called in results: its name, else host and port} */
  public String name() {
    return model.isEmpty() ? uri.getAuthority() : model;
  }

  /** Where text-embeddings-inference tells what it serves. */
  URI info() {
    var text = uri.toString();
    return URI.create(text.substring(0, text.length() - Api.TEI.ending().length()) + "/info");
  }
}
