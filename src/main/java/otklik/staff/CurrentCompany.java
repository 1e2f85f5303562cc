package otklik.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.kernel.Signals;
import otklik.security.PeopleChanged;

/**
 * The copy of the company by which questions are answered. A change drops it at once, on other nodes too, and even a lost signal leaves
 * it no older than five seconds.
 */
@Component
class CurrentCompany {
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** Absences begin and end without a change of rows. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final CompanyReader reader;
    private final TransactionTemplate apart;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicLong drops = new AtomicLong();
    private volatile @Nullable Company company;
    private volatile Instant lookedAt = Instant.EPOCH;

    CurrentCompany(
            CompanyReader reader,
            PlatformTransactionManager transactions,
            Signals signals,
            ApplicationEventPublisher events,
            Clock clock) {
        this.reader = reader;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        signals.listen(topic -> {
            if (topic.equals(Signals.STAFF)) {
                drop();
                events.publishEvent(new PeopleChanged());
            }
        });
    }

    Company get() {
        var here = (Here) TransactionSynchronizationManager.getResource(this);
        return here == null ? shared() : here.company();
    }

    private Company shared() {
        var known = company;
        var now = clock.instant();
        var isNew = known != null
                && lookedAt.plus(LOOK).isAfter(now)
                && known.readAt().plus(LIFE).isAfter(now);
        if (known != null && (isNew || !looking.tryLock())) {
            return known;
        }
        if (known == null) {
            looking.lock();
        }
        try {
            // On a connection of its own: inside of a change of rights the rows show what may still be refused.
            return Objects.requireNonNull(apart.execute(status -> look(now)));
        } finally {
            looking.unlock();
        }
    }

    private Company look(Instant now) {
        var known = company;
        if (known == null || known.readAt().plus(LIFE).isBefore(now) || reader.stamp() != known.stamp()) {
            var before = drops.get();
            known = reader.read();
            // What was read while a change was committed may be older than it: it answers this once.
            company = drops.get() == before ? known : null;
        }
        lookedAt = now;
        return known;
    }

    private void drop() {
        drops.incrementAndGet();
        company = null;
    }

    /** What the rows say inside of one transaction; read when it is asked for the first time. */
    private static final class Here {
        private final CompanyReader reader;
        private @Nullable Company company;

        Here(CompanyReader reader) {
            this.reader = reader;
        }

        Company company() {
            var read = company == null ? reader.read() : company;
            company = read;
            return read;
        }
    }

    /**
     * From now to its end the current transaction is answered from the rows as it sees them: a step that has changed people goes on with
     * the changed ones. Everybody else sees them after the commit.
     */
    void lookHere() {
        if (TransactionSynchronizationManager.hasResource(this)) {
            TransactionSynchronizationManager.unbindResource(this);
        } else {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void suspend() {
                    TransactionSynchronizationManager.unbindResourceIfPossible(CurrentCompany.this);
                }

                @Override
                public void resume() {
                    TransactionSynchronizationManager.bindResource(CurrentCompany.this, new Here(reader));
                }

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(CurrentCompany.this);
                }
            });
        }
        TransactionSynchronizationManager.bindResource(this, new Here(reader));
    }

    /** Drops the copy when the current transaction has ended. */
    void dropAfterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                drop();
            }
        });
    }
}
