package otklik.inbox;

import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;

/** What a message is about, for the lists of work: its sender and subject. */
@Component
class MessageSubject implements CaseSubject {
    private final MessageRepository messages;

    MessageSubject(MessageRepository messages) {
        this.messages = messages;
    }

    @Override
    public String prefix() {
        return "M-";
    }

    @Override
    public String line(String businessKey) {
        return messages.findByNumber(businessKey)
                .map(Message::card)
                .map(card -> card.senderName() + ": " + (card.subject().isBlank() ? card.preview() : card.subject()))
                .orElse(businessKey);
    }

    @Override
    public String details(String businessKey) {
        return messages.findByNumber(businessKey)
                .map(message -> line(businessKey) + "\n\n" + message.text())
                .orElse(businessKey);
    }
}
