package otklik.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.mail.OutgoingLetter.State;
import otklik.sources.SourceCard;
import otklik.sources.Sources;
import otklik.sources.SourcesOfTest;

/** Sending and fetching over real sockets, by the embedded server that the demonstration uses. */
class MailRoundTripIT {
    private static final String US = "hello@otklik.example";
    private static final String CLIENT = "client@example.org";

    private GreenMail server;
    private int smtpPort;
    private int imapPort;
    private MailWorld world;

    @BeforeEach
    void startServer() throws Exception {
        smtpPort = freePort();
        imapPort = freePort();
        server = start();
    }

    @AfterEach
    void stop() {
        server.stop();
        if (world != null) {
            world.close();
        }
    }

    private GreenMail start() {
        var fresh = new GreenMail(new ServerSetup[] {
                    new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                    new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                })
                .withConfiguration(com.icegreen.greenmail.configuration.GreenMailConfiguration.aConfig()
                        .withDisabledAuthentication());
        fresh.start();
        fresh.setUser(US, US, US);
        return fresh;
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void world(Database database, String... more) {
        var settings = new HashMap<>(Map.of(
                "otklik.mail.address",
                US,
                "otklik.mail.name",
                "Отклик",
                "otklik.mail.smtp.host",
                "127.0.0.1",
                "otklik.mail.smtp.port",
                String.valueOf(smtpPort),
                "otklik.mail.imap.host",
                "127.0.0.1",
                "otklik.mail.imap.port",
                String.valueOf(imapPort)));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        world = MailWorld.on(database, settings, null);
    }

    @Test
    void letterIsSealedWithTheCompanysKeyTheHeadersForOptingOutIncluded() throws Exception {
        var keys = java.security.KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var file = java.nio.file.Files.createTempFile("dkim", ".pem");
        file.toFile().deleteOnExit();
        java.nio.file.Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + java.util.Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        world(
                Database.H2,
                "otklik.mail.dkim.domain",
                "otklik.example",
                "otklik.mail.dkim.selector",
                "mail1",
                "otklik.mail.dkim.key-file",
                file.toString());
        var plain = MailWorld.draft("B-1/K-12/client@example.org");
        world.transaction.executeWithoutResult(status -> world.outbox()
                .post(new LetterDraft(
                        plain.channel(),
                        plain.key(),
                        plain.caseKey(),
                        plain.author(),
                        plain.fromName(),
                        CLIENT,
                        plain.toName(),
                        plain.subject(),
                        plain.text(),
                        null,
                        List.of(),
                        true,
                        "seminars",
                        null,
                        Map.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                        false)));

        world.relay().sweep();

        assertThat(world.letter("L-1").state()).isEqualTo(State.SENT);
        var seal = server.getReceivedMessages()[0]
                .getHeader("DKIM-Signature", null)
                .replaceAll("\\s", "");
        assertThat(seal).contains("d=otklik.example", "s=mail1", "a=rsa-sha256");
        assertThat(seal.replaceAll(".*[;]h=([^;]*);.*", "$1")).contains("From", "Subject", "List-Unsubscribe-Post");
    }

    private void arrives(String letter) throws Exception {
        var message = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(letter.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        inbox().appendMessage(message, new jakarta.mail.Flags(), new java.util.Date());
    }

    private MailFolder inbox() throws Exception {
        var user = server.getManagers().getUserManager().getUserByEmail(US);
        return server.getManagers().getImapHostManager().getInbox(user);
    }

    private SourceCard poll() {
        SourcesOfTest.lookNow(world.bean(Sources.class), MailboxKind.OWN);
        return card();
    }

    private SourceCard card() {
        return world.bean(Sources.class).find(MailboxKind.OWN).orElseThrow();
    }

    private static long stored(SourceCard card) {
        return card.days().stream().mapToLong(SourceCard.Count::items).sum();
    }

    private static long repeats(SourceCard card) {
        return card.days().stream().mapToLong(SourceCard.Count::repeats).sum();
    }

    private static String letter(String id, String subject, String text) {
        return "From: Ivan <%s>\nTo: %s\nMessage-ID: %s\nDate: Fri, 02 Oct 2026 10:00:00 +0300\nSubject: %s\n\n%s\n"
                .formatted(CLIENT, US, id, subject, text);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_file_goes_out_with_the_letter_under_its_name_and_byte_for_byte(Database database) throws Exception {
        world(database);
        server.setUser(CLIENT, CLIENT, CLIENT);
        var bytes = new byte[70_000];
        new java.util.Random(1).nextBytes(bytes);
        var files = world.bean(OutgoingFiles.class);
        var letter = world.transaction.execute(status -> {
            var program =
                    files.store("R-17", "C:\\Мои документы\\Программа семинара.pdf", "Application/PDF; x=1", bytes);
            var harmful = files.store("R-17", "letter.eml", "message/rfc822", new byte[] {1});
            return world.outbox().post(MailWorld.draft("R-17/answer/1"), List.of(program.id(), harmful.id()));
        });
        world.relay().sendDue();

        assertThat(world.letter(letter.number()).state()).isEqualTo(State.SENT);
        assertThat(files.ofLetters(List.of(letter.number())).get(letter.number()))
                .extracting(OutgoingFile::name, OutgoingFile::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Программа семинара.pdf", "application/pdf"),
                        org.assertj.core.groups.Tuple.tuple("letter.eml", "application/octet-stream"));
        var raw = new java.io.ByteArrayOutputStream();
        server.getReceivedMessages()[0].writeTo(raw);
        var parsed = LetterParser.parse(raw.toByteArray());
        assertThat(parsed.text()).contains("Когда удобно позвонить? 🙂");
        assertThat(parsed.attachments())
                .extracting(Attachment::name)
                .containsExactly("Программа семинара.pdf", "letter.eml");
        assertThat(LetterParser.content(raw.toByteArray(), 0)).contains(bytes);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_further_mailbox_is_read_beside_the_first_and_fails_alone(Database database) throws Exception {
        server.setUser("sales@otklik.example", "sales", "secret");
        world(database);
        arrives(letter("<1@x>", "To the company", "One"));
        server.getManagers()
                .getImapHostManager()
                .getInbox(server.getManagers().getUserManager().getUserByEmail("sales@otklik.example"))
                .appendMessage(
                        new MimeMessage(
                                Session.getInstance(new Properties()),
                                new ByteArrayInputStream(
                                        letter("<2@x>", "To sales", "Two").getBytes(StandardCharsets.UTF_8))),
                        new jakarta.mail.Flags(),
                        new java.util.Date());
        var sources = world.bean(Sources.class);
        sources.add("sales", MailboxKind.KEY, "Sales", Map.of("user", "sales", "password", "secret"));
        sources.add("closed", MailboxKind.KEY, "Closed", Map.of("user", "x", "host", "127.0.0.1", "port", "1"));

        assertThat(sources.test("sales").arguments()).contains("INBOX", 1);
        assertThatThrownBy(() -> sources.test("closed")).isInstanceOf(Refusal.class);
        SourcesOfTest.lookNow(sources, "sales");
        SourcesOfTest.lookNow(sources, "closed");
        poll();

        assertThat(world.received()).extracting(ReceivedLetter::subject).containsExactly("To sales", "To the company");
        assertThat(sources.find("sales").orElseThrow().healthy()).isTrue();
        assertThat(sources.find("closed").orElseThrow().healthy()).isFalse();
        assertThat(sources.find("closed").orElseThrow().lastError()).contains("127.0.0.1, 1");
        assertThat(card().healthy()).isTrue();
        assertThat(sources.find("sales").orElseThrow().settings()).doesNotContainKey("password");
        assertThat(sources.find("sales").orElseThrow().secrets()).containsExactly("password");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_letter_goes_out_and_its_answer_comes_back_to_it(Database database) throws Exception {
        world(database);
        var outgoing = world.transaction.execute(status -> world.outbox()
                .post(new LetterDraft(
                        "mail",
                        "R-17/answer/1",
                        "R-17",
                        "anna",
                        "Анна Ковалёва",
                        CLIENT,
                        "Иван Петров",
                        "Ваша заявка",
                        "Здравствуйте! 🙂\nАнна",
                        "<question@example.org>",
                        List.of("<first@example.org>", "<question@example.org>"),
                        true)));
        world.relay().sweep();

        assertThat(world.letter(outgoing.number()).state()).isEqualTo(State.SENT);
        var there = server.getReceivedMessagesForDomain("example.org")[0];
        assertThat(there.getMessageID()).isEqualTo(outgoing.messageId());
        assertThat(there.getHeader("X-Otklik-Case")).containsExactly("R-17");
        assertThat(there.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(there.getHeader("In-Reply-To")).containsExactly("<question@example.org>");
        assertThat(there.getHeader("References", null)).contains("<first@example.org>", "<question@example.org>");
        assertThat(there.getSubject()).isEqualTo("Ваша заявка");
        assertThat(there.getFrom()[0])
                .hasToString(new jakarta.mail.internet.InternetAddress(US, "Анна Ковалёва", "UTF-8").toString());
        assertThat(there.getContent().toString()).contains("Здравствуйте! 🙂");

        arrives("References: <first@example.org> " + outgoing.messageId() + "\n"
                + letter("<answer@example.org>", "Re: Ваша заявка", "Спасибо"));
        poll();

        assertThat(world.events.stream().filter(LetterReceived.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(LetterReceived.class, received -> {
                    assertThat(received.answerTo()).isNotNull();
                    assertThat(received.answerTo().number()).isEqualTo(outgoing.number());
                    assertThat(received.letter().text()).isEqualTo("Спасибо");
                    assertThat(received.letter().kind()).isEqualTo(LetterKind.PERSONAL);
                });
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_letter_appears_once_however_often_the_mailbox_is_polled(Database database) throws Exception {
        world(database);
        arrives(letter("<1@example.org>", "one", "one"));
        poll();
        arrives(letter("<2@example.org>", "two", "two"));
        poll();
        var state = poll();

        assertThat(world.received()).extracting(ReceivedLetter::subject).containsExactly("one", "two");
        assertThat(world.events).hasSize(2);
        assertThat(stored(state)).isEqualTo(2);
        assertThat(repeats(state)).isZero();
        assertThat(state.healthy()).isTrue();
        assertThat(state.lastSuccess()).isNotNull();
    }

    @Test
    void letters_that_somebody_has_read_already_are_fetched_all_the_same() throws Exception {
        world(Database.H2);
        arrives(letter("<1@example.org>", "one", "one"));
        inbox().getMessages().get(0).getFlags().add(jakarta.mail.Flags.Flag.SEEN);
        poll();

        assertThat(world.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_copy_is_a_repeat_but_another_letter_with_the_same_message_id_is_a_letter(Database database)
            throws Exception {
        world(database);
        arrives(letter("<1@example.org>", "one", "one"));
        arrives("Received: by another way\n" + letter("<1@example.org>", "one", "one"));
        arrives(letter("<1@example.org>", "one", "something else"));
        var state = poll();

        assertThat(world.received()).extracting(ReceivedLetter::text).containsExactly("one", "something else");
        assertThat(repeats(state)).isEqualTo(1);
    }

    @Test
    void a_source_that_is_down_is_unhealthy_and_catches_up() throws Exception {
        world(Database.H2);
        server.stop();
        var down = poll();
        poll();

        assertThat(down.healthy()).isFalse();
        assertThat(down.lastError()).contains(String.valueOf(imapPort));
        assertThat(down.lastErrorAt()).isNotNull();
        verify(world.signals, times(1)).say(Signals.HEALTH);

        server = start();
        arrives(letter("<1@example.org>", "one", "one"));
        var up = poll();

        assertThat(up.healthy()).isTrue();
        assertThat(world.received()).hasSize(1);
        verify(world.signals, times(2)).say(Signals.HEALTH);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_server_that_begins_to_number_anew_loses_no_letter(Database database) throws Exception {
        world(database);
        arrives(letter("<1@example.org>", "one", "one"));
        arrives(letter("<2@example.org>", "two", "two"));
        poll();
        // The embedded server takes its UIDVALIDITY from the clock, in whole seconds.
        var before = inbox().getUidValidity();
        server.stop();
        await().until(() -> Instant.now().getEpochSecond() > before);
        server = start();
        arrives(letter("<2@example.org>", "two", "two"));
        arrives(letter("<3@example.org>", "three", "three"));
        var state = poll();

        assertThat(world.received()).extracting(ReceivedLetter::subject).containsExactly("one", "two", "three");
        assertThat(repeats(state)).isEqualTo(1);
    }

    @Test
    void a_server_that_numbers_anew_under_the_old_name_loses_no_letter() throws Exception {
        world(Database.H2);
        arrives(letter("<1@example.org>", "one", "one"));
        poll();
        // As if the mailbox had been read much further before the server lost it, without a new UIDVALIDITY.
        world.jdbc.sql("update mail_source set last_uid = 500").update();
        arrives(letter("<2@example.org>", "two", "two"));
        poll();

        assertThat(world.received()).extracting(ReceivedLetter::subject).containsExactly("one", "two");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_letter_that_a_listener_refuses_is_parked_and_told_again(Database database) throws Exception {
        world(database);
        var refuse = new AtomicBoolean(true);
        world.listener = event -> {
            if (refuse.get()
                    && event instanceof LetterReceived received
                    && received.letter().subject().equals("bad")) {
                throw new IllegalStateException("cannot handle\0 this");
            }
        };
        arrives(letter("<1@example.org>", "bad", "bad"));
        arrives(letter("<2@example.org>", "good", "good"));
        var state = poll();

        assertThat(world.received()).hasSize(2);
        assertThat(state.parked()).isEqualTo(1);
        assertThat(state.healthy()).isTrue();
        assertThat(world.events).hasSize(1);

        await().until(() -> {
            poll();
            return world.jdbc
                            .sql("select retries from received_letter order by id")
                            .query(Integer.class)
                            .list()
                            .get(0)
                    == 1;
        });
        refuse.set(false);
        await().until(() -> poll().parked() == 0);

        assertThat(world.events)
                .extracting(event -> ((LetterReceived) event).letter().subject())
                .containsExactly("good", "bad");
        assertThat(world.received()).hasSize(2);
    }

    @Test
    void a_parked_letter_is_told_five_times_and_then_left_to_people() throws Exception {
        world(Database.H2);
        world.listener = event -> {
            throw new IllegalStateException("never");
        };
        arrives(letter("<1@example.org>", "bad", "bad"));
        poll();
        for (int i = 0; i < 8; i++) {
            world.jdbc
                    .sql("update received_letter set next_retry_at = current_timestamp")
                    .update();
            poll();
        }

        assertThat(world.jdbc
                        .sql("select retries from received_letter")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
        assertThat(poll().parked()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void of_a_letter_that_is_too_large_only_the_headers_are_fetched(Database database) throws Exception {
        world(database, "otklik.mail.max-size", "2048");
        arrives(letter(
                "<1@example.org>", "large", "x".repeat(76) + "\n".repeat(10) + ("y".repeat(70) + "\n").repeat(100)));
        arrives(letter("<2@example.org>", "small", "small"));
        poll();

        assertThat(world.received())
                .extracting(ReceivedLetter::subject, ReceivedLetter::truncated, ReceivedLetter::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("large", true, ""),
                        org.assertj.core.groups.Tuple.tuple("small", false, "small"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_letter_that_comes_back_is_bounced_and_becomes_work(Database database) throws Exception {
        world(database);
        var letter = world.post("R-17/answer/1");
        world.relay().sweep();
        var bounce = LetterParserTests.BOUNCE
                .formatted("failed", "5.1.1")
                .replace("<original@otklik.example>", letter.messageId());
        arrives(bounce);
        arrives(bounce);
        poll();

        assertThat(world.letter(letter.number()).state()).isEqualTo(State.BOUNCED);
        assertThat(world.letter(letter.number()).lastError()).contains("550 no such user");
        verify(world.process, times(1)).start(argThat(started -> started.state() == State.BOUNCED));
        verify(world.history).tell(argThat(change -> change.kind().equals("letterBounced")));
        assertThat(world.events.stream().filter(LetterReceived.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(LetterReceived.class, received -> {
                    assertThat(received.letter().kind()).isEqualTo(LetterKind.BOUNCE);
                    assertThat(received.answerTo().state()).isEqualTo(State.BOUNCED);
                });
    }

    @Test
    void a_report_of_a_delay_changes_nothing() throws Exception {
        world(Database.H2);
        var letter = world.post("R-17/answer/1");
        world.relay().sweep();
        arrives(LetterParserTests.BOUNCE
                .formatted("delayed", "4.4.1")
                .replace("<original@otklik.example>", letter.messageId()));
        poll();

        assertThat(world.letter(letter.number()).state()).isEqualTo(State.SENT);
    }

    @Test
    void our_own_letter_that_comes_back_is_not_a_message_from_a_client() throws Exception {
        world(Database.H2);
        var letter = world.post("R-17/answer/1");
        arrives(letter(letter.messageId(), "ours", "ours").replace(CLIENT, US));
        poll();

        assertThat(world.received().get(0).kind()).isEqualTo(LetterKind.AUTO_REPLY);
    }

    @Test
    void a_server_that_cannot_be_reached_leaves_the_letter_in_the_queue_and_an_impossible_address_fails() {
        world(Database.H2, "otklik.mail.retry-after", "PT1H");
        server.stop();
        world.post("R-17/answer/1");
        var draft = MailWorld.draft("R-17/answer/2");
        world.outbox()
                .post(new LetterDraft(
                        "mail",
                        draft.key(),
                        draft.caseKey(),
                        null,
                        "",
                        "no address",
                        "",
                        "s",
                        "t",
                        null,
                        List.of(),
                        false));
        world.relay().sweep();

        assertThat(world.letter("L-1"))
                .extracting(OutgoingLetter::state, OutgoingLetter::attempts)
                .containsExactly(State.QUEUED, 1);
        assertThat(world.letter("L-1").lastError()).contains(String.valueOf(smtpPort));
        assertThat(world.letter("L-2").state()).isEqualTo(State.FAILED);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_letter_is_shown_harmless_and_its_files_are_handed_out_as_files(Database database) throws Exception {
        world(database);
        arrives(
                """
                From: a@b.example
                Subject: files
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/html; charset=utf-8

                <p onclick="evil()">Привет</p><script>evil()</script>
                --x
                Content-Type: image/png
                Content-Disposition: attachment; filename*=UTF-8''%D0%A4%D0%BE%D1%82%D0%BE.png

                png
                --x
                Content-Type: text/html
                Content-Disposition: attachment; filename="evil.html"

                <script>evil()</script>
                --x--
                """);
        poll();
        var id = world.received().get(0).id();
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("maria", "", List.of()));
        var web = MockMvcBuilders.standaloneSetup(new LetterFiles(world.bean(Letters.class), List.of(letter -> true)))
                .build();

        assertThat(world.received().get(0).attachments()).hasSize(2);
        web.perform(get("/letters/{id}/html", id))
                .andExpect(status().isOk())
                .andExpect(header().string(
                                "Content-Security-Policy",
                                org.hamcrest.Matchers.startsWith(
                                        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(content().string(org.hamcrest.Matchers.containsString("Привет")))
                .andExpect(content().string(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("evil"))));
        web.perform(get("/letters/{id}/attachments/0", id))
                .andExpect(content().contentType("image/png"))
                .andExpect(content().string("png"))
                .andExpect(header().string(
                                "Content-Disposition", org.hamcrest.Matchers.startsWith("attachment; filename")));
        web.perform(get("/letters/{id}/attachments/1", id))
                .andExpect(content().contentType("application/octet-stream"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
        web.perform(get("/letters/{id}/raw", id))
                .andExpect(header().string(
                                "Content-Disposition", org.hamcrest.Matchers.containsString("letter-" + id + ".eml")))
                .andExpect(content().string(org.hamcrest.Matchers.containsString("boundary=x")));
        for (var path : List.of("/letters/999/html", "/letters/999/raw", "/letters/" + id + "/attachments/2")) {
            web.perform(get(path)).andExpect(status().isNotFound());
        }
        var shut = MockMvcBuilders.standaloneSetup(new LetterFiles(world.bean(Letters.class), List.of(letter -> false)))
                .build();
        for (var path : List.of("html", "raw", "attachments/0")) {
            shut.perform(get("/letters/" + id + "/" + path)).andExpect(status().isNotFound());
        }
        SecurityContextHolder.clearContext();
    }

    @Test
    void the_embedded_server_takes_and_gives_letters_and_names_the_setting_of_a_taken_port() throws Exception {
        var taken = smtpPort;
        smtpPort = freePort();
        imapPort = freePort();
        world(
                Database.H2,
                "otklik.mail.embedded.enabled",
                "true",
                "otklik.mail.embedded.smtp-port",
                String.valueOf(smtpPort),
                "otklik.mail.embedded.imap-port",
                String.valueOf(imapPort));
        var embedded = new EmbeddedMailServer(world.settings);
        embedded.start();
        try {
            var draft = MailWorld.draft("R-17/answer/1");
            world.outbox()
                    .post(new LetterDraft(
                            "mail",
                            draft.key(),
                            "R-17",
                            null,
                            "",
                            US,
                            "",
                            "to ourselves",
                            "text",
                            null,
                            List.of(),
                            false));
            world.relay().sweep();
            poll();
            assertThat(world.received()).singleElement().satisfies(letter -> {
                assertThat(letter.subject()).isEqualTo("to ourselves");
                assertThat(letter.fromName()).isEqualTo("Отклик");
            });
        } finally {
            embedded.stop();
        }
        assertThat(embedded.isRunning()).isFalse();

        var wrong = MailWorld.on(Database.H2, Map.of("otklik.mail.embedded.smtp-port", String.valueOf(taken)), null);
        assertThatThrownBy(() -> new EmbeddedMailServer(wrong.settings).start())
                .hasMessage(
                        "Otklik did not start: setting otklik.mail.embedded.smtp-port = '%d': the port is in use",
                        taken);
        wrong.close();
    }
}
