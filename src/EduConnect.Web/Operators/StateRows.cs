using EduConnect.Core.Operators;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>The state of the service in words: what is as it should be, and what somebody has to look at.</summary>
internal sealed class StateRows(IStringLocalizer<OperatorTexts> texts)
{
    // Beyond these, somebody has to look: a worker tries every few seconds, and a night comes every day.
    private static readonly TimeSpan JournalPatience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MessagePatience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan NoticePatience = TimeSpan.FromHours(1);
    private static readonly TimeSpan NightPatience = TimeSpan.FromHours(36);

    /// <summary>The rows, in the order of the page.</summary>
    public IReadOnlyList<StateRow> Of(ServiceState state) =>
    [
        Main(state), Work(state), Night(state), Imports(state), Messages(state, Channel.Mail), Messages(state, Channel.Sms), Notices(state), Journal(state), Window(state), Switches(state), Campaigns(state), Keys(state), Clock(state),
    ];

    private StateRow Main(ServiceState state)
    {
        var health = state.Main switch { MainStoreState.Writable when state.Interruption is null => StateHealth.Fine, MainStoreState.Interrupted => StateHealth.Noted, _ => StateHealth.Faulty };
        string sentence = state switch
        {
            { Main: MainStoreState.Interrupted, Interruption.End: { } end } => texts["Main.Interrupted", OperatorWords.At(texts, end)],
            { Main: MainStoreState.Writable, Interruption: not null } => texts["Main.NodeBehind"],
            _ => texts["Main." + state.Main],
        };
        return new StateRow(texts["Row.Main"], health, sentence, null);
    }

    private StateRow Work(ServiceState state)
    {
        if (state.Work is not { } work)
        {
            return Silent("Row.Work", OperatorRoutes.Work);
        }

        var failed = work.Sum(one => one.Failed);
        string sentence = texts["Work.Counts", Number(work.Sum(one => one.Waiting)), Number(work.Sum(one => one.Running)), Number(failed)];
        return new StateRow(texts["Row.Work"], failed > 0 ? StateHealth.Faulty : StateHealth.Fine, sentence, OperatorRoutes.Work);
    }

    private StateRow Night(ServiceState state)
    {
        if (state.Nights is not { } nights)
        {
            return Silent("Row.Night", OperatorRoutes.Nights);
        }

        if (nights is not [var night, ..])
        {
            return new StateRow(texts["Row.Night"], StateHealth.Noted, texts["Night.None"], OperatorRoutes.Nights);
        }

        var day = OperatorWords.At(texts, night.Work.CreatedAt);
        var isLate = state.At - night.Work.CreatedAt > NightPatience;
        string sentence = night.Report is { } report
            ? texts["Night.Done", day, Number(report.Steps.Count(step => step.IsDone)), Number(report.Steps.Count)]
            : texts[night.Work.State == OperationState.Failed ? "Night.Failed" : "Night.UnderWay", day, Number(night.Work.Done), Number(night.Work.Total)];
        return new StateRow(texts["Row.Night"], isLate || night.IsFaulty ? StateHealth.Faulty : StateHealth.Fine, isLate ? texts["Night.Late", sentence] : sentence, $"{OperatorRoutes.Nights}/{night.Work.Id}");
    }

    private StateRow Imports(ServiceState state) => state.Deposits switch
    {
        null => Silent("Row.Imports", OperatorRoutes.Imports),
        { Undecided: null } => new StateRow(texts["Row.Imports"], StateHealth.Noted, texts["Imports.Unread"], OperatorRoutes.Imports),
        { Undecided: 0, Refused: 0 } => new StateRow(texts["Row.Imports"], StateHealth.Fine, texts["Imports.None"], OperatorRoutes.Imports),
        { Undecided: { } held, Refused: var refused } => new StateRow(
            texts["Row.Imports"], StateHealth.Faulty, string.Join(' ', new[] { ("Imports.Held", held), ("Imports.Refused", refused) }.Where(one => one.Item2 > 0).Select(one => texts[one.Item1, Number(one.Item2)].Value)), OperatorRoutes.Imports),
    };

    private StateRow Messages(ServiceState state, Channel channel)
    {
        var name = "Row." + channel;
        if (state.Messages is not { } all)
        {
            return Silent(name, OperatorRoutes.Messages);
        }

        var counts = all.Where(one => one.Channel == channel).ToList();
        int Of(MessageState of) => counts.Where(one => one.State == of).Sum(one => one.Count);
        var (waiting, again, failed) = (Of(MessageState.Waiting), Of(MessageState.ToTryAgain), Of(MessageState.Failed));
        var oldest = counts.Where(one => one.State != MessageState.Failed).Select(one => (DateTime?)one.Oldest).Min();
        var isLate = oldest is { } since && state.At - since > MessagePatience;
        string sentence = texts["Messages.Counts", Number(waiting), Number(again), Number(failed)];
        return new StateRow(
            texts[name], failed + again > 0 || isLate ? StateHealth.Faulty : StateHealth.Fine, oldest is { } at ? $"{sentence} {texts["Oldest", OperatorWords.Age(texts, state.At - at)].Value}" : sentence, OperatorRoutes.Messages);
    }

