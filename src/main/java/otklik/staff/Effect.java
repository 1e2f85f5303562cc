package otklik.staff;

import java.util.List;
import otklik.security.Grant;
import otklik.security.Right;

/**
 * What a change of rights means for one person.
 *
 * @param wider what the person would have through a team or a department beyond his own presets and rights: rights add up (S2.13)
 */
public record Effect(String login, String name, List<Right> gains, List<Right> losses, List<Grant> wider) {}
