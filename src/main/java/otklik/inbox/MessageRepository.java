package otklik.inbox;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface MessageRepository extends JpaRepository<Message, Long> {
    Optional<Message> findByNumber(String number);

    Optional<Message> findByItemId(long itemId);

    @Query(value = "select nextval('message_number')", nativeQuery = true)
    long nextId();
}