    // A service that does not take its notices is its operator's business first: but nobody else will tell them.
    private StateRow Notices(ServiceState state)
    {
        if (state.Notices is not { } notices)
        {
            return Silent("Row.Notices", OperatorRoutes.Services);
        }

        var givenUp = notices.Where(one => one.GivenUp > 0).Select(one => one.ClientId).ToList();
        var oldest = notices.Min(one => one.Oldest);
        var isLate = oldest is { } since && state.At - since > NoticePatience;
        string sentence = texts["Notices.Counts", Number(notices.Sum(one => one.Waiting)), Number(notices.Sum(one => one.GivenUp))];
        sentence = givenUp.Count > 0 ? $"{sentence} {texts["Notices.Services", string.Join(", ", givenUp)].Value}" : sentence;
        return new StateRow(
            texts["Row.Notices"], givenUp.Count > 0 || isLate ? StateHealth.Faulty : StateHealth.Fine, oldest is { } at ? $"{sentence} {texts["Oldest", OperatorWords.Age(texts, state.At - at)].Value}" : sentence, OperatorRoutes.Services);
    }

    private StateRow Journal(ServiceState state)
    {
        if (state.Journal is not { } journal)
        {
            return Silent("Row.Journal", null);
        }

        var isLate = journal.Oldest is { } oldest && state.At - oldest > JournalPatience;
        string sentence = texts["Journal.Waiting", Number(journal.Waiting)];
        return new StateRow(texts["Row.Journal"], isLate ? StateHealth.Faulty : StateHealth.Fine, journal.Oldest is { } at ? $"{sentence} {texts["Oldest", OperatorWords.Age(texts, state.At - at)].Value}" : sentence, null);
    }

    private StateRow Window(ServiceState state)
    {
        if (state.Windows is null)
        {
            return Silent("Row.Window", OperatorRoutes.Maintenance);
        }

        return state.NextWindow is { } next
            ? new StateRow(
                texts["Row.Window"], StateHealth.Noted, texts[next.IsInForce(state.At) ? "Window.InForce" : "Window.Next", OperatorWords.At(texts, next.StartsAt), OperatorWords.At(texts, next.EndsAt)],
                OperatorRoutes.Maintenance)
            : new StateRow(texts["Row.Window"], StateHealth.Fine, texts["Window.None"], OperatorRoutes.Maintenance);
    }

    private StateRow Switches(ServiceState state)
    {
        if (state.Switches is not { } switches)
        {
            return Silent("Row.Switches", OperatorRoutes.Switches);
        }

        var off = switches.Where(one => one.IsOff).Select(one => texts["Switch." + one.Name].Value).ToList();
        return new StateRow(
            texts["Row.Switches"], off.Count > 0 ? StateHealth.Noted : StateHealth.Fine, off.Count > 0 ? texts["Switches.Off", string.Join(", ", off)] : texts["Switches.On"], OperatorRoutes.Switches);
    }

    private StateRow Campaigns(ServiceState state) => state.Campaigns is not { } campaigns
        ? Silent("Row.Campaigns", OperatorRoutes.Campaigns)
        : new StateRow(
            texts["Row.Campaigns"], campaigns.Count > 0 ? StateHealth.Noted : StateHealth.Fine,
            campaigns.Count > 0 ? string.Join(", ", campaigns.Select(one => $"{one.Name} ({texts["Campaign." + one.State].Value})")) : texts["Campaigns.None"], OperatorRoutes.Campaigns);

    private StateRow Keys(ServiceState state)
    {
        var aging = state.Keys.Where(one => one.Renewal is KeyRenewal.ByCommand or KeyRenewal.BySamlCommand).ToList();
        string sentence = state.Keys.Count == 0 ? texts["Keys.None"]
            : aging.Count == 0 ? texts["Keys.Count", Number(state.Keys.Count)]
            : texts["Keys.Oldest", Number(state.Keys.Count), ParisTime.OnScreen(aging.Min(one => one.CurrentSince))];
        return new StateRow(texts["Row.Keys"], StateHealth.Fine, sentence, OperatorRoutes.Keys);
    }

    private StateRow Clock(ServiceState state) => state.ClockJump is { } jump
        ? new StateRow(texts["Row.Clock"], StateHealth.Faulty, texts["Clock.Back", Number((int)jump.By.TotalSeconds), OperatorWords.At(texts, jump.At)], null)
        : new StateRow(texts["Row.Clock"], StateHealth.Fine, texts["Clock.Fine"], null);

    private StateRow Silent(string name, string? address) => new(texts[name], StateHealth.Faulty, texts["Silent"], address);

    private static string Number(int value) => FrenchFigures.Number(value);
}
