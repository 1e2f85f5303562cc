package otklik.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.history.History;
import otklik.kernel.Refusal;

/** Forms and webhooks over real HTTP, against a whole node. */
class IntakeTests {
    private static final String SECRET = "correct-horse-battery";
    private static final String SITE = "https://company.example";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private static NodeOfTest node;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private String key;

    /** A part of the program that refuses what one tells it to. */
    static class Listener {
        volatile String refused = "";

        @EventListener
        void on(ItemReceived received) {
            if (!refused.isEmpty() && received.item().subject().equals(refused)) {
                throw new IllegalStateException("not today");
            }
        }
    }

    static class Beans {
        @Bean
        Listener listener() {
            return new Listener();
        }
    }

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(
                Map.of("otklik.sign-in.secret-key", "a passphrase of the server"), List.of(Beans.class), "intake");
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void a_webhook_with_its_secret_becomes_an_item() {
        webhook(Map.of());

        var answer = post(
                JSON,
                """
                {"id": 17, "contact": {"name": "Анна Петрова", "email": " Anna@Firm.Example ", "phone": "+7 921 000-00-00"},
                 "subject": "Семинар", "message": "Сколько стоит?", "page": "https://company.example/p", "campaign": "autumn"}""",
                "X-Otklik-Secret",
                SECRET);

        assertThat(answer.statusCode()).isEqualTo(201);
        var item = items().get(0);
        assertThat(item.senderName()).isEqualTo("Анна Петрова");
        assertThat(item.email()).isEqualTo("anna@firm.example");
        assertThat(item.phone()).isEqualTo("+7 921 000-00-00");
        assertThat(item.subject()).isEqualTo("Семинар");
        assertThat(item.text()).isEqualTo("Сколько стоит?");
        assertThat(item.link()).isEqualTo("https://company.example/p");
        assertThat(item.fields()).containsExactly(Map.entry("campaign", "autumn"));
        assertThat(card().healthy()).isTrue();
        assertThat(card().lastSuccess()).isNotNull();
        assertThat(card().today().items()).isEqualTo(1);
    }

    @Test
    void e5_aCallThatComesTwiceIsStoredOnceAndCounted() {
        webhook(Map.of());
        var call = "{\"id\": \"A-1\", \"text\": \"One\"}";

        post(JSON, call, "X-Otklik-Secret", SECRET);
        var repeat = post(JSON, call, "X-Otklik-Secret", SECRET);
        var sameKey = post(JSON, call, "X-Otklik-Secret", SECRET, "Idempotency-Key", "k");
        var otherBody = post(JSON, "{\"text\": \"Quite another\"}", "X-Otklik-Secret", SECRET, "Idempotency-Key", "k");

        assertThat(repeat.statusCode()).isEqualTo(200);
        assertThat(repeat.body()).contains("repeat");
        assertThat(sameKey.statusCode()).isEqualTo(201);
        assertThat(otherBody.statusCode()).isEqualTo(200);
        assertThat(items()).hasSize(2);
        assertThat(card().today()).extracting("items", "repeats").containsExactly(2L, 2L);
    }

    @Test
    void e5_callsWithTheSameKeyAtTheSameMomentAreStoredOnce() throws Exception {
        webhook(Map.of());
        var threads = Executors.newFixedThreadPool(8);
        var calls = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 16; i++) {
            calls.add(() -> post(JSON, "{\"id\": 5, \"text\": \"One\"}", "X-Otklik-Secret", SECRET)
                    .statusCode());
        }

        var answers = new ArrayList<Integer>();
        for (var answer : threads.invokeAll(calls)) {
            answers.add(answer.get());
        }
        threads.shutdown();

