package otklik.staff;

import java.util.List;
import otklik.security.Right;

/** What a change of rights means for one person. */
public record Effect(String login, String name, List<Right> gains, List<Right> losses) {}
