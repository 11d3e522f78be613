// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.Models;
import org.lyceum.folder.Prompts;
import org.lyceum.remote.Address;
import org.lyceum.remote.RemoteEmbedder;
import org.lyceum.remote.RemoteOptions;

/** A model that is measured: here, or behind an address. */
public sealed interface Subject {
  /** {@return how to ask for it again, without folders of this machine} */
  String given();

  /** Checks, without opening it, that it can be one. */
  void require();

  /**
   * {@return its embedder, which keeps vectors on disk}
   *
   * @param options how a model that is here is opened
   * @param cache the folder of vectors
   * @param notes told what a user should read
   */
  CachedEmbedder open(EmbedderOptions options, Path cache, Consumer<String> notes);

  /**
   * A model on this machine.
   *
   * @param nameOrFolder what it is known by
   */
  record Local(String nameOrFolder) implements Subject {
    @Override
    public String given() {
      return String.valueOf(Path.of(nameOrFolder).getFileName());
    }

    @Override
    public void require() {
      Models.resolve(nameOrFolder);
    }

    @Override
    public CachedEmbedder open(EmbedderOptions options, Path cache, Consumer<String> unused) {
      var folder = Models.open(nameOrFolder);
      var embedder = Embedders.open(folder, options); // closes the folder
      return new CachedEmbedder(embedder, folder.prompts(), cache);
    }
  }

  /**
   * A model behind an address.
   *
   * @param address where
   * @param options how it is asked
   * @param prompts what goes in front of texts
   */
  record Remote(Address address, RemoteOptions options, Prompts prompts) implements Subject {
    @Override
    public String given() {
      return address.text();
    }

    @Override
    public void require() {
      RemoteEmbedder.open(address, options, prompts).close(); // asks for a vector
    }

    @Override
    public CachedEmbedder open(EmbedderOptions unused, Path cache, Consumer<String> notes) {
      var embedder = RemoteEmbedder.open(address, options, prompts);
      try {
        ServedVersion.of(cache, address).see(embedder.version(), notes);
        return new CachedEmbedder(embedder, prompts, cache, embedder.textsAtOnce());
      } catch (RuntimeException | Error e) {
        embedder.close();
        throw e;
      }
    }
  }
}