        assertThat(answers).containsOnly(200, 201);
        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(items()).hasSize(1);
        assertThat(card().today()).extracting("items", "repeats").containsExactly(1L, 15L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong-horse-battery"})
    void a_webhook_without_its_secret_is_refused_and_the_administrator_reads_why(String secret) {
        webhook(Map.of());

        var answer = post(JSON, "{\"text\": \"One\"}", "X-Otklik-Secret", secret.isEmpty() ? "-" : secret);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(items()).isEmpty();
        assertThat(card().lastError()).contains("X-Otklik-Secret");
        assertThat(card().healthy()).isTrue();
    }

    @Test
    void a_signature_of_the_body_proves_a_call_and_that_of_another_body_does_not() throws Exception {
        webhook(Map.of("proof", "signature", "headerName", "X-Hub-Signature-256"));
        var body = "{\"text\": \"Подписано\"}";

        var right = post(JSON, body, "X-Hub-Signature-256", "sha256=" + signature(body));
        var wrong = post(JSON, body.replace("Под", "При"), "X-Hub-Signature-256", "sha256=" + signature(body));

        assertThat(right.statusCode()).isEqualTo(201);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(items()).extracting(ReceivedItem::text).containsExactly("Подписано");
    }

    @Test
    void a_secret_is_neither_shown_nor_told_nor_readable_in_the_database() {
        webhook(Map.of());
        var before = card();

        node.bean(Sources.class)
                .change(
                        key,
                        before.name(),
                        with(before.settings(), "secret", "another-horse-battery"),
                        before.version());

        assertThat(card().settings()).doesNotContainKey("secret");
        assertThat(card().secrets()).containsExactly("secret");
        assertThat(node.bean(History.class).of("source:" + key, 0, 10))
                .extracting(event -> String.valueOf(event.note()))
                .noneMatch(note -> note.contains("horse"))
                .anyMatch(note -> note.contains("secret"));
        assertThat(node.bean(JdbcClient.class)
                        .sql("select settings || secrets from source where source_key = ?")
                        .param(key)
                        .query(String.class)
                        .single())
                .doesNotContain("horse");
        assertThat(post(JSON, "{\"text\": \"One\"}", "X-Otklik-Secret", "another-horse-battery")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_secret_that_is_left_empty_stays_and_an_old_form_changes_nothing() {
        webhook(Map.of());
        var seen = card();
        var sources = node.bean(Sources.class);

        sources.change(key, "Renamed", with(seen.settings(), "secret", ""), seen.version());

        assertThat(post(JSON, "{\"text\": \"One\"}", "X-Otklik-Secret", SECRET).statusCode())
                .isEqualTo(201);
        assertThatThrownBy(() -> sources.change(key, "Late", with(seen.settings(), "secret", ""), seen.version()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("meanwhile");
        assertThat(card().name()).isEqualTo("Renamed");
    }

    @Test
    void the_form_of_a_site_is_stored_and_a_browser_may_read_the_answer() {
        form(Map.of());

        var answer =
                post(FORM, "name=%D0%98%D0%B2%D0%B0%D0%BD&email=i%40x.example&text=Hello+you&website=", "Origin", SITE);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
        assertThat(items()).extracting(ReceivedItem::senderName).containsExactly("Иван");
        assertThat(items()).extracting(ReceivedItem::text).containsExactly("Hello you");
        assertThat(items().get(0).fields()).isEmpty();
    }

    @Test
    void ticked_boxes_are_all_kept_and_empty_pairs_are_nothing() {
        form(Map.of());

        var answer = post(FORM, "&text=Hello&&box=one&box=two&&", "Origin", SITE);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(items().get(0).fields()).containsExactly(Map.entry("box", "one, two"));
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 250_000})
    void a_form_of_more_fields_than_any_form_has_is_refused(int pairs) {
        form(Map.of());

        var answer = post(FORM, "a&".repeat(pairs - 1) + "a", "Origin", SITE);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(items()).isEmpty();
    }

    @Test
    void a_page_of_another_site_may_not_send_the_form() {
        form(Map.of());

        var answer = post(FORM, "text=Hello", "Origin", "https://evil.example");
        var preflight = send(request("")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://evil.example"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(items()).isEmpty();
    }

    @Test
    void a_browser_that_asks_beforehand_is_told_that_its_site_may() {
        form(Map.of());

        var answer = send(request("")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", SITE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "idempotency-key"));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).contains("Idempotency-Key"));
    }

    @Test
    void a_robot_that_fills_in_the_trap_is_thanked_and_nothing_is_stored() {
        form(Map.of());

        var answer = post(FORM, "text=Buy+pills&website=https%3A%2F%2Fpills.example", "Origin", SITE);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(items()).isEmpty();
    }

    @Test
    void a_stranger_who_calls_too_often_has_to_wait() {
        form(Map.of("perStranger", "3"));

        var answers = new ArrayList<HttpResponse<String>>();
        for (var i = 0; i < 4; i++) {
            answers.add(post(FORM, "text=Number+" + i, "Origin", SITE));
        }

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(201, 201, 201, 429);
        assertThat(answers.get(3).headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween(1L, 60L);
        assertThat(items()).hasSize(3);
        assertThat(card().lastError()).isNotNull();
    }

    @Test
    void a_form_without_scripts_shows_a_page_of_thanks_or_leads_to_the_companys_own() {
        form(Map.of("language", "en"));
        var ours = post(FORM, "text=One", "Origin", SITE, "Accept", "text/html,*/*");
        form(Map.of("thanks", "https://company.example/thanks"));
        var theirs = post(FORM, "text=Two", "Origin", SITE, "Accept", "text/html,*/*");

        assertThat(ours.statusCode()).isEqualTo(200);
        assertThat(ours.body()).contains("Thank you");
        assertThat(theirs.statusCode()).isEqualTo(303);
        assertThat(theirs.headers().firstValue("Location")).hasValue("https://company.example/thanks");
    }

    @Test
    void the_page_of_the_form_shows_the_lines_that_are_pasted() {
        form(Map.of("language", "ru"));

        var page = send(request("/form").GET());
        var snippet = node.bean(SourceForms.class).snippet(key).orElseThrow();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "nonce-"));
        assertThat(page.body()).contains("action=\"/api/intake/" + key + "\"", "name=\"website\"", "Ваш вопрос");
        assertThat(snippet).contains("/api/intake/" + key + "\"", "name=\"website\"", "Ваш вопрос");
    }

    @Test
    void e7_hostileInputIsStoredCleanAndCutAndItsRawTextIsKept() {
        webhook(Map.of());
        var rightToLeft = "\u202Eشركة\u202C";
        var huge = "x".repeat(5_000_000);
        var body =
                "{\"name\": \"A\\u0000nna \\ud83d \uD83D\uDE42\", \"subject\": \"<script>alert(1)</script>\\r\\nBcc: x@y\", \"text\": \"%s \\u0000%s\", \"page\": \"javascript:alert(1)\", \"email\": \"no address\"}"
                        .formatted(rightToLeft, huge);

        var answer = post(JSON, body, "X-Otklik-Secret", SECRET);

        assertThat(answer.statusCode()).isEqualTo(201);
        var item = items().get(0);
        assertThat(item.senderName()).isEqualTo("Anna \uFFFD \uD83D\uDE42");
        assertThat(item.subject()).isEqualTo("<script>alert(1)</script> Bcc: x@y");
        assertThat(item.text())
                .startsWith(rightToLeft)
                .hasSizeLessThanOrEqualTo(100_000)
                .doesNotContain("\u0000");
        assertThat(item.truncated()).isTrue();
        assertThat(item.link()).isNull();
        assertThat(item.email()).isNull();
        assertThat(node.bean(Items.class).raw(item.id()).orElseThrow()).hasSizeGreaterThan(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\": ", "\u0000\u0001\u0002", "<xml/>", ""})
    void e7_garbageIsRefusedWithTheReasonAndTheSourceGoesOn(String garbage) {
        webhook(Map.of());

        var answer = post(JSON, garbage, "X-Otklik-Secret", SECRET);
        var next = post(JSON, "{\"text\": \"Fine\"}", "X-Otklik-Secret", SECRET);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(card().lastError()).isNotNull();
        assertThat(next.statusCode()).isEqualTo(201);
        assertThat(items()).hasSize(1);
    }

    @Test
    void e7_aBodyLargerThanTheSourceAllowsIsRefused() {
        webhook(Map.of("largest", "16"));

        var answer = post(JSON, "{\"text\": \"%s\"}".formatted("x".repeat(17_000)), "X-Otklik-Secret", SECRET);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(items()).isEmpty();
    }

    @Test
    void a_json_document_without_end_of_floors_is_no_harm() {
        webhook(Map.of());
        var deep = "{\"text\": \"Deep\", \"d\": " + "[".repeat(900) + "1" + "]".repeat(900) + "}";

        assertThat(post(JSON, deep, "X-Otklik-Secret", SECRET).statusCode()).isEqualTo(201);
        assertThat(items().get(0).fields()).isEmpty();
    }

    @Test
    void what_a_part_of_the_program_refuses_is_kept_and_told_again() {
        webhook(Map.of());
        var listener = node.bean(Listener.class);
        listener.refused = "Refused " + key;

        var answer = post(
                JSON, "{\"subject\": \"Refused %s\", \"text\": \"Keep\"}".formatted(key), "X-Otklik-Secret", SECRET);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(card().parked()).isEqualTo(1);
        listener.refused = "";
        node.bean(Items.class).retryParkedFromNow();
        org.awaitility.Awaitility.await().until(() -> card().parked() == 0);
        assertThat(items()).hasSize(1);
    }

    @Test
    void a_paused_source_takes_nothing_in_and_says_so() {
        webhook(Map.of());
        node.bean(Sources.class).pause(key);

        var answer = post(JSON, "{\"text\": \"One\"}", "X-Otklik-Secret", SECRET);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(card().state()).isEqualTo(SourceState.PAUSED);
        assertThat(items()).isEmpty();
    }

    @Test
    void a_mapping_that_cannot_be_read_is_refused_beside_its_field() {
        assertThatThrownBy(() -> webhook(Map.of("mapping", "name = fio\nwho = x")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.field()).isEqualTo("mapping");
                    assertThat(refusal).hasMessageContaining("who").hasMessageContaining("sentAt");
                });
    }

    @Test
    void several_paths_make_one_name_and_one_text() {
        webhook(Map.of("mapping", "name = first, last\ntext = question, notes.0"));

        post(
                JSON,
                "{\"first\": \"Anna\", \"last\": \"Petrova\", \"question\": \"Price?\", \"notes\": [\"Soon\"]}",
                "X-Otklik-Secret",
                SECRET);

        assertThat(items().get(0).senderName()).isEqualTo("Anna Petrova");
        assertThat(items().get(0).text()).isEqualTo("Price?\n\nSoon");
    }

    @Test
    void a_source_that_has_brought_something_cannot_be_removed() {
        webhook(Map.of());
        var empty = key;
        webhook(Map.of());
        post(JSON, "{\"text\": \"One\"}", "X-Otklik-Secret", SECRET);
        var sources = node.bean(Sources.class);

        sources.remove(empty);

        assertThat(sources.find(empty)).isEmpty();
        assertThatThrownBy(() -> sources.remove(key)).isInstanceOf(Refusal.class);
    }

    private void webhook(Map<String, String> settings) {
        add(WebhookKind.KEY, with(settings, "secret", SECRET));
    }

    private void form(Map<String, String> settings) {
        add(FormKind.KEY, with(settings, "sites", SITE));
    }

    private void add(String kind, Map<String, String> settings) {
        key = "s-" + UUID.randomUUID().toString().substring(0, 8);
        node.bean(Sources.class).add(key, kind, "Source " + key, settings);
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        var all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private SourceCard card() {
        return node.bean(Sources.class).find(key).orElseThrow();
    }

    private List<ReceivedItem> items() {
        return node.bean(Items.class)
                .find(node.bean(JdbcClient.class)
                        .sql("select id from received_item where source = ?")
                        .param(key)
                        .query(Long.class)
                        .list());
    }

    private HttpResponse<String> post(String type, String body, String... headers) {
        return send(request("")
                .header("Content-Type", type)
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:%d/api/intake/%s%s".formatted(node.port(), key, path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String signature(String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
