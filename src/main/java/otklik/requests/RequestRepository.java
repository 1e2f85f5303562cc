package otklik.requests;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface RequestRepository extends JpaRepository<Request, Long> {
    Optional<Request> findByNumber(String number);
}
