package otklik.customers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people write on the card of a company.
 *
 * @param name 1 to 200 characters
 * @param inn taxpayer number: 10 or 12 digits with right control digits where the country is Russia; may be blank
 * @param kpp tax registration reason: 9 digits or letters; may be blank
 * @param zone time zone of the company, such as {@code Asia/Omsk}; none where it is that of ours
 * @param responsible login of the responsible operator
 * @param manager login of the personal manager (S1.21, S1.22)
 * @param inWork whether a next step is expected to be planned (S2.44)
 * @param points the company's own phones, mail addresses and chats, the main ones first; at most 20
 * @param tags at most 30 of at most 60 characters
 * @param custom text of fields that the administrator has added, by {@link CustomField#key()}; those left out are kept as they are
 */
public record CompanyForm(
        String name,
        String inn,
        String kpp,
        String address,
        @Nullable String zone,
        String note,
        @Nullable String responsible,
        @Nullable String manager,
        boolean inWork,
        List<ContactPoint> points,
        Set<String> tags,
        Map<String, String> custom) {

    /** A company of which nothing but the name is known. */
    public static CompanyForm named(String name) {
        return new CompanyForm(name, "", "", "", null, "", null, null, true, List.of(), Set.of(), Map.of());
    }

    public CompanyForm withName(String newName) {
        return new CompanyForm(
                newName, inn, kpp, address, zone, note, responsible, manager, inWork, points, tags, custom);
    }

    public CompanyForm withResponsible(@Nullable String login) {
        return new CompanyForm(name, inn, kpp, address, zone, note, login, manager, inWork, points, tags, custom);
    }

    public CompanyForm withPoints(List<ContactPoint> newPoints) {
        return new CompanyForm(
                name, inn, kpp, address, zone, note, responsible, manager, inWork, newPoints, tags, custom);
    }

    public CompanyForm withTags(Set<String> newTags) {
        return new CompanyForm(
                name, inn, kpp, address, zone, note, responsible, manager, inWork, points, newTags, custom);
    }

    public CompanyForm withInWork(boolean whether) {
        return new CompanyForm(
                name, inn, kpp, address, zone, note, responsible, manager, whether, points, tags, custom);
    }
}
