package otklik.inbox;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface MessageRepository extends JpaRepository<Message, Long> {
    Optional<Message> findByNumber(String number);

    boolean existsBySenderAddressAndStatusAndNumberNot(String senderAddress, MessageStatus status, String number);

    boolean existsByFingerprintAndReceivedAtAfterAndNumberNot(String fingerprint, Instant after, String number);

    @Query(value = "select nextval('message_number')", nativeQuery = true)
    long nextId();
}
