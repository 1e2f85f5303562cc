package otklik.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface MessageRepository extends JpaRepository<Message, Long> {
    Optional<Message> findByNumber(String number);

    Optional<Message> findFirstByItemIdInOrderById(Collection<Long> itemIds);

    List<Message> findByNumberIn(Collection<String> numbers);

    @Query("select m from Message m where m.groupNumber in :groups order by m.receivedAt, m.id limit 50")
    List<Message> group(Collection<String> groups);

    @Query(value = "select nextval('message_number')", nativeQuery = true)
    long nextId();
}
