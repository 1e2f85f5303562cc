package otklik.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface MessageRepository extends JpaRepository<Message, Long> {
    Optional<Message> findByNumber(String number);

    int countByStatus(MessageStatus status);

    @Query(
            """
            select new otklik.inbox.MessageCard(m.number, m.source, m.letterId, m.itemId, m.person, m.link, m.senderName, m.senderAddress, m.subject, m.preview,
                m.status, m.receivedAt, m.decidedAt, m.decidedBy, m.requestNumber, m.suggestedRequest,
                m.groupNumber, m.groupedAs, m.repeats, m.revision, m.hiddenBecause)
            from Message m where m.status in :statuses
                and (:text = '' or lower(m.senderName) like concat('%', :text, '%') or m.senderAddress like concat('%', :text, '%')
                    or lower(m.subject) like concat('%', :text, '%') or lower(m.number) = :text)
            order by m.receivedAt desc, m.id desc""")
    List<MessageCard> list(Collection<MessageStatus> statuses, String text, Pageable page);

    @Query(
            """
            select new otklik.inbox.MessageCard(m.number, m.source, m.letterId, m.senderName, m.senderAddress, m.subject, m.preview,
                m.status, m.receivedAt, m.decidedAt, m.decidedBy, m.requestNumber, m.suggestedRequest,
                m.groupNumber, m.groupedAs, m.repeats, m.revision, m.hiddenBecause)
            from Message m where m.groupNumber = :group order by m.receivedAt, m.id limit 50""")
    List<MessageCard> group(String group);

    @Query(value = "select nextval('message_number')", nativeQuery = true)
    long nextId();
}
