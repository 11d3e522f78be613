// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Models;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.AdamW;
import org.lyceum.train.Trainer;

/**
 * The code that trains, as a hash of its class files, so that weights that other code made are not
 * taken for what it makes: those of the modules of tensors, libtorch, embedding, training and
 * recipes.
 */
final class TrainingCode {
  private static final List<Class<?>> ONE_OF_EACH_MODULE =
      List.of(Seed.class, AdamW.class, Models.class, Trainer.class, Lab.class);
  private static final Path OURS = Path.of("org", "lyceum");

  private TrainingCode() {}

  /** Computed at its first asking. */
  private static final class Once {
    static final String HASH =
        hash(ONE_OF_EACH_MODULE.stream().map(TrainingCode::place).distinct().toList());
  }

  /** The hash of the code that runs. */
  static String hash() {
    return Once.HASH;
  }

  /** The hash of the class files of folders and jars, by name and content. */
  static String hash(List<Path> places) {
    var texts = new ArrayList<String>();
    places.forEach(place -> add(place, texts));
    return Sha256.ofTexts(texts);
  }

  private static void add(Path place, List<String> texts) {
    try {
      if (Files.isDirectory(place)) {
        addFolder(place, texts);
      } else {
        try (var jar = FileSystems.newFileSystem(place)) {
          addFolder(jar.getPath("/"), texts);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the code in %s cannot be read".formatted(place), e);
    }
  }

  private static void addFolder(Path root, List<String> texts) throws IOException {
    var ours = root.resolve(OURS.toString());
    if (!Files.isDirectory(ours)) {
      return;
    }
    try (Stream<Path> all = Files.walk(ours)) {
      var files =
          all.filter(file -> file.toString().endsWith(".class"))
              .sorted(Comparator.comparing(file -> name(root, file)))
              .toList();
      for (var file : files) {
        texts.add(name(root, file));
        texts.add(Sha256.of(file));
      }
    }
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** The folder or jar that a class is from. */
  private static Path place(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null && source.getLocation() != null) {
      try {
        return Path.of(source.getLocation().toURI());
      } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
        throw new IllegalStateException(homeless(type) + source.getLocation(), e);
      }
    }
    throw new IllegalStateException(homeless(type) + "nowhere");
  }

  private static String homeless(Class<?> type) {
    return "the code of %s must lie in a folder or a jar, so that models that it trained are known;"
            .formatted(type.getName())
        + " it lies in ";
  }
}
