package otklik.requests;

import java.math.BigDecimal;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.CurrentUser;

/** How much of a person's day may go to the recovery pool (S3.3): the head's dial, without the right to the company's other settings. */
@Service
public class RecoveryDial {
    private final OldLeads pool;
    private final Parameters parameters;
    private final Attempts attempts;
    private final History history;

    RecoveryDial(OldLeads pool, Parameters parameters, Attempts attempts, History history) {
        this.pool = pool;
        this.parameters = parameters;
        this.attempts = attempts;
        this.history = history;
    }

    /** In percent of the working day. */
    public BigDecimal share() {
        return parameters.percent(Parameter.RECOVERY_SHARE);
    }

    /**
     * Sets it; what was given out already stays with whoever has it (E42).
     *
     * @param percent from 0 to 100
     */
    public void turn(int percent) {
        pool.requireHead();
        attempts.run(() -> {
            var before = parameters.find(Parameter.RECOVERY_SHARE);
            var old = parameters.set(
                    Parameter.RECOVERY_SHARE,
                    String.valueOf(percent),
                    before.version(),
                    CurrentUser.login().orElse("otklik"));
            var now = parameters.find(Parameter.RECOVERY_SHARE);
            if (now.version() != old.version()) {
                history.tell(new History.Change("setting:" + Parameter.RECOVERY_SHARE.key(), "settingChanged")
                        .from(
                                Parameter.RECOVERY_SHARE.write(old.value()),
                                Parameter.RECOVERY_SHARE.write(now.value())));
            }
        });
    }
}
