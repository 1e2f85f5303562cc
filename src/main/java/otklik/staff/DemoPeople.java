package otklik.staff;

import java.util.List;
import otklik.security.Account;

/** The people whom the login page of the demonstration offers; the profile {@code demo} brings the only bean. */
public interface DemoPeople {
    List<Account> people();

    /** The password they all share. */
    String password();

    /** Path of the page on which one plays the client. */
    String clientSide();
}
