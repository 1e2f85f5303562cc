package otklik.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterParserTests {
    private static final Charset CP1251 = Charset.forName("windows-1251");
    private static final Charset KOI8_R = Charset.forName("KOI8-R");

    private static ParsedLetter parse(String letter) {
        return LetterParser.parse(bytes(letter));
    }

    private static byte[] bytes(String letter) {
        return letter.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (var piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static String base64(byte[] content) {
        return Base64.getMimeEncoder().encodeToString(content);
    }

    @Test
    void a_plain_letter_is_read() {
        var letter = parse(
                """
                From: =?UTF-8?B?0JjQstCw0L0=?= <Ivan@Client.Example>
                To: hello@otklik.example
                Subject: Seminar
                Message-ID: <1@client.example>
                In-Reply-To: <0@otklik.example>
                References: <a@otklik.example> <0@otklik.example>
                Date: Fri, 02 Oct 2026 10:00:00 +0300

                Hello,
                when is it?
                """);

        assertThat(letter.fromAddress()).isEqualTo("ivan@client.example");
        assertThat(letter.fromName()).isEqualTo("Иван");
        assertThat(letter.subject()).isEqualTo("Seminar");
        assertThat(letter.messageId()).isEqualTo("<1@client.example>");
        assertThat(letter.inReplyTo()).isEqualTo("<0@otklik.example>");
        assertThat(letter.references()).containsExactly("<a@otklik.example>", "<0@otklik.example>");
        assertThat(letter.sentAt()).isEqualTo(Instant.parse("2026-10-02T07:00:00Z"));
        assertThat(letter.text()).isEqualTo("Hello,\nwhen is it?");
        assertThat(letter.kind()).isEqualTo(LetterKind.PERSONAL);
        assertThat(letter.html()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251,windows-1251",
        "cp1251,windows-1251",
        "KOI8-R,KOI8-R",
        "x-unknown-9,windows-1251",
        "x-unknown-9,KOI8-R",
        "us-ascii,UTF-8",
        "utf-8,windows-1251",
        "'',KOI8-R",
        "utf8,UTF-8"
    })
    void the_text_is_read_in_the_charset_it_is_written_in_whatever_it_claims(String claimed, String real) {
        var type = claimed.isEmpty() ? "text/plain" : "text/plain; charset=" + claimed;
        var raw = join(
                bytes("From: a@b.example\nContent-Type: " + type + "\nContent-Transfer-Encoding: 8bit\n\n"),
                "Здравствуйте! Когда начинается семинар? Подъём в 7.".getBytes(Charset.forName(real)));

        assertThat(LetterParser.parse(raw).text()).isEqualTo("Здравствуйте! Когда начинается семинар? Подъём в 7.");
    }

    @Test
    void one_torn_character_does_not_turn_the_text_into_another_alphabet() {
        var raw = join(
                bytes(
                        "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"),
                "Длинное честное письмо".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xD0});

        assertThat(LetterParser.parse(raw).text()).startsWith("Длинное честное письмо");
    }

    @Test
    void headers_with_raw_bytes_are_read() {
        for (var charset : new Charset[] {CP1251, KOI8_R, StandardCharsets.UTF_8}) {
            var raw = join(
                    bytes("From: "),
                    "Пётр Сидоров".getBytes(charset),
                    bytes(" <p@b.example>\nSubject: "),
                    "Вопрос о семинаре".getBytes(charset),
                    bytes("\n\ntext"));
            var letter = LetterParser.parse(raw);

            assertThat(letter.subject()).as(charset.name()).isEqualTo("Вопрос о семинаре");
            assertThat(letter.fromName()).isEqualTo("Пётр Сидоров");
            assertThat(letter.fromAddress()).isEqualTo("p@b.example");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?windows-1251?B?z/Do4uXy?=|Привет",
                "=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=|Привет",
                "Re: =?utf-8?q?=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82_=F0=9F=99=82?= !|Re: Привет 🙂 !",
                "=?utf-8?B?0J/RgNC40LLQ?= =?utf-8?B?tdGC?=|Привет",
                "=?utf-8?B?0J/RgNC40LLQtdGC?|=?utf-8?B?0J/RgNC40LLQtdGC?",
                "=?no-such-charset?B?z/Do4uXy?=|Привет",
                "=?utf-8?B?!!!?=|''",
                "Hello=?utf-8?Q?=2C_world?=|Hello, world",
            })
    void encoded_words_are_read_even_when_torn(String header, String text) {
        assertThat(TextDecoding.header(header)).isEqualTo(text);
    }

    @Test
    void a_letter_with_nothing_is_a_letter() {
        for (var raw :
                new byte[][] {{}, {0}, bytes("\n"), bytes("\n\n"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}}) {
            var letter = LetterParser.parse(raw);

            assertThat(letter.messageId()).isNull();
            assertThat(letter.subject()).isEmpty();
            assertThat(letter.fromAddress()).isEmpty();
            assertThat(letter.fromName()).isEmpty();
            assertThat(letter.sentAt()).isNull();
            assertThat(letter.text()).doesNotContain("\0");
        }
    }

    @Test
    void random_bytes_never_break_the_parser() {
        var random = new Random(20261002);
        var head = bytes("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n");
        for (int i = 0; i < 300; i++) {
            var noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            for (var raw : new byte[][] {noise, join(head, noise), join(noise, head)}) {
                var letter = LetterParser.parse(raw);
                assertThat(letter.text() + letter.subject() + letter.fromName()).doesNotContain("\0");
                letter.attachments().forEach(file -> assertThat(LetterParser.content(raw, file.position()))
                        .isPresent());
            }
        }
    }

    @Test
    void null_bytes_and_torn_surrogates_are_removed_everywhere() {
        var raw = bytes(
                """
                From: "A\0nna" <a@b.example>
                Subject: Hi\0 there
                Message-ID: <1\0@b.example>
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/html; charset=utf-8

                <p>On\0e &#xD800; two</p>
                --x
                Content-Type: application/pdf
                Content-Disposition: attachment; filename="a\0b.pdf"

                x
                --x--
                """);
        var letter = LetterParser.parse(raw);

        assertThat(letter.fromName()
                        + letter.subject()
                        + letter.messageId()
                        + letter.text()
                        + letter.html()
                        + letter.attachments())
                .doesNotContain("\0");
        assertThat(letter.fromName()).isEqualTo("Anna");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(letter.text())).isTrue();
        assertThat(letter.attachments().get(0).name()).isEqualTo("ab.pdf");
    }

    @Test
    void emoji_and_right_to_left_text_stay_as_they_are() {
        var letter = parse(
                "From: a@b.example\nSubject: =?utf-8?B?8J+RqOKAjfCfkanigI3wn5Gn?=\nContent-Type: text/plain; charset=utf-8\n\n"
                        + "שלום עולם 👨‍👩‍👧 مرحبا");

        assertThat(letter.subject()).isEqualTo("👨‍👩‍👧");
        assertThat(letter.text()).isEqualTo("שלום עולם 👨‍👩‍👧 مرحبا");
    }

    @Test
    void the_plain_form_is_preferred_to_the_html_one() {
        var letter = parse(
                """
                From: a@b.example
                Content-Type: multipart/alternative; boundary=x

                --x
                Content-Type: text/plain

                plain words
                --x
                Content-Type: multipart/related; boundary=y

                --y
                Content-Type: text/html

                <b>html words</b>
                --y
                Content-Type: image/png
                Content-ID: <1>

                png
                --y--
                --x--
                """);

        assertThat(letter.text()).isEqualTo("plain words");
        assertThat(letter.html()).contains("html words");
        assertThat(letter.attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("attachment-1");
            assertThat(file.type()).isEqualTo("image/png");
        });
    }

    @Test
    void an_empty_plain_form_gives_way_to_the_html_one() {
        var letter = parse(
                """
                From: a@b.example
                Content-Type: multipart/alternative; boundary=x

                --x
                Content-Type: text/plain

                \s
                --x
                Content-Type: text/html; charset=utf-8

                <html><head><style>p{color:red}</style><title>t</title></head><body><p>Привет,</p>мне нужен<br>семинар<ul><li>один</li><li>два</li></ul><script>evil()</script></body></html>
                --x--
                """);

        assertThat(letter.text()).isEqualTo("Привет,\n\nмне нужен\nсеминар\n- один\n- два");
    }

    @Test
    void several_text_parts_are_read_one_after_another() {
        var letter = parse(
                """
                From: a@b.example
                Content-Type: multipart/mixed; boundary=x

                --x

                first
                --x
                Content-Type: text/html

                <p>second</p>
                --x--
                """);

        assertThat(letter.text()).isEqualTo("first\n\nsecond");
        assertThat(letter.html()).contains("<pre>first</pre>", "<p>second</p>");
    }

    @Test
    void nothing_in_the_html_can_run_or_load() {
        var page = LetterHtml.page(
                """
                <html><head><script>alert(1)</script><style>body{background:url(http://e.example)}</style><base href="http://e.example/"><meta http-equiv=refresh content="0;url=http://e.example"></head>
                <body onload="alert(2)"><p onclick=alert(3) style="background:url(http://e.example)">Words</p>
                <img src="http://e.example/pixel.gif"><img src="cid:1"><img src="data:image/png;base64,AAAA" onerror=alert(4)>
                <a href="javascript:alert(5)">bad</a><a href="https://good.example" target="_top">good</a>
                <form action="http://e.example"><input name=password><button>Go</button></form>
                <iframe src="http://e.example"></iframe><object data="x"></object><embed src="x"><svg onload=alert(6)></svg>
                <math><mtext><table><mglyph><style><img src=x onerror=alert(7)></style></mglyph></table></mtext></math>
                <link rel=stylesheet href="http://e.example"><video src="http://e.example"></video></body></html>""");
        var body = page.substring(page.indexOf("<body"));

        assertThat(body)
                .contains("Words", "https://good.example", "noopener", "data:image/png")
                .doesNotContain(
                        "alert",
                        "e.example",
                        "<script",
                        "<style",
                        "<form",
                        "<input",
                        "<iframe",
                        "<svg",
                        "style=",
                        "cid:",
                        "javascript");
    }

    @Test
    void attachments_have_names_without_paths_and_tricks() {
        var letter = parse(
                """
                From: a@b.example
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain

                see the files
                --x
                Content-Type: application/pdf; name="=?windows-1251?B?z/Do4uXy?=.pdf"
                Content-Disposition: attachment
                Content-Transfer-Encoding: base64

                AAEC
                --x
                Content-Type: text/plain
                Content-Disposition: attachment; filename="../../etc/passwd"

                root
                --x
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename="C:\\\\Windows\\\\system32\\\\cmd.exe"

                MZ
                --x
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename*=UTF-8''%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%20%E2%84%961.docx

                PK
                --x
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe

                MZ
                --x
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename="..";

                -
                --x
                Content-Disposition: attachment; filename=unquoted name with spaces.txt
                Content-Type: text/plain

                -
                --x--
                """);

        assertThat(letter.attachments())
                .extracting(Attachment::name)
                .containsExactly(
                        "Привет.pdf",
                        "passwd",
                        "cmd.exe",
                        "Договор №1.docx",
                        "photogpj.exe",
                        "attachment-6",
                        "unquoted name with spaces.txt");
        assertThat(letter.attachments().get(0).size()).isEqualTo(3);
        assertThat(letter.text()).isEqualTo("see the files");
    }

    @Test
    void the_content_of_an_attachment_is_decoded_as_far_as_it_can_be() {
        var raw = bytes(
                """
                From: a@b.example
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: application/pdf
                Content-Disposition: attachment; filename=a.pdf
                Content-Transfer-Encoding: base64

                aGVs*bG8
                --x
                Content-Type: application/pdf
                Content-Disposition: attachment; filename=b.pdf
                Content-Transfer-Encoding: no-such-encoding

                hello
                --x--
                """);

        assertThat(LetterParser.parse(raw).attachments()).hasSize(2);
        assertThat(LetterParser.content(raw, 0).map(String::new)).contains("hello");
        assertThat(LetterParser.content(raw, 1).map(String::new)).contains("hello");
        assertThat(LetterParser.content(raw, 2)).isEmpty();
        assertThat(LetterParser.content(raw, -1)).isEmpty();
    }

    @Test
    void a_letter_within_a_letter_is_a_file() {
        var letter = parse(
                """
                From: a@b.example
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/plain

                forwarded
                --x
                Content-Type: message/rfc822

                From: other@c.example
                Subject: inner

                inner words
                --x--
                """);

        assertThat(letter.text()).isEqualTo("forwarded");
        assertThat(letter.attachments())
                .singleElement()
                .extracting(Attachment::name, Attachment::type)
                .containsExactly("letter.eml", "message/rfc822");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed; boundary=missing\n\nwords that matter",
                "Content-Type: multipart/mixed\n\nwords that matter",
                "Content-Type: multipart/mixed; boundary=\"\n\nwords that matter",
                "Content-Type: ;;;=broken\n\nwords that matter",
                "Content-Type: text/plain; charset=\"utf-8; format=flowed\n\nwords that matter",
                "Content-Transfer-Encoding: no-such-thing\n\nwords that matter",
                "Content-Transfer-Encoding: base64\n\nd29yZHMgdGhhdCBtYXR0ZXI*",
                "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nwords that matter",
                "Broken header line\n: and another\nContent-Type: text/plain\n\nwords that matter",
            })
    void broken_mime_keeps_its_words(String rest) {
        assertThat(parse("From: a@b.example\n" + rest).text()).contains("words that matter");
    }

    @Test
    void endless_nesting_ends() {
        var letter = new StringBuilder("From: a@b.example\n");
        for (int i = 0; i < 3000; i++) {
            letter.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }

        assertThat(parse(letter.append("\nend").toString()).fromAddress()).isEqualTo("a@b.example");
        assertThat(LetterHtml.text("<div>".repeat(50_000) + "deep")).isEqualTo("deep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ivan <IVAN@B.EXAMPLE>|ivan@b.example|Ivan",
                "\"Petrov, Ivan \\\"Vanya\\\"\" <i@b.example>|i@b.example|Petrov, Ivan \"Vanya",
                "i@b.example (Ivan)|i@b.example|Ivan",
                "i@b.example|i@b.example|''",
                "<i@b.example>|i@b.example|''",
                "one@b.example, Two <two@b.example>|one@b.example|''",
                "Ivan <not an address>|''|Ivan <not an address>",
                "undisclosed|''|undisclosed",
                "<<<>>>@@@|''|<<<>>>@@@",
                "\"unclosed <i@b.example>|i@b.example|''",
                "Ivan <i@почта.рф>|i@почта.рф|Ivan",
            })
    void the_sender_is_read_however_it_is_written(String from, String address, String name) {
        var letter = parse("From: " + from + "\n\ntext");

        assertThat(letter.fromAddress()).isEqualTo(address);
        assertThat(letter.fromName()).isEqualTo(name);
    }

    @Test
    void huge_headers_are_cut_and_cost_little() {
        var letter = parse(
                "From: \"" + "a\\\"".repeat(500_000) + "\" <i@b.example>\nSubject: " + "=?utf-8?Q?".repeat(300_000)
                        + "\nReferences: " + "<x@y.example> ".repeat(100) + "<" + "z".repeat(1_000_000) + "@y.example>"
                        + "\nMessage-ID: <" + "я".repeat(100_000) + "@y.example>\n\ntext");

        assertThat(letter.subject()).hasSizeLessThanOrEqualTo(500);
        assertThat(letter.fromName()).hasSizeLessThanOrEqualTo(200);
        assertThat(letter.references()).containsExactly("<x@y.example>");
        assertThat(letter.text()).isEqualTo("text");
    }

    @Test
    void a_letter_of_20_megabytes_is_read() {
        var content = new byte[15 * 1024 * 1024];
        new Random(1).nextBytes(content);
        var raw = join(
                bytes("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nsee the film\n--x\n"
                        + "Content-Type: video/mp4; name=film.mp4\nContent-Transfer-Encoding: base64\n\n"),
                base64(content).getBytes(StandardCharsets.US_ASCII),
                bytes("\n--x--\n"));

        assertThat(raw.length).isGreaterThan(20_000_000);
        assertThat(LetterParser.parse(raw).text()).isEqualTo("see the film");
        assertThat(LetterParser.content(raw, 0)).contains(content);
        assertThat(parse("From: a@b.example\n\n" + "я".repeat(10_000_000)).text())
                .hasSize(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Nothing: 1|PERSONAL",
                "Auto-Submitted: no|PERSONAL",
                "X-Auto-Response-Suppress: All|PERSONAL",
                "Auto-Submitted: auto-replied|AUTO_REPLY",
                "Auto-Submitted: AUTO-GENERATED; owner-email=x|AUTO_REPLY",
                "X-Autoreply: yes|AUTO_REPLY",
                "Precedence: auto_reply|AUTO_REPLY",
                "Precedence: bulk|AUTO_REPLY",
                "Precedence: junk|AUTO_REPLY",
                "Precedence: list|LIST",
                "List-Id: <news.b.example>|LIST",
                "Return-Path: <>|PERSONAL",
                "Subject: unsubscribe AAAAAAAAAAEfZ_-0123456789abcdef0|AUTO_REPLY",
                "Subject: unsubscribe my colleagues, please|PERSONAL",
            })
    void the_headers_tell_what_kind_of_letter_it_is(String header, LetterKind kind) {
        assertThat(parse("From: a@b.example\n" + header + "\n\ntext").kind()).isEqualTo(kind);
    }

    @Test
    void a_newsletter_is_a_list_though_it_is_sent_in_bulk() {
        assertThat(parse("From: a@b.example\nPrecedence: bulk\nList-Id: <n.b.example>\n\ntext")
                        .kind())
                .isEqualTo(LetterKind.LIST);
    }

    @Test
    void a_report_says_which_letter_came_back_and_why() {
        var letter = parse(BOUNCE.formatted("failed", "5.1.1"));

        assertThat(letter.kind()).isEqualTo(LetterKind.BOUNCE);
        assertThat(letter.bounce()).isNotNull();
        assertThat(letter.bounce().originalMessageId()).isEqualTo("<original@otklik.example>");
        assertThat(letter.bounce().failed()).isTrue();
        assertThat(letter.bounce().reason()).contains("client@b.example", "5.1.1", "550 no such user");
        assertThat(letter.text()).isEqualTo("Sorry.");
    }

    @Test
    void a_report_of_a_delay_is_not_a_failure() {
        assertThat(parse(BOUNCE.formatted("delayed", "4.4.1")).bounce().failed())
                .isFalse();
        assertThat(parse(BOUNCE.formatted("failed", "4.4.7")).bounce().failed()).isFalse();
    }

    @Test
    void an_old_fashioned_bounce_is_known_by_its_sender() {
        assertThat(parse("Return-Path: <>\nFrom: Mailer <MAILER-DAEMON@b.example>\n\ncould not deliver")
                        .kind())
                .isEqualTo(LetterKind.BOUNCE);
    }

    @Test
    void the_fingerprint_is_that_of_the_letter_and_not_of_its_way() {
        var letter = "From: a@b.example\nMessage-ID: <1@b>\nSubject: s\n\nbody";
        var otherWay = bytes("Received: by another host\n" + letter);

        assertThat(print(otherWay)).isEqualTo(print(bytes(letter)));
        assertThat(print(bytes(letter + "!"))).isNotEqualTo(print(bytes(letter)));
        assertThat(print(bytes(letter.replace("<1@b>", "<2@b>")))).isNotEqualTo(print(bytes(letter)));
        assertThat(LetterParser.fingerprint(bytes(letter), true, 10))
                .isNotEqualTo(LetterParser.fingerprint(bytes(letter), true, 11));
    }

    @Test
    void what_jakarta_mail_writes_is_read_back() throws Exception {
        var message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(
                new jakarta.mail.internet.InternetAddress("i@b.example", "Иван Петрович Длинноимённый", "KOI8-R"));
        message.setSubject("Очень длинная тема письма, которая не умещается в одну строку заголовка 🙂", "UTF-8");
        message.setText("Текст — с тире и «кавычками»", "UTF-8");
        message.saveChanges();
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        var letter = LetterParser.parse(bytes.toByteArray());

        assertThat(letter.fromName()).isEqualTo("Иван Петрович Длинноимённый");
        assertThat(letter.subject())
                .isEqualTo("Очень длинная тема письма, которая не умещается в одну строку заголовка 🙂");
        assertThat(letter.text()).isEqualTo("Текст — с тире и «кавычками»");
        assertThat(new ByteArrayInputStream(bytes.toByteArray())).isNotEmpty();
    }

    private static String print(byte[] raw) {
        return LetterParser.fingerprint(raw, false, raw.length);
    }

    static final String BOUNCE =
            """
            Return-Path: <>
            From: Mail Delivery System <MAILER-DAEMON@b.example>
            To: hello@otklik.example
            Subject: Undelivered Mail Returned to Sender
            Message-ID: <bounce@b.example>
            Content-Type: multipart/report; report-type=delivery-status; boundary=x

            --x
            Content-Type: text/plain

            Sorry.
            --x
            Content-Type: message/delivery-status

            Reporting-MTA: dns; b.example

            Final-Recipient: rfc822; client@b.example
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; 550 no such user

            --x
            Content-Type: message/rfc822

            From: hello@otklik.example
            Message-ID: <original@otklik.example>
            Subject: original

            words
            --x--
            """;
}
