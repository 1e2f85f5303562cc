package otklik.products;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ProductRepository extends JpaRepository<Product, Long> {
    Optional<Product> findByActiveName(String activeName);

    long countByActiveTrue();

    @Query(
            """
            select p from Product p where p.active = true
            and (:text = '' or p.sortName like concat('%', :text, '%') escape '!')
            order by p.sortName, p.id limit :limit offset :offset""")
    List<Product> listActive(String text, int offset, int limit);

    @Query(
            """
            select p from Product p where :text = '' or p.sortName like concat('%', :text, '%') escape '!'
            order by p.sortName, p.id limit :limit offset :offset""")
    List<Product> listAll(String text, int offset, int limit);

    @Query(
            """
            select count(p) from Product p where (:all = true or p.active = true)
            and (:text = '' or p.sortName like concat('%', :text, '%') escape '!')""")
    int count(String text, boolean all);
}
