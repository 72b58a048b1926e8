package io.tributary.connect.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A directory that only this process's user can enter. What lies in it decides which database a
 * connector trusts, so a directory that someone else made or may write to is refused.
 */
final class PrivateDirectory {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;

  private PrivateDirectory(Path path) {
    this.path = path;
  }

  /**
   * @throws IOException if it can't be made, or exists and is not ours alone
   */
  static PrivateDirectory at(Path path) throws IOException {
    try {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      requireOurs(path);
    }
    return new PrivateDirectory(path);
  }

  /**
   * The file of this name with this content: an existing one is kept when {@code isCurrent} holds,
   * else it is replaced in one step, so that a reader sees the old or the new one, never a part.
   */
  Path put(String name, Predicate<byte[]> isCurrent, Content content) throws IOException {
    var file = path.resolve(name);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && isCurrent.test(Files.readAllBytes(file))) {
      return file;
    }
    var draft = Files.createTempFile(path, name, ".new");
    try {
      Files.write(draft, content.bytes());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return file;
  }

  private static void requireOurs(Path path) throws IOException {
    var found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()) {
      throw new IOException(path + " is not a directory");
    }
    if (!found.permissions().equals(OWNER_ONLY)) {
      throw new IOException(
          path
              + " must have the permissions rwx------, it has "
              + PosixFilePermissions.toString(found.permissions()));
    }
    // Only a file of our own tells who we are: the user's name may be unknown inside a container.
    var probe = Files.createTempFile(path, "owner", ".probe");
    try {
      var us = Files.getOwner(probe);
      if (!found.owner().equals(us)) {
        throw new IOException(path + " belongs to " + found.owner() + ", not to " + us);
      }
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /** Bytes that are made only when they are needed. */
  interface Content {
    byte[] bytes() throws IOException;
  }
}
