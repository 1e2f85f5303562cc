package otklik.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;

/** A provider of OpenID Connect that vouches for whoever the test says, without asking anybody. */
final class FakeProvider implements AutoCloseable {
    static final String CLIENT = "otklik";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final RSAKey key;
    private volatile RSAKey signingKey;
    private volatile Map<String, Object> claims = Map.of();
    private volatile String nonce = "";

    FakeProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("k1").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException | IOException broken) {
            throw new IllegalStateException(broken);
        }
        signingKey = key;
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, configuration()));
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key).toJSONObject()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", exchange -> answer(exchange, tokens()));
        server.start();
    }

    /** The settings with which a node lets this provider vouch for its people. */
    Map<String, String> settings() {
        var registration = "spring.security.oauth2.client.registration.fake.";
        return Map.of(
                registration + "client-id",
                CLIENT,
                registration + "client-secret",
                "secret",
                registration + "client-name",
                "Fake",
                registration + "scope",
                "openid,email",
                "spring.security.oauth2.client.provider.fake.issuer-uri",
                issuer());
    }

    void vouchesFor(String email, Object isVerified) {
        claims = isVerified == null ? Map.of("email", email) : Map.of("email", email, "email_verified", isVerified);
    }

    /** From now on the tokens are signed by somebody else. */
    void isForged() {
        try {
            signingKey = new RSAKeyGenerator(2048).keyID("k1").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    void isGenuine() {
        signingKey = key;
    }

    private String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private Map<String, Object> configuration() {
        return Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize",
                "token_endpoint",
                issuer() + "/token",
                "jwks_uri",
                issuer() + "/keys",
                "response_types_supported",
                new String[] {"code"},
                "subject_types_supported",
                new String[] {"public"},
                "id_token_signing_alg_values_supported",
                new String[] {"RS256"});
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var asked = Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        nonce = asked.get("nonce");
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        asked.get("redirect_uri") + "?code=c&state="
                                + java.net.URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private Map<String, Object> tokens() {
        var now = Instant.now();
        var told = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("42")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", nonce);
        claims.forEach(told::claim);
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), told.build());
        try {
            token.sign(new RSASSASigner(signingKey));
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
        return Map.of("access_token", "a", "token_type", "Bearer", "expires_in", 300, "id_token", token.serialize());
    }

    private static void answer(HttpExchange exchange, Map<String, Object> json) {
        try (exchange) {
            var body = JSON.writeValueAsBytes(json);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
