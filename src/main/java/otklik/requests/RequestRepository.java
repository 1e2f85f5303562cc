package otklik.requests;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface RequestRepository extends JpaRepository<Request, Long> {
    Optional<Request> findByNumber(String number);

    Optional<Request> findByAwaitedLetter(String letter);

    @Query(value = "select nextval('request_number')", nativeQuery = true)
    long nextId();
}
