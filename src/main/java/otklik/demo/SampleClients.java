package otklik.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.ContactPoint;
import otklik.customers.People;
import otklik.customers.PersonForm;

/** The companies with which the sample company begins its day; their taxpayer numbers are of no region. */
final class SampleClients {
    private static final List<Sample> ALL = List.of(
            new Sample(
                    "ООО «Ромашка»",
                    "0000000113",
                    "Москва, Лесная ул., 7",
                    "",
                    "svetlana",
                    "+7 495 000-01-01",
                    "info@romashka.example",
                    Set.of("семинары"),
                    "Марина Лебедева",
                    "директор",
                    "marina@romashka.example"),
            new Sample(
                    "ЗАО «МПЗК»",
                    "0000000120",
                    "Тверь, Заводская ул., 12",
                    "",
                    "svetlana",
                    "+7 495 000-01-02",
                    "info@mpzk.example",
                    Set.of("семинары", "завод"),
                    "Виктор Соколов",
                    "начальник отдела",
                    "victor@mpzk.example"),
            new Sample(
                    "АО «Вектор»",
                    "0000000138",
                    "Пермь, ул. Ленина, 50",
                    "Asia/Yekaterinburg",
                    "maria",
                    "+7 495 000-01-03",
                    "info@vector.example",
                    Set.of("семинары", "крупный"),
                    "Илья Никитин",
                    "руководитель продаж",
                    "ilya@vector.example"),
            new Sample(
                    "ИП Сафронов",
                    "0000000145",
                    "Казань, Кремлёвская ул., 3",
                    "",
                    "maria",
                    "+7 495 000-01-04",
                    "info@safronov.example",
                    Set.of("вышивка"),
                    "Артём Сафронов",
                    "",
                    "artem@safronov.example"),
            new Sample(
                    "ООО «Лига-Гарант»",
                    "0000000152",
                    "Омск, пр. Мира, 21",
                    "Asia/Omsk",
                    "svetlana",
                    "+7 495 000-01-05",
                    "info@ligagarant.example",
                    Set.of("семинары"),
                    "Oliver Brown",
                    "sales director",
                    "oliver@ligagarant.example"),
            new Sample(
                    "НПО «Заря»",
                    "0000000160",
                    "Новосибирск, ул. Фрунзе, 5",
                    "Asia/Novosibirsk",
                    "maria",
                    "+7 495 000-01-06",
                    "info@zarya.example",
                    Set.of("завод"),
                    "Нина Каширина",
                    "секретарь",
                    "nina@zarya.example"),
            new Sample(
                    "ООО «Северный ветер»",
                    "0000000177",
                    "Мурманск, пр. Ленина, 70",
                    "",
                    "svetlana",
                    "+7 495 000-01-07",
                    "info@veter.example",
                    Set.of("вышивка"),
                    "Ольга Гусева",
                    "закупки",
                    "olga@veter.example"),
            new Sample(
                    "ООО «Гладь»",
                    "0000000184",
                    "Иваново, Шубиных ул., 2",
                    "",
                    "maria",
                    "+7 495 000-01-08",
                    "info@glad.example",
                    Set.of("вышивка", "магазин"),
                    "Елена Рыбакова",
                    "владелица",
                    "elena@glad.example"),
            new Sample(
                    "АО «Станкопром»",
                    "0000000191",
                    "Екатеринбург, ул. Малышева, 101",
                    "Asia/Yekaterinburg",
                    "svetlana",
                    "+7 495 000-01-09",
                    "info@stankoprom.example",
                    Set.of("завод", "крупный"),
                    "Павел Зуев",
                    "коммерческий директор",
                    "pavel@stankoprom.example"),
            new Sample(
                    "ООО «Первый звонок»",
                    "0000000201",
                    "Самара, Полевая ул., 9",
                    "Europe/Samara",
                    "maria",
                    "+7 495 000-01-10",
                    "info@zvonok.example",
                    Set.of("семинары"),
                    "Дарья Осипова",
                    "руководитель колл-центра",
                    "darya@zvonok.example"),
            new Sample(
                    "ООО «Аптека на углу»",
                    "0000000219",
                    "Воронеж, Кольцовская ул., 35",
                    "",
                    "svetlana",
                    "+7 495 000-01-11",
                    "info@apteka.example",
                    Set.of("магазин"),
                    "Руслан Ахметов",
                    "управляющий",
                    "ruslan@apteka.example"),
            new Sample(
                    "ИП Яковлева",
                    "0000000226",
                    "Тула, Советская ул., 11",
                    "",
                    "maria",
                    "+7 495 000-01-12",
                    "info@yakovleva.example",
                    Set.of("вышивка"),
                    "Анна Яковлева",
                    "",
                    "anna@yakovleva.example"),
            new Sample(
                    "ООО «ТрансЛиния»",
                    "0000000233",
                    "Краснодар, Красная ул., 180",
                    "",
                    "svetlana",
                    "+7 495 000-01-13",
                    "info@translinia.example",
                    Set.of("крупный"),
                    "Сергей Кравец",
                    "директор по развитию",
                    "sergey@translinia.example"),
            new Sample(
                    "ООО «Дом книги»",
                    "0000000240",
                    "Владивосток, Светланская ул., 43",
                    "Asia/Vladivostok",
                    "maria",
                    "+7 495 000-01-14",
                    "info@knigi.example",
                    Set.of("магазин"),
                    "Юлия Ким",
                    "товаровед",
                    "julia@knigi.example"),
            new Sample(
                    "ООО «Мастер-класс»",
                    "0000000258",
                    "Санкт-Петербург, Садовая ул., 28",
                    "",
                    "",
                    "+7 495 000-01-15",
                    "info@master.example",
                    Set.of("семинары"),
                    "Глеб Орехов",
                    "организатор",
                    "gleb@master.example"));

    private SampleClients() {}

    /** Adds each with the person one talks to. */
    static void add(Companies companies, People people) {
        ALL.forEach(sample -> {
            var company = companies.create(sample.form());
            people.add(new PersonForm(
                    sample.person(),
                    company.number(),
                    sample.position(),
                    ContactPoint.email(sample.personMail()).stream().toList()));
        });
    }

    private record Sample(
            String name,
            String inn,
            String address,
            String zone,
            String responsible,
            String phone,
            String mail,
            Set<String> tags,
            String person,
            String position,
            String personMail) {
        CompanyForm form() {
            var points = Stream.of(ContactPoint.phone(phone, "RU"), ContactPoint.email(mail))
                    .flatMap(Optional::stream)
                    .toList();
            return new CompanyForm(
                    name,
                    inn,
                    "",
                    address,
                    zone.isEmpty() ? null : zone,
                    "",
                    responsible.isEmpty() ? null : responsible,
                    null,
                    true,
                    points,
                    tags,
                    Map.of());
        }
    }
}
