package otklik.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityPlan;
import otklik.instructions.Instructions;
import otklik.security.CurrentUser;
import otklik.tasks.GivenTasks;
import otklik.tasks.TaskPlan;
import otklik.tasks.TaskRuleForm;
import otklik.tasks.TaskRules;

/**
 * A day on the conveyor: what {@code nina}, who takes one task after the other, and {@code denis}, for whom the program dials, find on their
 * desks, and what to say to the clients.
 */
@Component
@Profile("demo")
class SampleDay {
    private static final int COMPANIES = 15;

    private static final List<String> TO_DO = List.of(
            "Позвать на семинар «Работа с клиентами»",
            "Спросить, дошла ли программа",
            "Уточнить число участников",
            "Узнать, кто решает",
            "Рассказать о записи семинара",
            "Напомнить о скидке до пятницы",
            "Спросить о впечатлениях");

    private static final String SCRIPT =
            """
            Здравствуйте! Меня зовут {{me}}, компания «Отклик». Вы оставили заявку на семинар. Подскажите, что помешало закончить оплату?
            ## Не хватило времени
            Предложите прислать ссылку сейчас и остаться на линии; объясните два шага оплаты.
            ## Сомневается
            Спросите, что важно узнать до решения, и расскажите об одном похожем участнике.
            ## Дорого
            Расскажите о скидке для второго участника и о записи семинара.
            ## Не прошёл платёж
            Пообещайте новую ссылку в течение часа и запишите, какой банк отказал.""";

    private static final String LOST =
            """
            Здравствуйте! Это {{me}} из «Отклика». В прошлый раз вы решили не ехать. С тех пор программа изменилась: можно рассказать за минуту?
            ## Да
            Назовите две новые темы и ближайшую дату.
            ## Не сейчас
            Спросите, когда удобно вернуться к разговору.
            ## Больше не звоните
            Поблагодарите и отметьте «Больше не беспокоить».""";

    private final Activities activities;
    private final Instructions instructions;
    private final GivenTasks assignments;
    private final TaskRules rules;
    private final Clock clock;

    SampleDay(Activities activities, Instructions instructions, GivenTasks assignments, TaskRules rules, Clock clock) {
        this.activities = activities;
        this.instructions = instructions;
        this.assignments = assignments;
        this.rules = rules;
        this.clock = clock;
    }

    /** What the head asks for: once by hand, and from now on by a rule. */
    private void assign() {
        assignments.give(new TaskPlan(
                "Предложить раннюю цену «горячим» клиентам",
                "Позвоните тем, кто спрашивал о семинаре на этой неделе, и запишите ответы в карточках.",
                "K-2",
                "igor",
                null,
                clock.instant().plus(Duration.ofDays(1)),
                GivenTasks.REMINDER,
                false));
        rules.add(new TaskRuleForm(
                "request-lifecycle",
                "endEvent_requestWon",
                "Поблагодарить и спросить о впечатлениях",
                "",
                true,
                null,
                "manager",
                2,
                TaskRuleForm.Unit.DAYS,
                false));
    }

    /** @param callCentre group of the department for which the program dials */
    void fill(String callCentre) {
        CurrentUser.actAs("elena", () -> {
            instructions.write("planned-activity", "userTask_closeActivity", 0, SCRIPT);
            instructions.write("lead-recovery", "userTask_bringClientBack", 0, LOST);
            assign();
        });
        // The first ones are due at once; one is promised for a moment that one can wait for.
        var now = clock.instant();
        for (int i = 0; i < TO_DO.size(); i++) {
            activities.plan(ActivityPlan.of(company(i), kind(i), TO_DO.get(i), "nina", now.plusSeconds(i)));
            activities.plan(new ActivityPlan(
                    company(i + TO_DO.size()),
                    null,
                    ActivityKind.CALL,
                    TO_DO.get(i),
                    "",
                    null,
                    callCentre,
                    now.plusSeconds(i),
                    Activities.REMINDER,
                    false,
                    null,
                    null));
        }
        activities.plan(ActivityPlan.of(
                company(0), ActivityKind.CALL, "Перезвонить, как обещали", "nina", now.plus(Duration.ofHours(1))));
        activities.plan(ActivityPlan.of(
                company(3), ActivityKind.CALL, "Перезвонить, как обещали", "denis", now.plus(Duration.ofMinutes(40))));
    }

    private static ActivityKind kind(int number) {
        return number % 3 == 2 ? ActivityKind.LETTER : ActivityKind.CALL;
    }

    private static String company(int number) {
        return "K-" + (1 + number % COMPANIES);
    }
}
