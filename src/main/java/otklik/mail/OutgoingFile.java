package otklik.mail;

/**
 * A file that goes out with a letter, without its content: that is at {@code /files/{id}}, for those who may see the case.
 *
 * @param name a bare file name, safe to save under
 * @param type such as {@code application/pdf}; lower case, without parameters
 * @param size in bytes
 */
public record OutgoingFile(long id, String name, String type, long size) {}
