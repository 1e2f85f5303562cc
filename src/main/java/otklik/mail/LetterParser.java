package otklik.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otklik.kernel.ForeignText;

/**
 * Bytes of a letter to what we keep of it. Never fails: whatever a stranger sends becomes a letter that a person can look at, in the worst
 * case its raw text. Every field is free of null bytes, cut to the length of its column and safe to compare.
 */
final class LetterParser {
    private static final Logger log = LoggerFactory.getLogger(LetterParser.class);
    private static final Session NO_SESSION = MailSessions.none();

    private static final int DEPTH = 20;
    private static final int PARTS = 500;
    private static final int TEXT_LENGTH = 1_000_000;
    private static final int RAW_TEXT_LENGTH = 100_000;
    private static final int SUBJECT_LENGTH = 500;
    private static final int NAME_LENGTH = 200;
    private static final int FILE_NAME_LENGTH = 200;
    private static final int TYPE_LENGTH = 255;
    private static final int ADDRESS_LENGTH = 320;
    private static final int ADDRESS_HEADER_LENGTH = 4000;
    private static final int ID_LENGTH = 500;
    private static final int IDS = 50;

    private static final String ATOM = "[^\\s<>\"(),;:\\\\\\[\\]@]{1,128}";
    private static final String ADDRESS = ATOM + "@" + ATOM;
    private static final Pattern NAMED_ADDRESS = Pattern.compile(
            "^[\\s,]*+(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^<\"@]*+))\\s*+<\\s*+(" + ADDRESS + ")\\s*+>");
    private static final Pattern BARE_ADDRESS = Pattern.compile(ADDRESS);
    private static final Pattern COMMENT = Pattern.compile("\\(([^()]*+)\\)");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,498}>");
    private static final Pattern TYPE = Pattern.compile("^\\s*+([\\w.+-]{1,120}/[\\w.+-]{1,120})");
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*+=\\s*+\"?+([^\\s\";]{1,64})", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME =
            Pattern.compile("(?:file)?name\\*?\\s*+=\\s*+(?:\"([^\"]*+)\"|([^;]*+))", Pattern.CASE_INSENSITIVE);
    /** Control characters, and the invisible ones that turn the reading direction: {@code fdp.exe} must not look like {@code exe.pdf}. */
    private static final Pattern UNSAFE_IN_NAMES =
            Pattern.compile("[\\p{Cntrl}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069<>:\"|?*]");

    /** What a mail program writes for somebody who opts out, as the header List-Unsubscribe of our letters tells it. */
    private static final Pattern OPT_OUT = Pattern.compile("\\bunsubscribe\\s+[A-Za-z0-9_-]{32}(?![A-Za-z0-9_-])");

    private static final Instant BEFORE_ALL_MAIL = Instant.parse("1980-01-01T00:00:00Z");

    private LetterParser() {}

    /** A whole letter, or the headers of one. */
    static ParsedLetter parse(byte[] raw) {
        try {
            return new Reading(new MimeMessage(NO_SESSION, new ByteArrayInputStream(raw))).letter();
        } catch (MessagingException | RuntimeException | StackOverflowError broken) {
            log.info("A letter is unreadable and kept as raw text: {}", broken.toString());
            return unreadable(raw);
        }
    }

    /** The letter when all else fails: only its raw text. */
    static ParsedLetter unreadable(byte[] raw) {
        var beginning = raw.length > RAW_TEXT_LENGTH ? java.util.Arrays.copyOf(raw, RAW_TEXT_LENGTH) : raw;
        return new ParsedLetter(
                null,
                null,
                List.of(),
                "",
                "",
                "",
                ForeignText.clean(TextDecoding.decode(beginning, null)),
                null,
                LetterKind.PERSONAL,
                null,
                List.of(),
                null);
    }

    /** The content of an attachment, decoded; empty when the letter has no such. */
    static Optional<byte[]> content(byte[] raw, int position) {
        try {
            var reading = new Reading(new MimeMessage(NO_SESSION, new ByteArrayInputStream(raw)));
            reading.letter();
            return position >= 0 && position < reading.files.size()
                    ? Optional.of(bytes(reading.files.get(position)))
                    : Optional.empty();
        } catch (MessagingException | RuntimeException | StackOverflowError broken) {
            log.info("An attachment is unreadable: {}", broken.toString());
            return Optional.empty();
        }
    }

    /**
     * What makes a letter this letter: the same one fetched twice, or delivered by two ways, has the same fingerprint; two letters that
     * share only a Message-ID have not.
     *
     * @param size of the whole letter in bytes; counts only where the body was not fetched
     */
    static String fingerprint(byte[] raw, boolean truncated, long size) {
        var digest = digest();
        for (var name : List.of("Message-ID", "Date", "From", "Subject")) {
            digest.update((name + ":" + header(raw, name) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (truncated) {
            digest.update(("size:" + size).getBytes(StandardCharsets.UTF_8));
        } else {
            int body = bodyStart(raw);
            digest.update(raw, body, raw.length - body);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String header(byte[] raw, String name) {
        try {
            var value = new InternetHeaders(new ByteArrayInputStream(raw)).getHeader(name, "\n");
            return value == null ? "" : value.strip();
        } catch (MessagingException | RuntimeException broken) {
            return "";
        }
    }

    private static int bodyStart(byte[] raw) {
        for (int i = 0; i + 1 < raw.length; i++) {
            if (raw[i] == '\n' && raw[i + 1] == '\n') {
                return i + 2;
            }
            if (raw[i] == '\n' && raw[i + 1] == '\r' && i + 2 < raw.length && raw[i + 2] == '\n') {
                return i + 3;
            }
        }
        return 0;
    }

    private static java.security.MessageDigest digest() {
        try {
            return java.security.MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The words of a letter or of a part of it, in one form or both. */
    private record Words(@Nullable String plain, @Nullable String html) {
        static final Words NONE = new Words(null, null);

        boolean isEmpty() {
            return plain == null && html == null;
        }

        /** A plain form that is there but empty is no form: some programs send it beside the HTML. */
        String text() {
            return html == null || plain != null && !plain.isBlank()
                    ? Objects.requireNonNullElse(plain, "")
                    : LetterHtml.text(html);
        }

        /** The same words in two forms. */
        Words or(Words other) {
            return new Words(
                    plain != null && !plain.isBlank() ? plain : other.plain != null ? other.plain : plain,
                    other.html != null ? other.html : html);
        }

        /** First these words, then the others. */
        Words then(Words other) {
            if (isEmpty() || other.isEmpty()) {
                return isEmpty() ? other : this;
            }
            var bothHtml = html == null && other.html == null
                    ? null
                    : (html != null ? html : LetterHtml.ofText(text()))
                            + (other.html != null ? other.html : LetterHtml.ofText(other.text()));
            return new Words(text() + "\n\n" + other.text(), bothHtml);
        }
    }

    /** One walk through one letter. */
    private static final class Reading {
        private final MimeMessage message;
        private final List<MimePart> files = new ArrayList<>();
        private final List<Attachment> attachments = new ArrayList<>();
        private final StringBuilder bounceReasons = new StringBuilder();
        private @Nullable String originalMessageId;
        private boolean reportsFailure;
        private boolean hasStatus;
        private int parts;

        Reading(MimeMessage message) {
            this.message = message;
        }

        ParsedLetter letter() throws MessagingException {
            var words = walk(message, 0);
            var kind = kind();
            var author = header("From");
            var from = author == null ? header("Sender") : author;
            var text = ForeignText.cut(
                    ForeignText.clean(words.text()).replace("\r\n", "\n").strip(), TEXT_LENGTH);
            return new ParsedLetter(
                    messageId(),
                    ids("In-Reply-To").stream().findFirst().orElse(null),
                    ids("References"),
                    from == null ? "" : address(from),
                    from == null ? "" : name(from),
                    ForeignText.cut(TextDecoding.header(header("Subject")), SUBJECT_LENGTH),
                    text,
                    words.html() == null ? null : ForeignText.clean(words.html()),
                    kind,
                    sentAt(),
                    List.copyOf(attachments),
                    kind == LetterKind.BOUNCE
                            ? new ParsedLetter.Bounce(
                                    originalMessageId, reportsFailure || !hasStatus, bounceReason(text))
                            : null);
        }

        private Words walk(MimePart part, int depth) throws MessagingException {
            if (++parts > PARTS) {
                return Words.NONE;
            }
            var type = type(part);
            if (type.startsWith("multipart/") && depth < DEPTH) {
                var children = children(part);
                if (!children.isEmpty()) {
                    return type.equals("multipart/alternative")
                            ? alternatives(children, depth)
                            : sequence(children, depth);
                }
            }
            if (type.equals("message/delivery-status")) {
                readStatus(part);
                return Words.NONE;
            }
            if (type.equals("text/rfc822-headers") || type.equals("message/rfc822")) {
                readOriginal(part);
            }
            var isText =
                    type.startsWith("text/") && !type.equals("text/calendar") && !type.equals("text/rfc822-headers");
            if ((isText || type.startsWith("multipart/")) && !isFile(part)) {
                var text = TextDecoding.decode(bytes(part), charset(part));
                return type.equals("text/html") ? new Words(null, text) : new Words(text, null);
            }
            addFile(part, type);
            return Words.NONE;
        }

        private Words alternatives(List<MimePart> children, int depth) throws MessagingException {
            var words = Words.NONE;
            for (var child : children) {
                words = words.or(walk(child, depth + 1));
            }
            return words;
        }

        private Words sequence(List<MimePart> children, int depth) throws MessagingException {
            var words = Words.NONE;
            for (var child : children) {
                words = words.then(walk(child, depth + 1));
            }
            return words;
        }

        /** The parts of a multipart; none where it is broken, and the caller then takes it as text. */
        private static List<MimePart> children(MimePart part) {
            try {
                // Made by hand: the data handlers of the activation framework depend on the class loader of the thread.
                var multipart = new MimeMultipart(new MimePartDataSource(part));
                var children = new ArrayList<MimePart>();
                for (int i = 0; i < multipart.getCount() && i < PARTS; i++) {
                    BodyPart child = multipart.getBodyPart(i);
                    if (child instanceof MimePart mime) {
                        children.add(mime);
                    }
                }
                return children;
            } catch (MessagingException | RuntimeException broken) {
                log.debug("A multipart is broken and read as text", broken);
                return List.of();
            }
        }

        private static boolean isFile(MimePart part) throws MessagingException {
            var disposition = part.getHeader("Content-Disposition", null);
            return disposition != null
                            && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment")
                    || fileName(part) != null;
        }

        private void addFile(MimePart part, String type) throws MessagingException {
            var position = files.size();
            var name = fileName(part);
            if (name == null && type.equals("message/rfc822")) {
                name = "letter.eml";
            }
            var safe = safeName(name == null ? "" : name);
            files.add(part);
            attachments.add(new Attachment(
                    position,
                    safe.isEmpty() ? "attachment-" + (position + 1) : safe,
                    ForeignText.cut(type, TYPE_LENGTH),
                    bytes(part).length));
        }

        private void readStatus(MimePart part) throws MessagingException {
            try {
                var status = new DeliveryStatus(new ByteArrayInputStream(bytes(part)));
                hasStatus = status.getRecipientDSNCount() > 0;
                for (int i = 0; i < status.getRecipientDSNCount(); i++) {
                    var recipient = status.getRecipientDSN(i);
                    var action = value(recipient, "Action").toLowerCase(Locale.ROOT);
                    var code = value(recipient, "Status");
                    if (action.equals("failed") && (code.isEmpty() || code.startsWith("5"))) {
                        reportsFailure = true;
                    }
                    bounceReasons
                            .append(value(recipient, "Final-Recipient").replaceFirst("^(?i)rfc822;\\s*", ""))
                            .append(' ')
                            .append(code)
                            .append(' ')
                            .append(value(recipient, "Diagnostic-Code"))
                            .append(' ');
                }
            } catch (IOException | RuntimeException broken) {
                log.debug("A delivery status is unreadable", broken);
            }
        }

        private void readOriginal(MimePart part) throws MessagingException {
            if (originalMessageId == null) {
                var headers = new InternetHeaders(new ByteArrayInputStream(bytes(part)));
                originalMessageId = MESSAGE_ID
                        .matcher(value(headers, "Message-ID"))
                        .results()
                        .map(java.util.regex.MatchResult::group)
                        .findFirst()
                        .orElse(null);
            }
        }

        private String bounceReason(String text) {
            var reason = bounceReasons.isEmpty() ? text : bounceReasons.toString();
            return ForeignText.cut(ForeignText.oneLine(reason), SUBJECT_LENGTH);
        }

        private LetterKind kind() throws MessagingException {
            var type = type(message);
            var parameters = lower("Content-Type");
            var isReport = type.equals("multipart/report");
            if (isReport && parameters.contains("delivery-status") || isFromMailer()) {
                return LetterKind.BOUNCE;
            }
            var submitted = lower("Auto-Submitted");
            if (isReport
                    || !submitted.isEmpty() && !submitted.startsWith("no")
                    || header("X-Autoreply") != null
                    || header("X-Autorespond") != null
                    || OPT_OUT.matcher(TextDecoding.header(header("Subject"))).find()) {
                return LetterKind.AUTO_REPLY;
            }
            var precedence = lower("Precedence");
            if (header("List-Id") != null || precedence.equals("list")) {
                return LetterKind.LIST;
            }
            return precedence.equals("bulk") || precedence.equals("junk") || precedence.equals("auto_reply")
                    ? LetterKind.AUTO_REPLY
                    : LetterKind.PERSONAL;
        }

        /** The null return path alone also marks receipts and out-of-office letters. */
        private boolean isFromMailer() throws MessagingException {
            var path = header("Return-Path");
            var author = header("From");
            var from = author == null ? "" : address(author);
            return path != null
                    && path.strip().equals("<>")
                    && (from.startsWith("mailer-daemon@") || from.startsWith("postmaster@"));
        }

        private @Nullable Instant sentAt() {
            try {
                var date = message.getSentDate();
                var sent = date == null ? null : date.toInstant();
                return sent == null || sent.isBefore(BEFORE_ALL_MAIL) ? null : sent;
            } catch (MessagingException | RuntimeException unreadable) {
                return null;
            }
        }

        private List<String> ids(String name) throws MessagingException {
            var value = header(name);
            if (value == null) {
                return List.of();
            }
            var found = MESSAGE_ID
                    .matcher(ForeignText.clean(value))
                    .results()
                    .map(id -> id.group().replaceAll("[^\\x21-\\x7E]", "?"))
                    .distinct()
                    .collect(Collectors.toCollection(ArrayList::new));
            // The latest are the ones nearest to the answer.
            return List.copyOf(found.size() > IDS ? found.subList(found.size() - IDS, found.size()) : found);
        }

        /** With brackets, even where a program has forgotten them. */
        private @Nullable String messageId() throws MessagingException {
            var proper = ids("Message-ID");
            if (!proper.isEmpty()) {
                return proper.get(0);
            }
            var value = header("Message-ID");
            var bare = value == null ? "" : value.replaceAll("[^\\x21-\\x7E]|[<>]", "");
            return bare.isEmpty() ? null : "<" + ForeignText.cut(bare, ID_LENGTH - 2) + ">";
        }

        private String lower(String name) throws MessagingException {
            var value = header(name);
            return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        }

        private @Nullable String header(String name) throws MessagingException {
            var values = message.getHeader(name);
            return values == null || values.length == 0 ? null : values[0];
        }

        private static String address(String from) {
            var line = addressLine(from);
            var named = NAMED_ADDRESS.matcher(line);
            var bare = BARE_ADDRESS.matcher(line);
            var found = named.find() ? named.group(3) : bare.find() ? bare.group() : "";
            return ForeignText.cut(ForeignText.oneLine(found).toLowerCase(Locale.ROOT), ADDRESS_LENGTH);
        }

        private static String name(String from) {
            var line = addressLine(from);
            var named = NAMED_ADDRESS.matcher(line);
            var comment = COMMENT.matcher(line);
            var found = named.find()
                    ? named.group(1) != null ? named.group(1).replaceAll("\\\\(.)", "$1") : named.group(2)
                    : comment.find()
                            ? comment.group(1)
                            : BARE_ADDRESS.matcher(line).find() ? "" : line;
            return ForeignText.cut(TextDecoding.header(found).replaceAll("^[\"'\\s]+|[\"'\\s]+$", ""), NAME_LENGTH);
        }

        private static String addressLine(String from) {
            return ForeignText.clean(
                    TextDecoding.unfold(TextDecoding.eightBit(ForeignText.cut(from, ADDRESS_HEADER_LENGTH))));
        }
    }

    private static String value(InternetHeaders headers, String name) {
        var value = headers.getHeader(name, null);
        return value == null ? "" : TextDecoding.header(value);
    }

    /** Lower case, without parameters; plain text where the part says nothing or nonsense. */
    private static String type(MimePart part) throws MessagingException {
        var header = part.getHeader("Content-Type", null);
        if (header == null) {
            return "text/plain";
        }
        var type = TYPE.matcher(header);
        return type.find() ? type.group(1).toLowerCase(Locale.ROOT) : "text/plain";
    }

    private static @Nullable String charset(MimePart part) throws MessagingException {
        var header = part.getHeader("Content-Type", null);
        var charset = CHARSET.matcher(header == null ? "" : header);
        return charset.find() ? charset.group(1) : null;
    }

    /** As the sender wrote it, decoded; null where there is none. */
    private static @Nullable String fileName(MimePart part) throws MessagingException {
        for (var header : new String[] {"Content-Disposition", "Content-Type"}) {
            var value = part.getHeader(header, null);
            if (value != null) {
                var name = fileName(header, value);
                if (name != null && !name.isBlank()) {
                    return name;
                }
            }
        }
        return null;
    }

    private static @Nullable String fileName(String header, String value) {
        var parameter = header.equals("Content-Type") ? "name" : "filename";
        var hadBytes = value.chars().anyMatch(c -> c > 127);
        try {
            ParameterList parameters = parameter.equals("name")
                    ? new ContentType(value).getParameterList()
                    : new ContentDisposition(value).getParameterList();
            var name = parameters == null ? null : parameters.get(parameter);
            if (name != null) {
                return hadBytes || name.contains("=?") ? TextDecoding.header(name) : name;
            }
            return null;
        } catch (ParseException | RuntimeException broken) {
            var name = FILE_NAME.matcher(TextDecoding.unfold(value));
            return name.find() ? TextDecoding.header(name.group(1) != null ? name.group(1) : name.group(2)) : null;
        }
    }

    /** The last step of whatever path the sender wrote, without anything that a file system or an eye could stumble over. */
    static String safeName(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var safe =
                UNSAFE_IN_NAMES.matcher(ForeignText.clean(last)).replaceAll("").replaceAll("^[.\\s]+|[.\\s]+$", "");
        if (safe.length() <= FILE_NAME_LENGTH) {
            return safe;
        }
        int dot = safe.lastIndexOf('.');
        var extension = dot > 0 && safe.length() - dot <= 16 ? safe.substring(dot) : "";
        return ForeignText.cut(safe, FILE_NAME_LENGTH - extension.length()) + extension;
    }

    /** Decoded content; as much of it as can be read where the encoding is broken. */
    private static byte[] bytes(MimePart part) throws MessagingException {
        try (var content = part.getInputStream()) {
            return content.readAllBytes();
        } catch (IOException | MessagingException broken) {
            var raw = rawBytes(part);
            var encoding = part.getHeader("Content-Transfer-Encoding", null);
            return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("base64")
                    ? TextDecoding.base64(new String(raw, StandardCharsets.ISO_8859_1))
                    : raw;
        }
    }

    private static byte[] rawBytes(MimePart part) throws MessagingException {
        try (InputStream raw = part instanceof MimeMessage message
                ? message.getRawInputStream()
                : ((MimeBodyPart) part).getRawInputStream()) {
            return raw.readAllBytes();
        } catch (IOException unreadable) {
            throw new MessagingException("Unreadable part", unreadable);
        }
    }
}
