package otklik.mail;

/**
 * A file of a received letter, without its content: that is at {@code /letters/{id}/attachments/{position}}.
 *
 * @param position from 0, in the order of the letter
 * @param name a bare file name, safe to save under
 * @param type what the sender says it is, such as {@code application/pdf}; lower case, without parameters
 * @param size in bytes, decoded
 */
public record Attachment(int position, String name, String type, long size) {}
