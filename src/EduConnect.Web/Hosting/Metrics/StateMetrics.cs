using EduConnect.Core.Operators;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Web.Hosting.Metrics;

/// <summary>The state of the service as numbers: the same that the operators' page says in words. What a silent store would have told is left out.</summary>
internal static class StateMetrics
{
    public static void Write(MetricsText text, ServiceState state)
    {
        text.Gauge("educonnect_main_answers", Of(state.Main != MainStoreState.Silent));
        text.Gauge("educonnect_main_writable", Of(state.Main is MainStoreState.Writable or MainStoreState.Interrupted));
        text.Gauge("educonnect_operational_answers", Of(state.Journal is not null));
        text.Gauge("educonnect_read_only", Of(state.Interruption is not null));
        text.Gauge("educonnect_clock_back_seconds", state.ClockJump is { } jump ? Math.Round(jump.By.TotalSeconds) : 0);
        Operations(text, state.Work);
        Messages(text, state);
        Notices(text, state);
        if (state.Journal is { } journal)
        {
            text.Gauge("educonnect_journal_waiting", journal.Waiting);
            text.Gauge("educonnect_journal_oldest_seconds", journal.Oldest is { } oldest ? Age(state, oldest) : 0);
        }

        if (state.Deposits is { Undecided: { } held } deposits)
        {
            text.Gauge("educonnect_deposits_held", held);
            text.Gauge("educonnect_deposits_refused", deposits.Refused);
        }

        if (state.Nights is [var night, ..])
        {
            text.Gauge("educonnect_night_age_seconds", Age(state, night.Work.CreatedAt));
            text.Gauge("educonnect_night_faulty", Of(night.IsFaulty));
        }
    }

    private static void Operations(MetricsText text, IReadOnlyList<WorkCount>? work)
    {
        if (work is null)
        {
            return;
        }

        text.Head("educonnect_operations", "gauge");
        foreach (var (state, count) in new (OperationState, Func<WorkCount, int>)[] { (OperationState.Waiting, one => one.Waiting), (OperationState.Running, one => one.Running), (OperationState.Failed, one => one.Failed) })
        {
            text.Line("educonnect_operations", MetricsText.Label("state", Word(state.ToString())), work.Sum(count));
        }
    }

    // Every series is always there, so that an alert can tell nothing waiting from nothing told.
    private static void Messages(MetricsText text, ServiceState state)
    {
        if (state.Messages is not { } messages)
        {
            return;
        }

        var groups = new[] { Channel.Mail, Channel.Sms }.SelectMany(channel => Enum.GetValues<MessageState>().Select(of => (
            Labels: MetricsText.Label("channel", Word(channel.ToString())) + "," + MetricsText.Label("state", Word(of.ToString())),
            Counts: messages.Where(one => one.Channel == channel && one.State == of).ToList()))).ToList();
        text.Head("educonnect_messages", "gauge");
        groups.ForEach(group => text.Line("educonnect_messages", group.Labels, group.Counts.Sum(one => one.Count)));
        text.Head("educonnect_message_oldest_seconds", "gauge");
        groups.ForEach(group => text.Line("educonnect_message_oldest_seconds", group.Labels, group.Counts.Count == 0 ? 0 : Age(state, group.Counts.Min(one => one.Oldest))));
    }

    private static void Notices(MetricsText text, ServiceState state)
    {
        if (state.Notices is not { } notices)
        {
            return;
        }

        text.Head("educonnect_notices", "gauge");
        text.Line("educonnect_notices", MetricsText.Label("state", "waiting"), notices.Sum(one => one.Waiting));
        text.Line("educonnect_notices", MetricsText.Label("state", "givenUp"), notices.Sum(one => one.GivenUp));
        text.Gauge("educonnect_notice_oldest_seconds", notices.Min(one => one.Oldest) is { } oldest ? Age(state, oldest) : 0);
    }

    private static double Age(ServiceState state, DateTime since) => Math.Round((state.At - since).TotalSeconds);

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static int Of(bool holds) => holds ? 1 : 0;
}
