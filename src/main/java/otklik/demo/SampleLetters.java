package otklik.demo;

import java.util.List;
import otklik.demo.ClientMailbox.Client;

/** The letters with which the sample company begins its day. */
final class SampleLetters {
    static final Client ANNA = new Client("Анна Петрова", "anna@firm.example");
    static final Client ILYA = new Client("Илья Никитин", "ilya@vector.example");
    static final Client VICTOR = new Client("Виктор Соколов", "victor@mpzk.example");
    static final Client OLEG = new Client("Oliver Brown", "oliver@ligagarant.example");
    static final List<Client> CLIENTS = List.of(ANNA, ILYA, VICTOR, OLEG);

    static final List<Letter> ALL = List.of(
            new Letter(
                    ILYA,
                    "Обучение отдела продаж",
                    """
                    Добрый день!

                    Подскажите, есть ли у вас обучение для отдела продаж? Нас 12 человек, Пермь.
                    Бюджет согласуем до конца месяца.

                    Илья Никитин, АО «Вектор»"""),
            new Letter(
                    VICTOR,
                    "Запрос на участие, 4 человека",
                    """
                    Здравствуйте!

                    Хотим принять участие в ближайшем семинаре, нас четверо.
                    Пришлите, пожалуйста, условия и счёт на ЗАО «МПЗК».

                    Виктор Соколов"""),
            new Letter(
                    OLEG,
                    "Seminar in English?",
                    """
                    Hello,

                    do you run the seminar in English as well? We are a team of seven.

                    Oliver Brown, Liga Garant"""));

    /** The words of the template of letters to many. */
    static final String INVITATION =
            """
            Здравствуйте!

            Приглашаем {{company}} на семинар «Работа с клиентами»: 24 ноября, 10:00.
            Ответьте на это письмо, и мы пришлём программу и счёт.""";

    private SampleLetters() {}

    record Letter(Client from, String subject, String text) {}
}
